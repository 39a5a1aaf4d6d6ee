package dev.fettle.upkeep;

import dev.fettle.automation.Automation;
import dev.fettle.check.Check;
import dev.fettle.check.Checks;
import dev.fettle.check.Finding;
import dev.fettle.check.Occasion;
import dev.fettle.history.Run;
import dev.fettle.history.Runs;
import dev.fettle.platform.Clock;
import dev.fettle.platform.Machine;
import dev.fettle.publish.Condition;
import dev.fettle.publish.Current;
import dev.fettle.publish.PublishedFile;
import dev.fettle.publish.Publisher;
import dev.fettle.run.Examination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Looks at what an automation has published: whether each file lies there with the bytes that were
/// put there, and still passes the checks. Changes nothing.
public final class PublishedLook {
    private final Runs runs;
    private final Publisher publisher;
    private final Clock clock;
    private final Progress progress;

    public PublishedLook(Runs runs, Publisher publisher, Clock clock, Progress progress) {
        this.runs = runs;
        this.publisher = publisher;
        this.clock = clock;
        this.progress = progress;
    }

    /// Is told, from several threads, how many runs of how many have been looked at.
    @FunctionalInterface
    public interface Progress {
        void reached(int done, int of);
    }

    /// Where an automation's checks are made.
    @FunctionalInterface
    public interface Surroundings {
        /// @throws dev.fettle.notation.UserError where they cannot be made
        Examination open(List<Check> checks) throws IOException;
    }

    /// @param differences files that are not what was published
    /// @param findings what is not good by the checks, or could not be checked
    public record Answer(int files, List<Difference> differences, List<Checked> findings) {
        public Answer {
            differences = List.copyOf(differences);
            findings = List.copyOf(findings);
        }
    }

    /// @param run which published it
    public record Difference(PublishedFile file, Run run, Condition condition) {}

    /// @param run whose result it is about
    public record Checked(Run run, Finding finding) {}

    /// What one run has published that should lie there now.
    private record Result(Run run, List<PublishedFile> files) {}

    /// Whatever stands on the way of one look stands on the way of all.
    public Answer at(Automation automation, Surroundings surroundings)
            throws IOException, InterruptedException {
        var results = results(automation.name().text());
        var all = automation.definition().checks();
        var differences = new ArrayList<Difference>();
        var findings = new ArrayList<Checked>();
        var done = new AtomicInteger();
        try (var examination = surroundings.open(all);
                var threads = Executors.newFixedThreadPool(Machine.cores())) {
            var looks = new ArrayList<Callable<Answer>>();
            for (int n = 0; n < results.size(); n++) {
                var result = results.get(n);
                // What a run is judged by as a whole was true of it then; of the newest it is now.
                boolean asNow = n == results.size() - 1 && isWhole(result);
                var checks = asNow ? all : Checks.ofEachFile(all);
                looks.add(() -> {
                    var answer = look(automation, result, checks, examination);
                    progress.reached(done.incrementAndGet(), results.size());
                    return answer;
                });
            }
            for (var each : threads.invokeAll(looks)) {
                var answer = ended(each);
                differences.addAll(answer.differences());
                findings.addAll(answer.findings());
            }
        }
        int files = results.stream().mapToInt(result -> result.files().size()).sum();
        return new Answer(files, differences, findings);
    }

    private static Answer ended(Future<Answer> look) throws IOException, InterruptedException {
        try {
            return look.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case InterruptedException cause -> throw cause;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    private List<Result> results(String automation) throws IOException {
        var byRun = new LinkedHashMap<Long, List<PublishedFile>>();
        for (Current each : publisher.current(automation)) {
            byRun.computeIfAbsent(each.run(), _ -> new ArrayList<>()).add(each.file());
        }
        var results = new ArrayList<Result>();
        for (Map.Entry<Long, List<PublishedFile>> entry : byRun.entrySet()) {
            var run = runs.get(entry.getKey());
            if (run.isPresent()) { // not one that was forgotten in this moment
                results.add(new Result(run.get(), entry.getValue()));
            }
        }
        return results;
    }

    /// Whether nothing of it was replaced since.
    private boolean isWhole(Result result) throws IOException {
        return result.files().size() == publisher.of(result.run().seq()).size();
    }

    private Answer look(
            Automation automation, Result result, List<Check> checks, Examination examination)
            throws InterruptedException {
        var differences = new ArrayList<Difference>();
        var files = new ArrayList<Path>();
        for (var file : result.files()) {
            var condition = Condition.of(file);
            if (!(condition instanceof Condition.AsPublished)) {
                differences.add(new Difference(file, result.run(), condition));
            }
            if (isFile(condition) && Files.isRegularFile(file.path())) {
                files.add(file.path());
            }
        }
        if (checks.isEmpty()) {
            return new Answer(0, differences, List.of());
        }
        var log = Optional.of(result.run().log()).filter(Files::isRegularFile);
        var occasion = new Occasion(clock, log, Optional.empty());
        var below =
                automation
                        .definition()
                        .output()
                        .map(output -> output.folder())
                        .orElse(automation.folder());
        var verdict =
                Checks.verdict(
                        checks, examination.evidence(below, List.copyOf(files), occasion), clock);
        var findings =
                verdict.findings().stream()
                        .filter(finding -> !finding.isPlain())
                        .map(finding -> finding.redacted(examination::redacted))
                        .map(finding -> new Checked(result.run(), finding))
                        .toList();
        return new Answer(0, differences, findings);
    }

    private static boolean isFile(Condition condition) {
        return condition instanceof Condition.AsPublished || condition instanceof Condition.Altered;
    }
}
