package dev.fettle.publish;

import dev.fettle.platform.FileId;
import dev.fettle.platform.PathBytes;
import dev.fettle.platform.Renames;
import dev.fettle.platform.Sync;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Reads each staged file once, for its SHA-256, and brings it to the disk: the long part of
/// publishing, done before the destination is locked.
final class Readying {
    /// An fsync waits for the disk: eight at once took 129 ms for 200 files, one by one 600.
    private static final int THREADS = 8;

    private static final int WORTH_THREADS = 4;
    private static final int TRIES = 3;

    private final Steps steps;
    private final AtomicInteger copies = new AtomicInteger();

    Readying(Steps steps) {
        this.steps = steps;
    }

    /// In the order in which they were found.
    List<Ready> all(Path staging, List<StagedEntry> entries)
            throws IOException, Planning.RefusedException {
        if (entries.size() < WORTH_THREADS) {
            var ready = new ArrayList<Ready>();
            for (var entry : entries) {
                ready.add(one(staging, entry));
            }
            return ready;
        }
        // Platform threads: an fsync holds its carrier, and there may be two of those.
        try (var threads = Executors.newFixedThreadPool(Math.min(THREADS, entries.size()))) {
            var futures = new ArrayList<Future<Ready>>(entries.size());
            for (var entry : entries) {
                Callable<Ready> task = () -> one(staging, entry);
                futures.add(threads.submit(task));
            }
            var ready = new ArrayList<Ready>(entries.size());
            try {
                for (var future : futures) {
                    ready.add(future.get());
                }
                return ready;
            } catch (InterruptedException e) {
                threads.shutdownNow();
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while reading the staged files");
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw cause(e);
            }
        }
    }

    private static IOException cause(ExecutionException e) throws Planning.RefusedException {
        return switch (e.getCause()) {
            case IOException denied -> denied;
            case Planning.RefusedException refused -> throw refused;
            case RuntimeException wrong -> throw wrong;
            case Error wrong -> throw wrong;
            case null, default -> throw new IllegalStateException("reading failed", e);
        };
    }

    private Ready one(Path staging, StagedEntry entry)
            throws IOException, Planning.RefusedException {
        var file = staging.resolve(entry.name());
        if (entry.link().isPresent()) {
            return new Ready(
                    file, entry, Mark.of(entry.id()), Digest.of(PathBytes.of(entry.link().get())));
        }
        if (entry.id().links() > 1) {
            makeOneOfItsOwn(staging, file);
        }
        for (int tries = 0; tries < TRIES; tries++) {
            var before = mark(file, entry);
            var sha256 = digest(file, entry);
            steps.before("sync", file);
            Sync.file(file);
            if (mark(file, entry).equals(before)) {
                return new Ready(file, entry, before, sha256);
            }
        }
        throw changing(entry);
    }

    private static Planning.RefusedException changing(StagedEntry entry) {
        return Planning.refused(
                "changing",
                entry.name(),
                "a file that is finished",
                "something that the run left behind still writes to it");
    }

    /// Whatever has come into a file's place since it was looked at, a link to anything, say, is
    /// not taken for it.
    private static Mark mark(Path file, StagedEntry entry)
            throws IOException, Planning.RefusedException {
        var now = FileId.of(file);
        if (now.isEmpty() || now.get().kind() != FileId.Kind.FILE) {
            throw changing(entry);
        }
        return Mark.of(now.get());
    }

    private static String digest(Path file, StagedEntry entry)
            throws IOException, Planning.RefusedException {
        try {
            return Digest.of(file);
        } catch (AccessDeniedException e) {
            throw Planning.refused(
                    "unreadable", entry.name(), "a file that can be read", "it cannot be read");
        }
    }

    /// A file with further names may be one of the user's, or in the run's cache: what is written
    /// to it there would change what is published, and its mode would be changed with it.
    private void makeOneOfItsOwn(Path staging, Path file) throws IOException {
        var copy = staging.resolveSibling("copy-" + copies.incrementAndGet());
        steps.before("copy", copy);
        Files.copy(
                file,
                copy,
                LinkOption.NOFOLLOW_LINKS,
                StandardCopyOption.COPY_ATTRIBUTES,
                StandardCopyOption.REPLACE_EXISTING);
        steps.before("rename", file);
        Renames.replace(copy, file);
    }
}
