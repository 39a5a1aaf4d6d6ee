package dev.fettle.verb;

import dev.fettle.platform.Silence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// The last answer of `fettle status`, kept with everything that it was made from: file by file,
/// their sizes, times and inodes. While all of them are as they were, the answer is right, whoever
/// wrote to the store since, and it can be given without opening anything.
///
/// @param until when time alone makes another answer of it: a pause that ends, something that is
///   late
/// @param exit the exit code that belongs to it
/// @param json what `--json` prints
/// @param text what a person reads; a moment stands in it as `{ago:MILLISECONDS}`
public record StatusSnapshot(Instant until, int exit, String json, String text) {
    /// Of an answer that no clock changes.
    public static final Instant FOR_GOOD = Instant.ofEpochMilli(Long.MAX_VALUE);

    private static final String FORMAT = "fettle status 5\n";
    private static final Path LOCKS = Path.of("/proc/locks");
    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");

    /// The snapshot in this state folder, where it still holds.
    ///
    /// Read with as little ado as can be: it is all that a plain `status` does.
    public static Optional<StatusSnapshot> read(Path stateFolder, Path home, Instant now)
            throws IOException {
        String all;
        try {
            all = Files.readString(stateFolder.resolve("status.snapshot"));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (!all.startsWith(FORMAT)) {
            return Optional.empty();
        }
        int exit = all.indexOf(' ', FORMAT.length()) + 1; // then: length of the looks, of the JSON
        long until = Long.parseLong(all, FORMAT.length(), exit - 1, 10);
        if (now.toEpochMilli() >= until) {
            return Optional.empty();
        }
        int looksLength = all.indexOf(' ', exit) + 1;
        int jsonLength = all.indexOf(' ', looksLength) + 1;
        int looks = all.indexOf('\n', jsonLength) + 1;
        int json = looks + Integer.parseInt(all, looksLength, jsonLength - 1, 10);
        int text = json + Integer.parseInt(all, jsonLength, looks - 1, 10);
        if (!hold(all.substring(looks, json), stateFolder, home)) {
            return Optional.empty();
        }
        return Optional.of(
                new StatusSnapshot(
                        Instant.ofEpochMilli(until),
                        Integer.parseInt(all, exit, looksLength - 1, 10),
                        all.substring(json, text),
                        all.substring(text)));
    }

    /// Whether all is as it was. In the first line stands the holder of the daemon's lock, in the
    /// second one what is mounted, in each further one a file and how it looked. Where something
    /// else is mounted by now, no file is looked at: it may lie on a dead mount.
    private static boolean hold(String looks, Path stateFolder, Path home) throws IOException {
        int second = looks.indexOf('\n') + 1;
        int line = looks.indexOf('\n', second) + 1;
        if (!looks.regionMatches(second, mounts(), 0, line - second)
                || !looks.regionMatches(0, daemonsLock(stateFolder), 0, second - 1)) {
            return false;
        }
        boolean thisHome = false;
        while (line < looks.length()) {
            int tab = looks.indexOf('\t', line);
            int end = looks.indexOf('\n', tab);
            var file = Path.of(looks.substring(tab + 1, end));
            var look = look(file);
            if (look.length() != tab - line || !looks.startsWith(look, line)) {
                return false;
            }
            thisHome |= file.equals(home);
            line = end + 1;
        }
        return thisHome;
    }

    /// The text with its moments put into words.
    public String text(Function<Instant, String> ago) {
        var words = new StringBuilder();
        int from = 0;
        for (int at = text.indexOf("{ago:"); at >= 0; at = text.indexOf("{ago:", from)) {
            int end = text.indexOf('}', at);
            words.append(text, from, at);
            words.append(
                    ago.apply(Instant.ofEpochMilli(Long.parseLong(text.substring(at + 5, end)))));
            from = end + 1;
        }
        return words.append(text.substring(from)).toString();
    }

    /// What an answer is made from: each file's looks from before it was read, so that the answer
    /// is kept only where none has changed while it was made. Not thread-safe.
    public static final class Seen {
        private final Path stateFolder;
        private final List<Path> files = new ArrayList<>();
        private final StringBuilder looks = new StringBuilder();
        private boolean mayBeKept = true;

        Seen(Path stateFolder, Path home) throws IOException {
            this.stateFolder = stateFolder;
            looks.append(daemonsLock(stateFolder)).append('\n').append(mounts());
            add(stateFolder.resolve("fettle.db"));
            add(stateFolder.resolve("fettle.db-wal"));
            add(home);
        }

        /// This file, or folder, is going to be looked at. An answer that depends on a mount that
        /// may die is not kept: whoever reads it does not ask whether the mount answers.
        void add(Path file) throws IOException {
            if (Silence.isPossible(file)) {
                mayBeKept = false;
                return;
            }
            files.add(file);
            looks.append(line(file));
        }

        /// Keeps the answer where nothing has changed since.
        public void keep(StatusSnapshot answer) throws IOException {
            boolean plainNames =
                    files.stream()
                            .noneMatch(f ->
                                    f.toString().indexOf('\n') >= 0
                                            || f.toString().indexOf('\uFFFD') >= 0);
            if (!mayBeKept || !plainNames || !looks.toString().equals(looksNow())) {
                return;
            }
            // A cache: it need not survive a power cut, but must never be read half.
            var beside = Files.createTempFile(stateFolder, "status", ".new");
            Files.writeString(
                    beside,
                    "%s%d %d %d %d\n"
                                    .formatted(
                                            FORMAT,
                                            answer.until.toEpochMilli(),
                                            answer.exit,
                                            looks.length(),
                                            answer.json.length())
                            + looks
                            + answer.json
                            + answer.text);
            Files.move(
                    beside, stateFolder.resolve("status.snapshot"), StandardCopyOption.ATOMIC_MOVE);
        }

        private String looksNow() throws IOException {
            var now = new StringBuilder(daemonsLock(stateFolder)).append('\n').append(mounts());
            for (var file : files) {
                now.append(line(file));
            }
            return now.toString();
        }

        private static String line(Path file) throws IOException {
            return look(file) + '\t' + file + '\n';
        }
    }

    private static String look(Path file) throws IOException {
        try {
            var a = Files.readAttributes(file, BasicFileAttributes.class);
            if (a.isRegularFile() && a.size() == 0) {
                return "empty"; // SQLite makes its log at the first look, and takes it away again
            }
            return a.size() + " " + nanos(a.lastModifiedTime()) + " " + a.fileKey();
        } catch (NoSuchFileException e) {
            return "empty";
        }
    }

    private static String mounts() throws IOException {
        try (var table = Files.newInputStream(MOUNTS)) {
            return Integer.toHexString(Arrays.hashCode(table.readAllBytes())) + '\n';
        }
    }

    private static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }

    /// Who holds the daemon's lock, by the kernel's own table: a lock is known there by its inode.
    private static String daemonsLock(Path stateFolder) throws IOException {
        var lock = stateFolder.resolve("daemon.lock");
        if (!Files.exists(lock, LinkOption.NOFOLLOW_LINKS)) {
            return "nobody";
        }
        var inode = ":" + Files.getAttribute(lock, "unix:ino") + " ";
        try (var lines = Files.lines(LOCKS)) {
            return lines.filter(l -> l.contains(" FLOCK ") && l.contains(inode))
                    .findFirst()
                    .map(l -> l.replaceFirst("^[0-9]+: ", ""))
                    .orElse("nobody");
        }
    }
}
