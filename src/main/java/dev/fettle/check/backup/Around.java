package dev.fettle.check.backup;

import dev.fettle.platform.PathBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What a look at a backup finds around it.
///
/// @param environment the automation's own variables
/// @param folder what relative paths start from
/// @param path PATH
/// @param redaction takes secrets out of what programs say
/// @param scratch a private folder that need not be there yet
/// @param log what the program of this run said, where it has one
/// @param turns at repositories that others may write to
/// @param known what earlier looks learned
public record Around(
        Map<String, String> environment,
        Path folder,
        String path,
        UnaryOperator<String> redaction,
        Path scratch,
        Optional<Path> log,
        Hours hours,
        Turns turns,
        Map<String, String> known) {
    public Around {
        environment = Map.copyOf(environment);
        known = Map.copyOf(known);
    }

    Around knowing(Map<String, String> other) {
        return new Around(environment, folder, path, redaction, scratch, log, hours, turns, other);
    }

    /// @param begun when the run was begun, whose program makes the backup
    public record Hours(Instant now, Optional<Instant> begun, Wakefulness awake) {}

    Instant now() {
        return hours.now();
    }

    /// A path as the user wrote it: `~/` is his home, a relative one starts at the automation's
    /// folder.
    Path place(String text) {
        var home = environment.getOrDefault("HOME", "/");
        if (text.equals("~")) {
            return Path.of(home);
        }
        return text.startsWith("~/")
                ? Path.of(home).resolve(text.substring(2)).normalize()
                : folder.resolve(text).normalize();
    }

    /// Whether the machine was awake for so long since then, or twice as much has gone by: one that
    /// is awake two hours a day must not be silent for a fortnight.
    boolean isOver(Instant since, Duration time) throws IOException {
        var passed = Duration.between(since, now());
        return passed.compareTo(time.multipliedBy(2)) > 0
                || passed.compareTo(time) > 0 && hours.awake().since(since).compareTo(time) > 0;
    }

    /// Whether a secret was given as a file, whose name stands in its variable.
    boolean isSecretFile(String variable) {
        var value = environment.getOrDefault(variable, "");
        return value.startsWith("/") && Files.isRegularFile(Path.of(value));
    }

    /// The environment of a program that is asked: the automation's own, so that keys and agents of
    /// its remote places are at hand, without what would lead the program elsewhere; in UTC and in
    /// English, since its words are read.
    ///
    /// @param prefix of the program's own variables, which are all stated
    List<byte[]> environmentFor(String prefix, Map<String, String> stated) {
        var entries = new ArrayList<byte[]>();
        environment.forEach((name, value) -> {
            if (!name.startsWith(prefix) && !isStated(name)) {
                entries.add(entry(name, value));
            }
        });
        entries.add(entry("PATH", path));
        entries.add(entry("TZ", "UTC"));
        entries.add(entry("LC_ALL", "C.UTF-8"));
        stated.forEach((name, value) -> entries.add(entry(name, value)));
        return entries;
    }

    private static boolean isStated(String name) {
        return name.equals("PATH")
                || name.equals("TZ")
                || name.equals("LANGUAGE")
                || name.equals("LC_ALL");
    }

    private static byte[] entry(String name, String value) {
        return (name + "=" + value).getBytes(StandardCharsets.UTF_8);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] bytes(Path path) {
        return PathBytes.of(path);
    }
}
