package dev.fettle.environment;

import dev.fettle.notation.Node;
import dev.fettle.notation.Problem;
import dev.fettle.notation.Shape;
import dev.fettle.notation.Source;
import dev.fettle.platform.PathBytes;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// Something that an automation cannot do without: `needs: [restic >= 0.14, mount /mnt/backup]`.
public sealed interface Need {
    /// A program on the automation's PATH.
    ///
    /// @param range the versions that will do; empty where any does
    record Program(String name, Optional<VersionRange> range) implements Need {
        private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._+-]*";

        private static Program of(String text) {
            int end = 0;
            while (end < text.length() && " <>=".indexOf(text.charAt(end)) < 0) {
                end++;
            }
            var range = text.substring(end).strip();
            return new Program(
                    text.substring(0, end),
                    range.isEmpty() ? Optional.empty() : Optional.of(VersionRange.of(range)));
        }
    }

    /// Something is mounted there.
    record Mount(Path point) implements Need {}

    /// Somebody takes connections there.
    ///
    /// @param name a name or an address, without brackets
    record Host(String name, int port) implements Need {
        private static final int MOST = 65_535;

        private static Host of(String text) {
            int colon = text.lastIndexOf(':');
            var name = text.substring(0, colon);
            return new Host(
                    name.startsWith("[") ? name.substring(1, name.length() - 1) : name,
                    Integer.parseInt(text.substring(colon + 1)));
        }
    }

    /// A file or a folder.
    record File(Path path) implements Need {}

    /// A variable that programs are given.
    record Variable(String name) implements Need {}

    /// The machine does not live on its battery.
    record AcPower() implements Need {}

    /// As one writes it. Those of different automations that read the same are the same.
    default String words() {
        return switch (this) {
            case Program(var name, var range) ->
                    name + range.map(versions -> " " + versions.words()).orElse("");
            case Mount(var point) -> "mount " + PathBytes.shown(point);
            case Host(var name, int port) ->
                    "host %s:%d".formatted(name.contains(":") ? "[" + name + "]" : name, port);
            case File(var path) -> "file " + PathBytes.shown(path);
            case Variable(var name) -> "env " + name;
            case AcPower() -> "ac-power";
        };
    }

    /// Whether it goes and comes by itself, as disks and networks do: whatever waits for it goes on
    /// once it is back.
    default boolean comesBack() {
        return switch (this) {
            case Mount _, Host _ -> true;
            case Program _, File _, Variable _, AcPower _ -> false;
        };
    }

    /// Where in the tree of folders it is looked for.
    default Optional<Path> place() {
        return switch (this) {
            case Mount(var point) -> Optional.of(point);
            case File(var path) -> Optional.of(path);
            case Program _, Host _, Variable _, AcPower _ -> Optional.empty();
        };
    }

    static Shape shape() {
        return Shape.oneOrMore(
                Shape.text(
                        "^((mount|file) [^ ].*|host (\\[[0-9A-Fa-f:.]+\\]|[^] :/\\[]+):[0-9]{1,5}|env [A-Za-z_][A-Za-z0-9_]*|ac-power|"
                                + "(?!(mount|file|host|env)( |$))%s( ?%s)?)$"
                                        .formatted(Program.NAME, VersionRange.PATTERN),
                        "need",
                        "restic, restic >= 0.14 (also > == <= <, and == 2.31.*), mount PATH, host NAME:PORT, file PATH, env NAME or ac-power (libraries such as python:requests cannot be looked for yet)"));
    }

    /// @param paths how a path that the user wrote is read
    static List<Need> parse(
            Node node, Function<String, Path> paths, Source source, Consumer<Problem> problems) {
        var needs = new LinkedHashSet<Need>();
        for (var item : node.asList()) {
            var need = parse(item.text(), paths);
            if (need instanceof Host(var _, int port) && (port < 1 || port > Host.MOST)) {
                problems.accept(
                        source.problem(
                                item.mark(),
                                "needs: there is no port " + port,
                                "right would be one from 1 to " + Host.MOST));
            }
            if (!needs.add(need)) {
                problems.accept(
                        source.problem(
                                item.mark(),
                                "needs: %s is stated twice".formatted(need.words()),
                                "keep one of them"));
            }
        }
        return List.copyOf(needs);
    }

    private static Need parse(String text, Function<String, Path> paths) {
        int blank = text.indexOf(' ');
        var rest = text.substring(blank + 1);
        return switch (blank < 0 ? text : text.substring(0, blank)) {
            case "mount" -> new Mount(paths.apply(rest));
            case "host" -> Host.of(rest);
            case "file" -> new File(paths.apply(rest));
            case "env" -> new Variable(rest);
            case "ac-power" -> new AcPower();
            default -> Program.of(text);
        };
    }
}
