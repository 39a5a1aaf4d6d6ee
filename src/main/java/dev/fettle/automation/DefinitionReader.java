package dev.fettle.automation;

import dev.fettle.channel.PingUrl;
import dev.fettle.check.Check;
import dev.fettle.check.Checks;
import dev.fettle.environment.Need;
import dev.fettle.notation.Durations;
import dev.fettle.notation.Key;
import dev.fettle.notation.Mark;
import dev.fettle.notation.Node;
import dev.fettle.notation.Problem;
import dev.fettle.notation.ShapeCheck;
import dev.fettle.notation.Source;
import dev.fettle.notation.Wording;
import dev.fettle.secret.SecretName;
import dev.fettle.secret.WantedSecret;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.PatternSyntaxException;

/// Turns front matter into a [Definition]: first the shape of each key, then what shapes cannot
/// say, then what keys say together. All problems are found before any is told; but where a key is
/// misspelt or of no good shape, what would follow from its absence is not told.
final class DefinitionReader {
    private static final Duration DEFAULT_TIMEOUT_WITH_INPUTS = Duration.ofHours(1);

    private static final String EVERY = "every";

    /// The wait doubles with each attempt.
    private static final Duration LONGEST_WAIT = Duration.ofDays(30);

    private final Source source;
    private final Node.Mapping all;
    private final Path folder;
    private final HomePaths paths;
    private final int cores;
    private final List<Problem> problems = new ArrayList<>();

    /// The entries whose shape is good.
    private final Node.Mapping front;

    DefinitionReader(Source source, Node.Mapping all, Path folder, HomePaths paths, int cores) {
        this.source = source;
        this.all = all;
        this.folder = folder;
        this.paths = paths;
        this.cores = cores;
        this.front = new Node.Mapping(sound(source, all), all.mark());
    }

    private static List<Node.Entry> sound(Source source, Node.Mapping all) {
        var known = DefinitionKeys.shape().keys().stream().filter(Key::built).toList();
        return all.entries().stream()
                .filter(e -> known.stream().anyMatch(key -> isSound(source, e, key)))
                .toList();
    }

    private static boolean isSound(Source source, Node.Entry entry, Key key) {
        return key.name().equals(entry.key().text())
                && ShapeCheck.fits(source, entry.value(), key.shape());
    }

    List<Problem> problems() {
        return problems;
    }

    /// Empty where there are [#problems].
    Optional<Definition> read() throws IOException {
        problems.addAll(ShapeCheck.problems(source, "", all, DefinitionKeys.shape()));
        boolean isWhole = problems.isEmpty();
        var watch = watch();
        var output = output();
        var programs =
                isWhole && wantsProgram() ? TheOneProgram.candidates(folder) : List.<String>of();
        var checks = front.get("check").map(this::checks);
        var definition =
                new Definition(
                        new ScheduledReader(source, front, problems::add).read(),
                        watch,
                        front.text("after"),
                        run(watch, output, programs),
                        front.get("accept").map(this::checks).orElse(List.of()),
                        checks.orElseGet(() -> output.isPresent() ? Checks.byDefault() : List.of()),
                        checks.isPresent(),
                        output,
                        done(),
                        surroundings(checks.orElse(List.of())),
                        front.get("needs").map(this::needs).orElse(List.of()),
                        timeout(watch),
                        front.get("retry").map(this::retry),
                        front.text("parallel")
                                .map(Integer::parseInt)
                                .orElse(watch.isPresent() ? cores : 1),
                        front.text("exclusive").map(name -> name.toLowerCase(Locale.ROOT)),
                        attention(),
                        front.get("alert").map(Node::texts).orElse(List.of()),
                        front.get("report")
                                .flatMap(node -> PingUrl.parse(node, source, problems::add)));
        if (isWhole) {
            boolean canRun = definition.run().isPresent() || programs.size() > 1;
            new KeyRules(source, front, problems::add).check(definition, canRun);
        }
        return problems.isEmpty() ? Optional.of(definition) : Optional.empty();
    }

    private Optional<Watch> watch() {
        var pattern = front.get("pattern").flatMap(this::glob);
        var stated = front.get("watch");
        if (stated.isPresent() && stated.get() instanceof Node.Mapping options) {
            return Optional.of(
                    new Watch(
                            paths.from(folder, options.text("folder").orElseThrow()),
                            options.get("pattern").flatMap(this::glob).or(() -> pattern),
                            options.text("recursive").map(Boolean::parseBoolean).orElse(false),
                            options.text("per").orElse("file").equals("batch")
                                    ? Watch.Per.BATCH
                                    : Watch.Per.FILE,
                            options.get("settle").map(Durations::at),
                            options.get("links").isPresent(),
                            options.get("existing").isPresent()));
        }
        return stated.map(node ->
                new Watch(
                        paths.from(folder, node.text()),
                        pattern,
                        false,
                        Watch.Per.FILE,
                        Optional.empty(),
                        false,
                        false));
    }

    private Optional<Glob> glob(Node node) {
        try {
            return Optional.of(new Glob(node.text()));
        } catch (PatternSyntaxException _) {
            problem(
                    node.mark(),
                    "%s is no pattern".formatted(Wording.quoted(node.text())),
                    "right would be *.{jpg,png}; \\ before a sign takes it as it is");
            return Optional.empty();
        }
    }

    private Optional<Output> output() {
        var folderText = front.text("output");
        if (folderText.isEmpty()) {
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

    /// Whether the program is to be looked for in the folder.
    private boolean wantsProgram() {
        return front.get("run").isEmpty()
                && (front.get("check").isEmpty() || front.get("output").isPresent());
    }

    private Optional<RunCommand> run(
            Optional<Watch> watch, Optional<Output> output, List<String> programs) {
        if (programs.size() > 1) {
            problem(
                    Mark.START,
                    "which program is run? There are " + String.join(", ", programs),
                    "say it: run: ./" + programs.getFirst());
        }
        if (programs.size() == 1) {
            return Optional.of(
                    TheOneProgram.command(
                            programs.getFirst(),
                            watch.isPresent() || isAfter(),
                            output.isPresent()));
        }
        boolean batch = isAfter() || watch.map(w -> w.per() == Watch.Per.BATCH).orElse(false);
        return front.get("run").map(new RunReader(source, problems::add, batch)::read);
    }

    private boolean isAfter() {
        return front.get("after").isPresent();
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

    private Surroundings surroundings(List<Check> checks) {
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
                variables.put(name, entry.value().text());
            }
        }
        return new Surroundings(
                Map.copyOf(variables),
                front.text("path").map(paths::searchPath),
                front.text("umask").orElse("022"),
                secrets(variables.keySet(), checks));
    }

    /// Those that are stated, and those that checks name.
    private List<WantedSecret> secrets(Set<String> variables, List<Check> checks) {
        var wanted = new ArrayList<>(secrets(variables));
        for (var check : checks) {
            for (var name : check.secrets()) {
                if (!variables.contains(name)
                        && wanted.stream().noneMatch(w -> w.name().text().equals(name))) {
                    wanted.add(new WantedSecret(new SecretName(name), false));
                }
            }
        }
        return wanted;
    }

    private List<WantedSecret> secrets(Set<String> variables) {
        var stated = front.get("secrets");
        if (stated.isEmpty()) {
            return List.of();
        }
        var wanted = WantedSecret.parse(stated.get(), source, problems::add);
        wanted.stream()
                .map(w -> w.name().text())
                .filter(variables::contains)
                .forEach(name ->
                        problem(
                                stated.get().mark(),
                                name + " is a variable under \"env\" and a secret",
                                "keep one of them"));
        return wanted;
    }

    private List<Need> needs(Node node) {
        return Need.parse(node, text -> paths.from(folder, text), source, problems::add);
    }

    private Optional<Duration> timeout(Optional<Watch> watch) {
        var stated = front.get("timeout");
        if (stated.map(Durations::at).equals(Optional.of(Duration.ZERO))) {
            problem(
                    stated.orElseThrow().mark(),
                    "timeout: no time at all",
                    "leave it out where a run may take as long as it takes");
        }
        return stated.map(Durations::at)
                .or(() ->
                        watch.isPresent() || isAfter()
                                ? Optional.of(DEFAULT_TIMEOUT_WITH_INPUTS)
                                : Optional.empty());
    }

    private Attention attention() {
        var expect = front.get("expect");
        var every =
                expect.flatMap(
                        node -> Durations.parse(node.text().substring(EVERY.length()).strip()));
        if (every.equals(Optional.of(Duration.ZERO))) {
            problem(
                    expect.orElseThrow().mark(),
                    "expect: every no time at all",
                    "say how long it may be silent: every 26h");
        }
        return new Attention(
                every,
                front.text("criticality")
                        .map(Attention.Criticality::of)
                        .orElse(Attention.Criticality.NORMAL));
    }

    private Retry retry(Node node) {
        if (node instanceof Node.Mapping options) {
            return new Retry(
                    Integer.parseInt(options.text("times").orElseThrow()),
                    options.get("wait").map(this::wait).orElse(Retry.TEMPORARY_FAILURE.pause()));
        }
        return new Retry(Integer.parseInt(node.text()), Retry.TEMPORARY_FAILURE.pause());
    }

    private Duration wait(Node node) {
        var wait = Durations.at(node);
        if (wait.compareTo(LONGEST_WAIT) > 0) {
            problem(
                    node.mark(),
                    "wait: %s is too long".formatted(Wording.quoted(node.text())),
                    "right would be 30d at most: it doubles with each attempt");
        }
        return wait;
    }

    private void problem(Mark mark, String found, String right) {
        problems.add(source.problem(mark, found, right));
    }
}
