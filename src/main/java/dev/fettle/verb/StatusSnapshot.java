package dev.fettle.verb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// The last answer of `fettle status`, kept with everything that it was made from: file by file,
/// their sizes, times and inodes. While all of them are as they were, the answer is right, whoever
/// wrote to the store since, and it can be given without opening anything.
///
/// @param exit the exit code that belongs to it
/// @param json what `--json` prints
/// @param text what a person reads; a moment stands in it as `{ago:MILLISECONDS}`
public record StatusSnapshot(int exit, String json, String text) {
    private static final String FORMAT = "fettle status 1";
    private static final Path LOCKS = Path.of("/proc/locks");

    /// The snapshot in this state folder, where it still holds.
    public static Optional<StatusSnapshot> read(Path stateFolder, Path home) throws IOException {
        var file = stateFolder.resolve("status.snapshot");
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (lines.size() < 4 || !lines.get(0).equals(FORMAT)) {
            return Optional.empty();
        }
        var seen = new ArrayList<Path>();
        int count = Integer.parseInt(lines.get(1));
        for (var each : lines.subList(2, 2 + count)) {
            seen.add(Path.of(each.substring(each.indexOf('\t') + 1)));
        }
        if (!lines.subList(2, 2 + count).equals(looks(seen)) || !seen.contains(home)) {
            return Optional.empty();
        }
        var daemon = lines.get(2 + count);
        if (!daemon.equals(daemonsLock(stateFolder))) {
            return Optional.empty();
        }
        int json = Integer.parseInt(lines.get(4 + count));
        var rest = lines.subList(5 + count, lines.size());
        return Optional.of(
                new StatusSnapshot(
                        Integer.parseInt(lines.get(3 + count)),
                        String.join("\n", rest.subList(0, json)) + "\n",
                        String.join("\n", rest.subList(json, rest.size())) + "\n"));
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

    /// What an answer is made from, looked at before and after it is made: where the two differ,
    /// nothing is kept.
    public record Seen(Path stateFolder, List<Path> files, List<String> looks, String daemon) {
        public static Seen now(Path stateFolder, Path home, List<Path> others) throws IOException {
            var files = new ArrayList<Path>();
            files.add(stateFolder.resolve("fettle.db"));
            files.add(stateFolder.resolve("fettle.db-wal"));
            files.add(home);
            files.addAll(others);
            return new Seen(
                    stateFolder, files, StatusSnapshot.looks(files), daemonsLock(stateFolder));
        }

        /// Keeps the answer where nothing has changed since this was seen.
        public void keep(StatusSnapshot answer) throws IOException {
            boolean holdsStill =
                    looks.equals(StatusSnapshot.looks(files))
                            && daemon.equals(daemonsLock(stateFolder));
            boolean plainNames =
                    files.stream()
                            .noneMatch(f ->
                                    f.toString().indexOf('\n') >= 0
                                            || f.toString().indexOf('\uFFFD') >= 0);
            if (!holdsStill || !plainNames) {
                return;
            }
            var lines = new ArrayList<String>();
            lines.add(FORMAT);
            lines.add(Integer.toString(files.size()));
            lines.addAll(looks);
            lines.add(daemon);
            lines.add(Integer.toString(answer.exit));
            var json = answer.json.lines().toList();
            lines.add(Integer.toString(json.size()));
            lines.addAll(json);
            lines.addAll(answer.text.lines().toList());
            // A cache: it need not survive a power cut, but must never be read half.
            var beside = Files.createTempFile(stateFolder, "status", ".new");
            Files.write(beside, lines, StandardCharsets.UTF_8);
            Files.move(
                    beside, stateFolder.resolve("status.snapshot"), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static List<String> looks(List<Path> files) throws IOException {
        var looks = new ArrayList<String>();
        for (var file : files) {
            looks.add(look(file) + "\t" + file);
        }
        return looks;
    }

    private static String look(Path file) throws IOException {
        try {
            var a = Files.readAttributes(file, BasicFileAttributes.class);
            if (a.isRegularFile() && a.size() == 0) {
                return "empty"; // SQLite makes its log at the first look, and takes it away again
            }
            // Of a folder that is only to be there, the content does not matter; of others it does.
            return a.size() + " " + nanos(a.lastModifiedTime()) + " " + a.fileKey();
        } catch (NoSuchFileException e) {
            return "empty";
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
