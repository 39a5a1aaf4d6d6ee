package dev.fettle.run;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Settings;
import dev.fettle.check.Checks;
import dev.fettle.check.Finding;
import dev.fettle.check.Occasion;
import dev.fettle.check.Verdict;
import dev.fettle.history.Lack;
import dev.fettle.history.Outcome;
import dev.fettle.notation.Wording;
import dev.fettle.platform.Clock;
import dev.fettle.publish.Order;
import dev.fettle.publish.Publisher;
import dev.fettle.publish.Publishing;
import dev.fettle.secret.Given;
import dev.fettle.secret.SecretFiles;
import dev.fettle.secret.Vault;
import dev.fettle.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// One way of a run through its stations: preparation, program, checks, publishing. Where an
/// earlier Fettle went part of it, the rest is gone.
final class Journey {
    private final Preparation preparation;
    private final Attempts attempts;
    private final Publisher publisher;
    private final Occasions occasions;
    private final RepositoryTurns turns;
    private final ProgramEnvironment environment;
    private final Vault vault;
    private final FolderSearch search;
    private final Clock clock;
    private final Supplier<Settings> settings;

    Journey(
            Preparation preparation,
            Attempts attempts,
            Publisher publisher,
            Occasions occasions,
            RepositoryTurns turns,
            ProgramEnvironment environment,
            Vault vault,
            FolderSearch search,
            Clock clock,
            Supplier<Settings> settings) {
        this.preparation = preparation;
        this.attempts = attempts;
        this.publisher = publisher;
        this.occasions = occasions;
        this.turns = turns;
        this.environment = environment;
        this.vault = vault;
        this.search = search;
        this.clock = clock;
        this.settings = settings;
    }

    /// What the machine denies before anything was started ends the run: there is nothing to lose,
    /// and its reason is told. Later it is not the end: what was worked out waits.
    Step once(Work work, boolean anew, Progress progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        try {
            return journey(work, anew, progress, cancellation);
        } catch (StoreException e) {
            throw e;
        } catch (IOException e) {
            if (isStarted(work.folder())) {
                throw e;
            }
            return over(
                    work,
                    new Outcome.Blocked("it could not be started: " + Wording.denied(e)),
                    0,
                    List.of());
        }
    }

    private static boolean isStarted(RunFolder folder) throws IOException {
        int newest = folder.newestAttempt();
        return newest > 1 || newest == 1 && folder.attempt(newest).isStarted();
    }

    /// The journey: preparation, attempt, checks, publishing. What is told of it holds no secret.
    private Step journey(Work asked, boolean anew, Progress progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        var work = asked.in(search.now(asked.automation()));
        var path = programPath(work);
        return journey(work, path, anew, progress, cancellation).redacted(path.given().redaction());
    }

    private Step journey(
            Work work, ProgramPath path, boolean anew, Progress progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        return switch (prepared(work, path, anew)) {
            case Preparation.Blocked(var lack, var findings) ->
                    over(work, new Outcome.Blocked(lack), 0, findings);
            case Preparation.Refused(var verdict) -> unlessChanged(work, invalid(work, verdict, 0));
            case Preparation.Prepared ready when work.automation().definition().run().isEmpty() ->
                    healthCheck(ready, progress);
            case Preparation.Prepared ready -> {
                if (anew && ready.staging().isPresent()) {
                    ready.staging().get().clear();
                }
                var ended = worked(ready, anew, progress, cancellation);
                var accepted = ready.accepted();
                yield switch (ended.exit()) {
                    case Exit.Cancelled() ->
                            over(work, new Outcome.Cancelled(), ended.attempts(), accepted);
                    case Exit.Vanished(var why) ->
                            over(work, new Outcome.Lost(why), ended.attempts(), accepted);
                    case Exit.Code(int code) ->
                            unlessChanged(
                                    work,
                                    over(
                                            work,
                                            new Outcome.Failed(code, unreachable(work)),
                                            ended.attempts(),
                                            accepted));
                    case Exit.TookTooLong(var limit) ->
                            unlessChanged(
                                    work,
                                    over(
                                            work,
                                            new Outcome.TimedOut(limit, unreachable(work)),
                                            ended.attempts(),
                                            accepted));
                    case Exit.Clean() -> checked(ready, ended, progress);
                };
            }
        };
    }

    /// What it writes to, nobody else looks at meanwhile.
    private Attempts.Ended worked(
            Preparation.Prepared ready, boolean anew, Progress progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        var work = ready.work();
        Runnable waits = () -> progress.reached(work.run(), new Progress.Stage.Waiting(List.of()));
        try (var _ = turns.write(work.automation(), waits, cancellation)) {
            return attempts.of(ready, anew, progress, cancellation);
        }
    }

    private static Optional<Lack> unreachable(Work work) throws IOException {
        return Needs.unreachable(work.automation());
    }

    private Preparation.Result prepared(Work work, ProgramPath path, boolean anew)
            throws IOException, InterruptedException {
        if (!anew && work.folder().newestAttempt() > 0) {
            return preparation.takenUp(work, path);
        }
        var trouble = path.given().trouble();
        if (trouble.isPresent()) {
            return new Preparation.Blocked(trouble.get());
        }
        SecretFiles.lay(work.folder().secrets(), path.given().asFiles());
        return preparation.of(work, path);
    }

    private Step checked(Preparation.Prepared prepared, Attempts.Ended ended, Progress progress)
            throws IOException, InterruptedException {
        var ready = prepared.in(search.now(prepared.work().automation()));
        var work = ready.work();
        int attempts = ended.attempts();
        if (work.hasChanged(clock)) {
            return new Step.Anew(work);
        }
        var trouble = ready.path().given().trouble();
        if (trouble.isPresent() && work.automation().definition().checksStated()) {
            return over(work, new Outcome.Blocked(trouble.get()), attempts, ready.accepted());
        }
        var occasion = occasions.of(work, ended.took());
        if (ready.staging().isEmpty()) {
            return judged(
                    ready,
                    verdict(ready, lyingThere(work.automation()), occasion, progress),
                    attempts);
        }
        var blocked = preparation.outputLack(work.automation());
        if (blocked.isPresent()) {
            return over(work, new Outcome.Blocked(blocked.get()), attempts, ready.accepted());
        }
        var staging = ready.staging().get();
        var fault = staging.refusal();
        if (fault.isPresent()) {
            return invalid(
                    work, new Verdict(joined(ready.accepted(), List.of(fault.get()))), attempts);
        }
        var lying = new Lying(staging.folder(), staging.files());
        var verdict = verdict(ready, lying, occasion, progress);
        if (!verdict.holds() || work.run().dry()) {
            return judged(ready, verdict, attempts);
        }
        if (work.hasChanged(clock)) {
            return new Step.Anew(work);
        }
        progress.reached(work.run(), new Progress.Stage.Publishing());
        var findings = joined(ready.accepted(), verdict.findings());
        return switch (publisher.publish(order(work), staging)) {
            case Publishing.Done _ ->
                    new Step.Over(
                            work,
                            new Step.End(
                                    new Outcome.Succeeded(),
                                    attempts,
                                    findings,
                                    verdict.measured(),
                                    true));
            case Publishing.Refused(var finding) ->
                    invalid(work, new Verdict(joined(findings, List.of(finding))), attempts);
            case Publishing.Blocked(var why) ->
                    over(work, new Outcome.Blocked(why), attempts, findings);
        };
    }

    /// An automation with no program *is* its checks.
    private Step healthCheck(Preparation.Prepared ready, Progress progress)
            throws IOException, InterruptedException {
        var work = ready.work();
        var lying = lyingThere(work.automation());
        return judged(ready, verdict(ready, lying, occasions.of(work), progress), 1);
    }

    private Verdict verdict(
            Preparation.Prepared ready, Lying lying, Occasion occasion, Progress progress)
            throws IOException, InterruptedException {
        var automation = ready.work().automation();
        progress.reached(ready.work().run(), new Progress.Stage.Checking());
        var evidence =
                preparation.evidence(
                        ready.work(), ready.path(), lying.folder(), lying.files(), occasion);
        return Checks.verdict(automation.definition().checks(), evidence, clock);
    }

    private Step judged(Preparation.Prepared ready, Verdict verdict, int attempts)
            throws IOException {
        var work = ready.work();
        var all = new Verdict(joined(ready.accepted(), verdict.findings()));
        if (verdict.invalid()) {
            return unlessChanged(work, invalid(work, all, attempts));
        }
        if (verdict.unmade()) {
            var why = verdict.reason().orElse("a check could not be made");
            return over(work, new Outcome.Blocked(why), attempts, all.findings());
        }
        return new Step.Over(
                work,
                new Step.End(
                        new Outcome.Succeeded(),
                        attempts,
                        all.findings(),
                        verdict.measured(),
                        false));
    }

    /// Files that the checks of a run without staging look at.
    private record Lying(Path folder, List<Path> files) {}

    private static Lying lyingThere(Automation automation) throws IOException {
        var output = automation.definition().output();
        if (output.isEmpty() || !Files.isDirectory(output.get().folder())) {
            return new Lying(automation.folder(), List.of());
        }
        try (var files = Files.walk(output.get().folder())) {
            var folder = output.get().folder();
            return new Lying(
                    folder,
                    files.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
                            .sorted()
                            .toList());
        }
    }

    private Order order(Work work) {
        var definition = work.automation().definition();
        var watch = definition.watch();
        var origin =
                definition.perFile() && work.inputs().size() == 1
                        ? Optional.of(work.paths().getFirst())
                        : Optional.<Path>empty();
        return new Order(
                work.run().seq(),
                work.run().id(),
                work.run().automation(),
                definition.output().orElseThrow(),
                origin,
                other ->
                        watch.isPresent()
                                && other.startsWith(watch.get().folder())
                                && Files.isRegularFile(other),
                Checks.allowNothing(definition.checks()));
    }

    private Step.Over over(Work work, Outcome outcome, int attempts, List<Finding> findings) {
        return new Step.Over(work, new Step.End(outcome, attempts, findings));
    }

    private Step.Over invalid(Work work, Verdict verdict, int attempts) {
        return over(
                work,
                new Outcome.Invalid(verdict.reason().orElse("a check failed")),
                attempts,
                verdict.findings());
    }

    /// What went wrong with bytes that are no longer there says nothing: it is tried with the new
    /// ones.
    private Step unlessChanged(Work work, Step.Over over) throws IOException {
        return work.hasChanged(clock) ? new Step.Anew(work) : over;
    }

    private ProgramPath programPath(Work work) throws IOException {
        var automation = work.automation();
        var given = Given.of(vault, automation.definition().surroundings().secrets());
        var path = environment.path(automation, settings.get().path());
        var secrets = given.variables(work.folder().secrets());
        return new ProgramPath(path, environment.forChecks(automation, path, secrets), given);
    }

    private static List<Finding> joined(List<Finding> first, List<Finding> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
