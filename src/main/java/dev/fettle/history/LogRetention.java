package dev.fettle.history;

import dev.fettle.notation.Size;
import dev.fettle.platform.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// Which logs stay: compressed after a day, gone after their time, the oldest first where they take
/// too much room. A log of a run that works is written to and therefore young.
public final class LogRetention {
    private static final Duration PLAIN = Duration.ofDays(1);

    private final Path logs;
    private final Clock clock;

    public LogRetention(Path logs, Clock clock) {
        this.logs = logs;
        this.clock = clock;
    }

    private record Log(Path path, Instant changed, long size) {}

    public void keep(Duration age, Size room) throws IOException {
        var kept = new ArrayList<Log>();
        for (var log : all()) {
            if (log.changed().isBefore(clock.now().minus(age))) {
                Files.deleteIfExists(log.path());
            } else if (log.changed().isBefore(clock.now().minus(PLAIN))
                    && !isCompressed(log.path())) {
                kept.add(compressed(log));
            } else {
                kept.add(log);
            }
        }
        kept.sort(Comparator.comparing(Log::changed).reversed());
        long total = 0;
        for (var log : kept) {
            total += log.size();
            if (total > room.bytes()) {
                Files.deleteIfExists(log.path());
            }
        }
    }

    /// The log where it lies now: a run's path names the plain file, which may have been
    /// compressed.
    public static Path find(Path log) {
        var compressed = log.resolveSibling(log.getFileName() + ".gz");
        return !Files.exists(log) && Files.exists(compressed) ? compressed : log;
    }

    private List<Log> all() throws IOException {
        if (!Files.isDirectory(logs)) {
            return List.of();
        }
        var found = new ArrayList<Log>();
        try (var files = Files.walk(logs)) {
            for (var file : (Iterable<Path>) files::iterator) {
                try {
                    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                        found.add(
                                new Log(
                                        file,
                                        Files.getLastModifiedTime(file).toInstant(),
                                        Files.size(file)));
                    }
                } catch (NoSuchFileException e) {
                    // it went while we looked
                }
            }
        }
        return found;
    }

    private static boolean isCompressed(Path log) {
        return log.getFileName().toString().endsWith(".gz");
    }

    private static Log compressed(Log log) throws IOException {
        var target = log.path().resolveSibling(log.path().getFileName() + ".gz");
        try (var in = Files.newInputStream(log.path());
                var out = new GZIPOutputStream(Files.newOutputStream(target))) {
            in.transferTo(out);
        }
        Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(log.path()));
        Files.setLastModifiedTime(target, Files.getLastModifiedTime(log.path()));
        Files.delete(log.path());
        return new Log(target, log.changed(), Files.size(target));
    }
}
