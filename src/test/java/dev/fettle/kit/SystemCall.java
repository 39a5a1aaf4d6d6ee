package dev.fettle.kit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// A system call that changes a file or a process, at the moment before it is made.
///
/// @param paths what it is made on, absolute
/// @param writes whether it needs room on the disk or brings something there: what a full or a
///   broken disk refuses
public record SystemCall(String name, List<String> paths, boolean writes) {
    private static final Map<Integer, Shape> SHAPES = new HashMap<>();
    private static final int OPEN_TO_CHANGE = 01 | 02 | 0100 | 01000; // WRONLY, RDWR, CREAT, TRUNC
    private static final long OPEN_TO_READ_PATH = 010000000; // O_PATH
    private static final int CLONE_THREAD = 0x10000;
    private static final int LONGEST_PATH = 4096;

    /// How a call names its files: the places of descriptors (`d`), of paths (`p`), of a folder's
    /// descriptor with a path (`@`).
    private record Shape(String name, String arguments, boolean writes) {}

    // x86-64
    static {
        writing(1, "write", "d");
        writing(18, "pwrite64", "d");
        writing(20, "writev", "d");
        writing(296, "pwritev", "d");
        writing(2, "open", "p");
        writing(85, "creat", "p");
        writing(257, "openat", "@");
        writing(82, "rename", "pp");
        writing(264, "renameat", "@@");
        writing(316, "renameat2", "@@");
        writing(86, "link", "pp");
        writing(265, "linkat", "@@");
        writing(88, "symlink", "-p");
        writing(266, "symlinkat", "-@");
        writing(83, "mkdir", "p");
        writing(258, "mkdirat", "@");
        writing(74, "fsync", "d");
        writing(75, "fdatasync", "d");
        writing(77, "ftruncate", "d");
        writing(76, "truncate", "p");
        writing(285, "fallocate", "d");
        writing(40, "sendfile", "d");
        writing(326, "copy_file_range", "--d");
        changing(87, "unlink", "p");
        changing(263, "unlinkat", "@");
        changing(84, "rmdir", "p");
        changing(90, "chmod", "p");
        changing(91, "fchmod", "d");
        changing(268, "fchmodat", "@");
        changing(452, "fchmodat2", "@");
        changing(92, "chown", "p");
        changing(93, "fchown", "d");
        changing(94, "lchown", "p");
        changing(260, "fchownat", "@");
        changing(280, "utimensat", "@");
        changing(188, "setxattr", "p");
        changing(189, "lsetxattr", "p");
        changing(190, "fsetxattr", "d");
        changing(197, "removexattr", "p");
        changing(198, "lremovexattr", "p");
        changing(56, "clone", "");
        changing(57, "fork", "");
        changing(58, "vfork", "");
        changing(435, "clone3", "");
        changing(59, "execve", "p");
    }

    public SystemCall {
        paths = List.copyOf(paths);
    }

    /// Whether this machine numbers its system calls as they are numbered here.
    public static boolean isKnownHere() {
        return System.getProperty("os.arch").equals("amd64");
    }

    private static void writing(int number, String name, String arguments) {
        SHAPES.put(number, new Shape(name, arguments, true));
    }

    private static void changing(int number, String name, String arguments) {
        SHAPES.put(number, new Shape(name, arguments, false));
    }

    public boolean startsProcess() {
        return paths.isEmpty() || name.equals("execve");
    }

    /// As it reads for people: its files as `shown` calls them.
    public String text(UnaryOperator<String> shown) {
        return paths.stream().map(shown).collect(Collectors.joining(" > ", name + " ", "")).strip();
    }

    /// @param call the number and the six arguments
    /// @return empty where it changes nothing
    static Optional<SystemCall> of(int thread, long[] call) throws IOException {
        var shape = call.length == 0 ? null : SHAPES.get((int) call[0]);
        if (shape == null || changesNothing(shape.name(), thread, call)) {
            return Optional.empty();
        }
        var paths = new ArrayList<String>();
        int at = 1;
        for (char kind : shape.arguments().toCharArray()) {
            switch (kind) {
                case 'd' -> paths.add(descriptor(thread, (int) call[at]));
                case 'p' -> paths.add(absolute(thread, -100, text(thread, call[at])));
                case '@' -> {
                    paths.add(absolute(thread, (int) call[at], text(thread, call[at + 1])));
                    at++;
                }
                default -> {} // of no interest
            }
            at++;
        }
        return Optional.of(new SystemCall(shape.name(), paths, shape.writes()));
    }

    private static boolean changesNothing(String name, int thread, long[] call) throws IOException {
        return switch (name) {
            case "open" -> readsOnly(call[2]);
            case "openat" -> readsOnly(call[3]);
            case "clone" -> (call[1] & CLONE_THREAD) != 0;
            case "clone3" -> (number(thread, call[1]) & CLONE_THREAD) != 0;
            default -> false;
        };
    }

    private static boolean readsOnly(long flags) {
        return (flags & OPEN_TO_CHANGE) == 0 || (flags & OPEN_TO_READ_PATH) != 0;
    }

    private static String descriptor(int thread, int number) throws IOException {
        return link(Path.of("/proc/%d/fd/%d".formatted(thread, number)));
    }

    private static String absolute(int thread, int folder, String path) throws IOException {
        if (path.startsWith("/")) {
            return path;
        }
        var from =
                folder == -100
                        ? link(Path.of("/proc/%d/cwd".formatted(thread)))
                        : descriptor(thread, folder);
        return path.isEmpty() ? from : from + "/" + path;
    }

    private static String link(Path link) throws IOException {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    /// Empty where there is none: what a descriptor stands for is meant then.
    private static String text(int thread, long address) throws IOException {
        if (address == 0) {
            return "";
        }
        var bytes = memory(thread, address, LONGEST_PATH);
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private static long number(int thread, long address) throws IOException {
        var bytes = memory(thread, address, Long.BYTES);
        return bytes.length < Long.BYTES
                ? 0
                : ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getLong();
    }

    /// What can be read there, up to so many bytes.
    private static byte[] memory(int thread, long address, int most) throws IOException {
        try (var memory = new RandomAccessFile("/proc/%d/mem".formatted(thread), "r")) {
            memory.seek(address);
            var bytes = new byte[most];
            int read = memory.read(bytes);
            return Arrays.copyOf(bytes, Math.max(read, 0));
        }
    }
}
