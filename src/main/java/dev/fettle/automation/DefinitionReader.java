package dev.fettle.automation;

import dev.fettle.check.Check;
import dev.fettle.check.Checks;
import dev.fettle.notation.Durations;
import dev.fettle.notation.Mark;
import dev.fettle.notation.Node;
import dev.fettle.notation.Problem;
import dev.fettle.notation.ShapeCheck;
import dev.fettle.notation.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.PatternSyntaxException;

/// Turns front matter into a [Definition]: first its shape, then what shapes cannot say (keys that
/// need each other). All problems are found before any is told.
final class DefinitionReader {
    private static final Duration DEFAULT_WATCH_TIMEOUT = Duration.ofHours(1);

    private final Source source;
    private final Node.Mapping front;
    private final Path folder;
    private final HomePaths paths;
    private final int cores;
    private final List<Problem> problems = new ArrayList<>();

    DefinitionReader(Source source, Node.Mapping front, Path folder, HomePaths paths, int cores) {
        this.source = source;
        this.front = front;
        this.folder = folder;
        this.paths = paths;
        this.cores = cores;
    }

    List<Problem> problems() {
        return problems;
    }

    /// Empty where there are [#problems].
    Optional<Definition> read() throws IOException {
        problems.addAll(ShapeCheck.problems(source, "", front, DefinitionKeys.shape()));
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        var watch = watch();
        var output = output();
        var run = run(watch, output);
        var checks = front.get("check").map(this::checks);
        var definition =
                new Definition(
                        watch,
                        run,
                        front.get("accept").map(this::checks).orElse(List.of()),
                        checks.orElseGet(() -> output.isPresent() ? Checks.byDefault() : List.of()),
                        checks.isPresent(),
                        output,
                        done(),
                        surroundings(),
                        timeout(watch),
                        front.get("retry").map(DefinitionReader::retry),
                        front.text("parallel")
                                .map(Integer::parseInt)
                                .orElse(watch.isPresent() ? cores : 1));
        whatNeedsEachOther(definition);
        return problems.isEmpty() ? Optional.of(definition) : Optional.empty();
    }

    private Optional<Watch> watch() {
        var pattern = front.get("pattern");
        var stated = front.get("watch");
        if (stated.isEmpty()) {
            pattern.ifPresent(p ->
                    problem(
                            mark("pattern"),
                            "\"pattern\" belongs to \"watch\"",
                            "add watch: FOLDER"));
            return Optional.empty();
        }
        if (stated.get() instanceof Node.Mapping options) {
            var inner = options.get("pattern");
            if (inner.isPresent() && pattern.isPresent()) {
                problem(mark("pattern"), "the pattern is stated twice", "keep one of them");
            }
            return Optional.of(
                    new Watch(
                            paths.from(folder, options.text("folder").orElseThrow()),
                            inner.or(() -> pattern).flatMap(this::glob),
                            options.text("recursive").map(Boolean::parseBoolean).orElse(false),
                            options.text("per").orElse("file").equals("batch")
                                    ? Watch.Per.BATCH
                                    : Watch.Per.FILE,
                            options.get("settle").map(Durations::at),
                            options.get("links").isPresent(),
                            options.get("existing").isPresent()));
        }
        return Optional.of(
                new Watch(
                        paths.from(folder, stated.get().text()),
                        pattern.flatMap(this::glob),
                        false,
                        Watch.Per.FILE,
                        Optional.empty(),
                        false,
                        false));
    }

    private Optional<Glob> glob(Node node) {
        try {
            return Optional.of(new Glob(node.text()));
        } catch (PatternSyntaxException e) {
            problem(
                    node.mark(),
                    "\"%s\" is no pattern: %s".formatted(node.text(), e.getDescription()),
                    "right would be *.{jpg,png}");
            return Optional.empty();
        }
    }

    private Optional<Output> output() {
        var folderText = front.text("output");
        if (folderText.isEmpty()) {
            for (var key : List.of("publish", "collide", "versions")) {
                if (front.get(key).isPresent()) {
                    problem(
                            mark(key),
                            "\"%s\" belongs to \"output\"".formatted(key),
                            "add output: FOLDER");
                }
            }
            return Optional.empty();
        }
        var limits = Output.VersionLimits.DEFAULT;
        if (front.get("versions").orElse(null) instanceof Node.Mapping versions) {
            limits =
                    new Output.VersionLimits(
                            versions.text("days")
                                    .map(Long::parseLong)
                                    .map(Duration::ofDays)
                                    .orElse(limits.age()),
                            versions.text("count").map(Integer::parseInt).orElse(limits.count()));
        }
        var collide =
                front.text("collide")
                        .map(word ->
                                switch (word) {
                                    case "refuse" -> Output.Collide.REFUSE;
                                    case "number" -> Output.Collide.NUMBER;
                                    default -> Output.Collide.REPLACE;
                                });
        return Optional.of(
                new Output(
                        paths.from(folder, folderText.get()),
                        front.get("publish").isPresent(),
                        collide,
                        limits));
    }

    private Optional<RunCommand> run(Optional<Watch> watch, Optional<Output> output)
            throws IOException {
        boolean batch = watch.map(w -> w.per() == Watch.Per.BATCH).orElse(false);
        var stated = front.get("run");
        if (stated.isPresent()) {
            return Optional.of(new RunReader(source, problems::add, batch).read(stated.get()));
        }
        if (front.get("check").isPresent() && output.isEmpty()) {
            return Optional.empty();
        }
        return theOneProgram(watch, output);
    }

    /// Where `run` is left out, the folder's one executable file is the program; it is given what
    /// the definition speaks of, in the order in which such programs are called by hand.
    private Optional<RunCommand> theOneProgram(Optional<Watch> watch, Optional<Output> output)
            throws IOException {
        var programs = new ArrayList<Path>();
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                if (Files.isRegularFile(file)
                        && Files.isExecutable(file)
                        && !file.getFileName().toString().startsWith(".")) {
                    programs.add(file);
                }
            }
        }
        if (programs.size() > 1) {
            var names = programs.stream().map(p -> p.getFileName().toString()).sorted().toList();
            problem(
                    Mark.START,
                    "which program is run? There are " + String.join(", ", names),
                    "say it: run: ./" + names.getFirst());
        }
        if (programs.size() != 1) {
            return Optional.empty();
        }
        var words = new ArrayList<List<RunCommand.Piece>>();
        words.add(List.of(new RunCommand.Piece.Text("./" + programs.getFirst().getFileName())));
        watch.ifPresent(_ -> words.add(List.of(new RunCommand.Piece.Input())));
        output.ifPresent(_ -> words.add(List.of(new RunCommand.Piece.Output())));
        return Optional.of(new RunCommand.Words("./" + programs.getFirst().getFileName(), words));
    }

    private List<Check> checks(Node node) {
        return Checks.parse(node, source, problems::add);
    }

    private Done done() {
        return switch (front.get("done").orElse(null)) {
            case null -> new Done.Keep();
            case Node.Mapping move ->
                    new Done.Move(paths.from(folder, move.text("move").orElseThrow()));
            case Node word when word.text().equals("trash") -> new Done.Trash();
            case Node _ -> new Done.Keep();
        };
    }

    private Surroundings surroundings() {
        var variables = new TreeMap<String, String>();
        if (front.get("env").orElse(null) instanceof Node.Mapping env) {
            for (var entry : env.entries()) {
                var name = entry.key().text();
                if (name.equals("PATH")) {
                    problem(entry.key().mark(), "PATH cannot be set here", "use the key path:");
                } else if (name.startsWith("FETTLE_")) {
                    problem(
                            entry.key().mark(),
                            "names that begin with FETTLE_ are Fettle's own",
                            "choose another name");
                }
                if (entry.value().text().indexOf('\0') >= 0) {
                    problem(entry.value().mark(), "a value cannot hold a NUL character", "");
                }
                variables.put(name, entry.value().text());
            }
        }
        return new Surroundings(
                Map.copyOf(variables),
                front.text("path").map(paths::searchPath),
                front.text("umask").orElse("022"));
    }

    private Optional<Duration> timeout(Optional<Watch> watch) {
        return front.get("timeout")
                .map(Durations::at)
                .or(() -> watch.map(_ -> DEFAULT_WATCH_TIMEOUT));
    }

    private static Retry retry(Node node) {
        if (node instanceof Node.Mapping options) {
            return new Retry(
                    Integer.parseInt(options.text("times").orElseThrow()),
                    options.get("wait").map(Durations::at).orElse(Retry.TEMPORARY_FAILURE.pause()));
        }
        return new Retry(Integer.parseInt(node.text()), Retry.TEMPORARY_FAILURE.pause());
    }

    private void whatNeedsEachOther(Definition definition) {
        var run = definition.run();
        if (run.map(RunCommand::wantsOutput).orElse(false) && definition.output().isEmpty()) {
            problem(
                    mark("run"),
                    "{output} stands here, but there is no output folder",
                    "add output: FOLDER");
        }
        if (definition.watch().isPresent() && run.isEmpty() && problems.isEmpty()) {
            problem(
                    mark("watch"),
                    "there is no program to give the inputs to",
                    "add run: ./program {input}");
        }
        if (definition.accept().size() > 0 && run.map(r -> !r.wantsInput()).orElse(true)) {
            problem(
                    mark("accept"),
                    "\"accept\" looks at inputs, and nothing here takes one",
                    "use {input} in \"run\"");
        }
        if (!(definition.done() instanceof Done.Keep) && definition.watch().isEmpty()) {
            problem(mark("done"), "\"done\" belongs to \"watch\"", "add watch: FOLDER");
        }
        if (definition.done() instanceof Done.Move(var target)
                && definition.watch().map(w -> w.folder().equals(target)).orElse(false)) {
            problem(
                    mark("done"),
                    "handled inputs would be moved to where they already lie",
                    "name another folder");
        }
    }

    private Mark mark(String key) {
        return front.entries().stream()
                .filter(e -> e.key().text().equals(key))
                .map(e -> e.key().mark())
                .findFirst()
                .orElse(front.mark());
    }

    private void problem(Mark mark, String found, String right) {
        problems.add(source.problem(mark, found, right));
    }
}
