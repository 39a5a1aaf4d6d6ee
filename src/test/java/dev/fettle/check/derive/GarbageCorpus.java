package dev.fettle.check.derive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.check.Check;
import dev.fettle.check.Checks;
import dev.fettle.check.Evidence;
import dev.fettle.check.Occasion;
import dev.fettle.check.Verdict;
import dev.fettle.check.image.Pictures;
import dev.fettle.notation.Node;
import dev.fettle.notation.Source;
import dev.fettle.notation.YamlReader;
import dev.fettle.platform.Clock;
import dev.fettle.platform.Command;
import dev.fettle.platform.Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Results that came with exit code 0 and were wrong, good ones next to them, and what checks say
/// of them that were derived from ten good results of the same source. They are made by a script in
/// `garbage/`, from seeds.
final class GarbageCorpus {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Path folder;
    private final String script;

    /// @param script the name of the one that makes it, without `.py`
    GarbageCorpus(Path folder, String script) {
        this.folder = folder;
        this.script = "src/test/resources/garbage/" + script + ".py";
    }

    /// A kind of garbage of one source.
    ///
    /// @param part of the corpus: `seen` while the rules were made, `unseen`, or `later`
    /// @param caughtBy the check that refused it; empty where none did
    /// @param alarm what the checks have against the good result beside it
    record Case(String source, String kind, String part, String caughtBy, String alarm) {
        boolean isCaught() {
            return !caughtBy.isEmpty();
        }

        String line() {
            var said = isCaught() ? caughtBy : "MISSED";
            var alarmed = alarm.isEmpty() ? "" : "   FALSE ALARM: " + alarm;
            return "%-6s %-16s %-50s %s%s".formatted(part, source, kind, said, alarmed);
        }
    }

    /// Drawn by lot among those that were there when the rules were made.
    private static String part(String source, String kind, boolean isLater) {
        var drawn = Hash.sha256((source + " " + kind).getBytes(StandardCharsets.UTF_8)).hex();
        boolean seen = Character.digit(drawn.charAt(0), 16) % 2 == 0;
        return isLater ? "later" : seen ? "seen" : "unseen";
    }

    List<String> sources() throws IOException, InterruptedException {
        return python("list").lines().map(line -> line.split(" ", 2)[0]).distinct().toList();
    }

    List<Case> of(String source) throws IOException, InterruptedException {
        var made = folder.resolve(source);
        python("make", source, made.toString());
        var results = new ArrayList<GoodResult>();
        for (var day : sorted(made.resolve("learn"))) {
            var names = files(day).stream().map(day::relativize).toList();
            results.add(new GoodResult(day, names, "", ""));
        }
        var derived = Derivation.of(results, evidence(made, List.of()), Clock.system());
        assertThat(derived.remarks()).noneMatch(remark -> remark.contains("cannot be written"));
        var yaml =
                derived.checks().stream()
                        .map(check -> "  - " + check.yaml())
                        .collect(Collectors.joining("\n"));
        Files.writeString(
                made.resolve("check.yaml"),
                "check:\n%s\n# %s\n".formatted(yaml, String.join("\n# ", derived.remarks())));
        var checks = parsed("check:\n" + yaml + "\n");
        var last = earlier(results.getLast());
        boolean isLater = python("list").lines().anyMatch(l -> l.matches(source + " .* later"));
        var cases = new ArrayList<Case>();
        for (var spoiled : sorted(made.resolve("garbage"))) {
            var kind = spoiled.getFileName().toString();
            var garbage = verdict(checks, spoiled, last);
            var good = verdict(checks, made.resolve("good").resolve(kind), last);
            var part = part(source, kind, isLater);
            cases.add(new Case(source, kind, part, against(garbage), against(good)));
        }
        return cases;
    }

    private static String against(Verdict verdict) {
        return verdict.findings().stream()
                .filter(finding -> !finding.passed().orElse(false))
                .findFirst()
                .map(finding -> finding.name() + ": " + finding.detail().orElse(""))
                .orElse("");
    }

    private static Verdict verdict(List<Check> checks, Path result, Occasion.Earlier last)
            throws IOException, InterruptedException {
        var evidence = evidence(result, files(result));
        var occasion = new Occasion(Clock.system(), Optional.empty(), Optional.of(last));
        return Checks.verdict(checks, evidence.on(occasion), Clock.system());
    }

    private static Occasion.Earlier earlier(GoodResult result) throws IOException {
        var files = new ArrayList<Occasion.Result>();
        for (var name : result.files()) {
            var file = result.folder().resolve(name);
            files.add(new Occasion.Result(name, Files.size(file), Hash.sha256(file).hex()));
        }
        return new Occasion.Earlier(files, false);
    }

    private static Evidence evidence(Path folder, List<Path> files) {
        return new Evidence(folder, files, Map.of(), folder, Pictures.PATH);
    }

    private static List<Check> parsed(String text) {
        var source = Source.of("README.md", text);
        var node = ((Node.Mapping) YamlReader.read(source, 1, text).orElseThrow()).get("check");
        return Checks.parse(
                node.orElseThrow(),
                source,
                problem -> {
                    throw new AssertionError(problem.headline());
                });
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.sorted().toList();
        }
    }

    private String python(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<byte[]>();
        for (var word :
                Stream.concat(Stream.of("python3", "-B", script), Stream.of(words)).toList()) {
            command.add(word.getBytes(StandardCharsets.UTF_8));
        }
        var environment =
                Stream.of("PATH=" + Pictures.PATH, "LC_ALL=C.UTF-8", "HOME=/nonexistent")
                        .map(entry -> entry.getBytes(StandardCharsets.UTF_8))
                        .toList();
        var answer =
                Command.runIn(environment, command, Path.of("").toAbsolutePath(), LIMIT, 1 << 20);
        assertThat(answer.exit()).as(answer.error()).isZero();
        return answer.output();
    }
}
