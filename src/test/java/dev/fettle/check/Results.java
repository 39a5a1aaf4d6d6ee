package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.check.image.Pictures;
import dev.fettle.notation.Node;
import dev.fettle.notation.Problem;
import dev.fettle.notation.ShapeCheck;
import dev.fettle.notation.Source;
import dev.fettle.notation.YamlReader;
import dev.fettle.platform.Clock;
import dev.fettle.platform.PathBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A folder of results, and what checks say of it that are written as users write them. The
/// automation's own folder lies beside it.
record Results(Path folder, Path automation, Clock clock, String path) {
    static Results in(Path temp) throws IOException {
        return new Results(
                Files.createDirectories(temp.resolve("staging")),
                Files.createDirectories(temp.resolve("job")),
                Clock.system(),
                Pictures.PATH);
    }

    Results with(Clock other) {
        return new Results(folder, automation, other, path);
    }

    /// The same, where programs are looked for elsewhere.
    Results withPath(String other) {
        return new Results(folder, automation, clock, other);
    }

    Path file(String name) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        return file;
    }

    /// A file of these bytes, and with a name of these bytes.
    Path write(byte[] name, byte[] content) throws IOException {
        return Files.write(folder.resolve(PathBytes.path(name)), content);
    }

    Path write(String name, byte[] content) throws IOException {
        return Files.write(file(name), content);
    }

    Path write(String name, String text) throws IOException {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /// What these checks say, each written as one item below `check:`.
    Verdict verdict(String... checks) throws IOException, InterruptedException {
        return Checks.verdict(parse(checks), evidence(), clock);
    }

    /// The same, where this was the last good result.
    Verdict verdictAfter(Occasion.Earlier earlier, String... checks)
            throws IOException, InterruptedException {
        var occasion = evidence().occasion().with(earlier);
        return Checks.verdict(parse(checks), evidence().on(occasion), clock);
    }

    /// The same, where earlier runs learned something.
    Verdict verdict(Knowledge known, String... checks) throws IOException, InterruptedException {
        return Checks.verdict(parse(checks), evidence().knowing(known), clock);
    }

    /// The same at certain hours of the run and of the machine.
    Verdict verdict(Knowledge known, Occasion.Hours hours, String... checks)
            throws IOException, InterruptedException {
        var evidence = evidence();
        return Checks.verdict(
                parse(checks), evidence.on(evidence.occasion().at(hours)).knowing(known), clock);
    }

    /// What they find, where it is one thing.
    Finding finding(String... checks) throws IOException, InterruptedException {
        var findings = verdict(checks).findings();
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    Evidence evidence() throws IOException {
        try (var found = Files.walk(folder)) {
            var files = found.filter(Files::isRegularFile).sorted().toList();
            return new Evidence(
                    folder,
                    files,
                    Map.of(),
                    automation,
                    path,
                    UnaryOperator.identity(),
                    new Occasion(clock, Optional.empty(), Optional.empty()),
                    folder.resolveSibling("scratch"),
                    Knowledge.NONE);
        }
    }

    static List<Check> parse(String... checks) {
        var problems = new ArrayList<Problem>();
        var parsed = parse(List.of(checks), problems);
        assertThat(problems).isEmpty();
        return parsed;
    }

    /// What is wrong with checks that are written so; the first stands in line 2, from column 5.
    static List<String> problems(String... checks) {
        var problems = new ArrayList<Problem>();
        parse(List.of(checks), problems);
        return problems.stream().map(Problem::headline).toList();
    }

    private static List<Check> parse(List<String> checks, List<Problem> problems) {
        var source = Source.of("README.md", "check:\n  - " + String.join("\n  - ", checks));
        var node =
                YamlReader.read(source, 1, String.join("\n", source.lines()))
                        .flatMap(root -> ((Node.Mapping) root).get("check"))
                        .orElseThrow();
        problems.addAll(ShapeCheck.problems(source, "check", node, Checks.shape()));
        return problems.isEmpty() ? Checks.parse(node, source, problems::add) : List.of();
    }
}
