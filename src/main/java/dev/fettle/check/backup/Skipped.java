package dev.fettle.check.backup;

import dev.fettle.notation.Wording;
import dev.fettle.platform.PathBytes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a backup program said of what it left out, though it ended with 0 (restic 0.14), or what
/// started it made a 0 of it.
final class Skipped {
    private static final List<Pattern> WORDS =
            List.of(
                    Pattern.compile(".* does not exist, skipping.*"), // restic
                    Pattern.compile("rsync: .*link_stat \".*\" failed: .*"),
                    Pattern.compile("rsync error: some files/attrs were not transferred.*"),
                    Pattern.compile("IO error encountered -- skipping file deletion.*"), // rsync
                    Pattern.compile("tar: .*: Cannot (stat|open): .*"),
                    Pattern.compile("tar: Exiting with failure status.*"),
                    Pattern.compile(".*[Nn]o space left on device.*"));

    /// What is said of one file is said of a source, too: borg has the same words for both, and a
    /// file that vanished meanwhile is nobody's loss.
    private static final Pattern MISSING =
            Pattern.compile(
                    ": .*(No such file or directory|Permission denied|Input/output error).*");

    private Skipped() {}

    /// The first line of a log that says so.
    static Optional<String> line(Path log, List<Path> sources) throws IOException {
        var begins = sources.stream().map(Path::toString).toList();
        try (var channel = FileChannel.open(log, StandardOpenOption.READ);
                var lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        Channels.newInputStream(channel),
                                        StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> says(line, begins)).findFirst();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    static Diagnosis fault(String line, List<Path> sources) {
        return new Diagnosis.Faulty(
                Fault.INCOMPLETE,
                "a backup of all of "
                        + sources.stream().map(PathBytes::shown).collect(Collectors.joining(", ")),
                "its program said: " + Wording.visible(line.strip()));
    }

    static boolean says(String line, List<String> sources) {
        return WORDS.stream().anyMatch(words -> words.matcher(line).matches())
                || sources.stream()
                        .anyMatch(source ->
                                line.startsWith(source + ": ")
                                        && MISSING.matcher(line.substring(source.length()))
                                                .matches());
    }
}
