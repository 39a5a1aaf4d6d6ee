package dev.fettle.platform;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A process as `/proc` shows it. The start time makes it one process for good: a number is given
/// out again, a number with its start time is not.
record ProcessEntry(long pid, long parent, long startTicks, boolean dead) {

    private static final Path PROC = Path.of("/proc");

    /// Fields of `stat`, counted from the one after the name.
    private static final int STATE = 0;

    private static final int PARENT = 1;
    private static final int START = 19;

    /// Empty where it is gone.
    static Optional<ProcessEntry> of(long pid) {
        try {
            return Optional.of(parse(pid, ProcFile.text(pid + "/stat")));
        } catch (IOException e) {
            return Optional
                    .empty(); // it ended between two looks: no process is the answer, not an error
        }
    }

    /// All that there are now.
    static List<ProcessEntry> all() throws IOException {
        List<ProcessEntry> all = new ArrayList<>();
        try (DirectoryStream<Path> numbers = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path each : numbers) {
                of(Long.parseLong(each.getFileName().toString())).ifPresent(all::add);
            }
        }
        return all;
    }

    /// Whether the same process still works.
    boolean lives() {
        return of(pid).filter(now -> now.startTicks == startTicks && !now.dead).isPresent();
    }

    /// Whether its environment, as it was when its program began, has this entry. False where it
    /// cannot be asked: a process of another user, one that is gone.
    boolean carries(byte[] entry) {
        try {
            byte[] environ = ProcFile.bytes(pid + "/environ");
            return hasEntry(environ, entry);
        } catch (IOException e) {
            return false;
        }
    }

    /// Entries are separated by zeros.
    private static boolean hasEntry(byte[] environ, byte[] entry) {
        int start = 0;
        for (int i = 0; i <= environ.length; i++) {
            if (i == environ.length || environ[i] == 0) {
                if (i - start == entry.length
                        && Arrays.equals(environ, start, i, entry, 0, entry.length)) {
                    return true;
                }
                start = i + 1;
            }
        }
        return false;
    }

    /// The children that it has now; none where it is gone.
    List<Long> children() {
        List<Long> children = new ArrayList<>();
        Path threads = PROC.resolve(Long.toString(pid)).resolve("task");
        try (DirectoryStream<Path> all = Files.newDirectoryStream(threads)) {
            for (Path thread : all) {
                for (String child :
                        ProcFile.text(pid + "/task/" + thread.getFileName() + "/children")
                                .split(" ", -1)) {
                    if (!child.isBlank()) {
                        children.add(Long.parseLong(child));
                    }
                }
            }
            return children;
        } catch (IOException e) {
            return List.of(); // gone meanwhile
        }
    }

    /// `4711 (a name, (anything) in it) S 1 …`: what counts begins after the last bracket.
    private static ProcessEntry parse(long pid, String stat) throws IOException {
        int end = stat.lastIndexOf(')');
        String[] fields = end < 0 ? new String[0] : stat.substring(end + 2).split(" ", -1);
        if (fields.length <= START) {
            throw new IOException("unreadable: /proc/" + pid + "/stat");
        }
        char state = fields[STATE].charAt(0);
        return new ProcessEntry(
                pid,
                Long.parseLong(fields[PARENT]),
                Long.parseLong(fields[START]),
                state == 'Z' || state == 'X');
    }
}
