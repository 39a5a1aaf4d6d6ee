package dev.fettle.check;

import dev.fettle.check.backup.Expectation;
import dev.fettle.check.backup.Password;
import dev.fettle.check.backup.Source;
import dev.fettle.check.backup.Verify;
import dev.fettle.notation.Durations;
import dev.fettle.notation.Key;
import dev.fettle.notation.Node;
import dev.fettle.notation.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What users write about a backup, alike for all programs.
record BackupOptions(Options options) {
    private static final Duration FRESH = Duration.ofHours(26);
    private static final int RESTORE = 5;
    private static final long MOST_SNAPSHOTS = 1_000_000;

    private static final List<Key> REPOSITORY =
            List.of(
                    Key.required(
                            "repository",
                            Shape.filled("repository"),
                            "where it is, as the program is told"),
                    Key.of(
                            "password",
                            Shape.text(
                                    "^[A-Za-z_][A-Za-z0-9_]{0,63}$",
                                    "secret",
                                    "the name of a secret (`fettle secret set NAME`)"),
                            "the secret that is the repository's password, by its name"),
                    Key.of(
                            "password-file",
                            Shape.path(),
                            "a file that holds the repository's password"),
                    Key.of(
                            "password-command",
                            Shape.either(
                                    Shape.filled("command"), Shape.list(Shape.text("argument"))),
                            "a command that prints it"),
                    Key.required(
                            "source",
                            Shape.either(
                                    Shape.filled("path"),
                                    Shape.list(Shape.filled("path")),
                                    new Shape.Table("^.+$", "path inside", Shape.filled("path"))),
                            "the folders that must be in it; `{PATH INSIDE: LIVE PATH}` where they"
                                    + " are called otherwise there"),
                    Key.of(
                            "host",
                            Shape.filled("host"),
                            "whose snapshots count; this machine's unless stated"),
                    Key.of(
                            "tags",
                            Shape.oneOrMore(Shape.filled("tag")),
                            "one of which a snapshot must have"),
                    Key.of(
                            "snapshots",
                            Shape.keys(
                                    Key.of("min", new Shape.Whole(0, MOST_SNAPSHOTS), "the fewest"),
                                    Key.of("max", new Shape.Whole(0, MOST_SNAPSHOTS), "the most")),
                            "how many there must be"));

    private static final List<Key> ANY =
            List.of(
                    Key.of("fresh", Shape.duration(), "how old the newest may be; 26h"),
                    Key.of(
                            "verify",
                            Shape.text(
                                    "^(structure|all|1/[1-9][0-9]{0,2} daily)$",
                                    "extent",
                                    "structure, all, or a part each day: 1/14 daily"),
                            "how much of its bytes is read; all up to 2 GB and 1/14 daily beyond on"
                                    + " a local disk, structure elsewhere"),
                    Key.of(
                            "restore",
                            Shape.text("^[0-9]{1,4} files?$", "number of files", "5 files"),
                            "how many files are restored and compared with the live ones; 5"
                                    + " files"));

    /// @param tagged whether snapshots have tags
    static Shape ofRepository(boolean tagged) {
        var keys = new ArrayList<>(REPOSITORY);
        keys.removeIf(key -> !tagged && key.name().equals("tags"));
        keys.addAll(ANY);
        return new Shape.Keys(keys, 0, keys.size());
    }

    /// @param key what the copy is called
    static Shape ofCopy(String key, String says) {
        var keys = new ArrayList<Key>();
        keys.add(Key.required(key, Shape.path(), says));
        keys.add(Key.required("source", Shape.path(), "the folder that it is a copy of"));
        keys.add(
                Key.of(
                        "exclude",
                        Shape.oneOrMore(Shape.filled("glob")),
                        "what is left out on purpose: names or globs, wherever they lie; with a"
                                + " slash a path from the source on"));
        keys.addAll(ANY);
        return new Shape.Keys(keys, 0, keys.size());
    }

    Expectation expectation() {
        var snapshots = options.at("snapshots");
        return new Expectation(
                sources(),
                options.text("host"),
                options.texts("tags"),
                fresh(),
                whole(snapshots.orElse(null), "min"),
                whole(snapshots.orElse(null), "max"));
    }

    private static OptionalLong whole(@Nullable Node node, String key) {
        return node instanceof Node.Mapping mapping && mapping.text(key).isPresent()
                ? OptionalLong.of(Long.parseLong(mapping.text(key).get()))
                : OptionalLong.empty();
    }

    private List<Source> sources() {
        var sources = new ArrayList<Source>();
        if (options.at("source").orElse(null) instanceof Node.Mapping mapping) {
            mapping.entries()
                    .forEach(e -> sources.add(new Source(e.key().text(), e.value().text())));
        } else {
            options.texts("source").forEach(text -> sources.add(new Source(text, text)));
        }
        return sources;
    }

    Duration fresh() {
        return options.at("fresh").map(Durations::at).orElse(FRESH);
    }

    Password password() {
        var secret = options.at("password");
        var file = options.at("password-file");
        var command = options.at("password-command");
        var stated = Stream.of(secret, file, command).flatMap(Optional::stream).toList();
        if (stated.size() > 1) {
            options.problem(
                    stated.getLast(),
                    "two passwords",
                    "keep one of password, password-file and password-command");
        }
        if (command.isPresent()) {
            return new Password.Printed(
                    command.get() instanceof Node.Scalar line
                            ? List.of("/bin/sh", "-c", line.text())
                            : command.get().texts());
        }
        return file.<Password>map(node -> new Password.File(node.text()))
                .or(() -> secret.map(node -> new Password.Secret(node.text())))
                .orElseGet(Password.Unstated::new);
    }

    Verify verify() {
        var text = options.text("verify").orElse("");
        return switch (text) {
            case "" -> new Verify.BySize();
            case "structure" -> new Verify.Structure();
            case "all" -> new Verify.All();
            default ->
                    new Verify.Part(
                            Integer.parseInt(
                                    text.substring(text.indexOf('/') + 1, text.indexOf(' '))));
        };
    }

    int restore() {
        return options.text("restore")
                .map(text -> Integer.parseInt(text.substring(0, text.indexOf(' '))))
                .orElse(RESTORE);
    }
}
