package dev.fettle.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A small shell between fettle and a program: it outlives whoever started it and writes down how
/// the program ended.
///
/// The promise: whatever becomes of fettle, the next one finds out from the run's folder alone
/// whether the program was started, whether it still works, and how it ended. The folder is a
/// format that older and newer fettles share:
///
/// - `lock`: held (flock) from before the start until the shim is gone, whichever way; holds what
///   whoever started it wants to tell the next fettle;
/// - `started`: made by the shim before all else, and never twice; holds the shim's pid and, once
///   the program has ended, its exit status in a second line, which is whole once it ends in a
///   newline.
///
/// Few files, since each costs a small run as much as all else that fettle does on the disk.
public final class Shim {

    private static final String LOCK = "lock";
    private static final String STARTED = "started";
    private static final byte[] SHELL = bytes("/bin/sh");

    /// Shims of this process that nobody has waited for yet.
    private static final Map<Path, Child> OWN = new ConcurrentHashMap<>();

    private Shim() {}

    /// Starts the program under a shim of its own. Throws where that was not possible; then nothing
    /// runs.
    public static Child start(ShimOrder order) throws IOException {
        Path folder = order.runFolder().toAbsolutePath();
        Path file = folder.resolve(LOCK);
        try (FileLock lock =
                FileLock.tryLock(file)
                        .orElseThrow(() ->
                                new FileAlreadyExistsException(
                                        PathBytes.shown(file),
                                        null,
                                        "a shim already works here"))) {
            if (Files.exists(folder.resolve(STARTED))) {
                throw new FileAlreadyExistsException(
                        PathBytes.shown(folder), null, "its program was started before");
            }
            Files.writeString(file, order.note());
            Child child = spawned(order, folder, lock);
            OWN.put(folder, child);
            return child;
        }
    }

    private static Child spawned(ShimOrder order, Path folder, FileLock lock) throws IOException {
        if (order.redactor().isEmpty()) {
            return Spawn.start(launch(order, folder, lock, List.of()));
        }
        try (var pipes = RedactorPipes.holding(order.redactor().get().script())) {
            return Spawn.start(launch(order, folder, lock, pipes.descriptors()));
        }
    }

    private static Launch launch(
            ShimOrder order, Path folder, FileLock lock, List<Integer> handed) {
        return new Launch(
                command(order, folder),
                order.environment(),
                folder,
                order.log(),
                Optional.empty(),
                Optional.of(lock),
                handed);
    }

    /// Gets ready, on a thread of its own, what the first start of a process needs: linking foreign
    /// functions takes 60 ms and more of a cold JVM. For who knows that a start will come and has
    /// something to do until then.
    public static void prepare() {
        Thread.ofPlatform()
                .daemon()
                .name("shim")
                .start(() -> {
                    Spawn.prepare();
                    script();
                });
    }

    /// How things stand. Looks only: neither waits nor changes anything.
    public static ShimState look(Path runFolder) throws IOException {
        if (FileLock.isHeld(runFolder.resolve(LOCK))) {
            return new ShimState.Working(startedBy(runFolder).orElse(0L));
        }
        var started = text(runFolder.resolve(STARTED)).map(text -> text.split("\n", -1));
        if (started.isEmpty()) {
            return new ShimState.NotStarted();
        }
        var lines = started.get();
        return lines.length > 2
                ? new ShimState.Ended(code(Integer.parseInt(lines[1].strip())))
                : new ShimState.Died();
    }

    /// Whether somebody was about to start a program here.
    public static boolean isNoted(Path runFolder) {
        return Files.exists(runFolder.resolve(LOCK));
    }

    /// What whoever started it, or was about to, left for the next fettle; empty where nobody did.
    public static String note(Path runFolder) throws IOException {
        try {
            return Files.readString(runFolder.resolve(LOCK));
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    /// Takes away what it left in a folder, for good.
    public static void forget(Path runFolder) throws IOException {
        Files.deleteIfExists(runFolder.resolve(STARTED));
        Files.deleteIfExists(runFolder.resolve(LOCK));
    }

    /// Waits until the shim is gone, whoever started it. Not on a virtual thread, whose carrier
    /// would wait with it.
    public static void awaitEnd(Path runFolder) throws IOException {
        FileLock.awaitFree(runFolder.resolve(LOCK));
        Child own = OWN.remove(runFolder.toAbsolutePath());
        if (own != null) {
            own.waitFor(); // it closed the lock by ending: this only takes its entry from the
            // process table
        }
    }

    /// A signal is 128 and its number; Korn's shell says 256 instead, yash 384.
    private static int code(int status) {
        return status > 255 ? 128 + (status & 0x7F) : status;
    }

    private static Optional<Long> startedBy(Path runFolder) throws IOException {
        return text(runFolder.resolve(STARTED))
                .filter(s -> s.contains("\n"))
                .map(s -> Long.parseLong(s.substring(0, s.indexOf('\n'))));
    }

    private static Optional<String> text(Path file) throws IOException {
        try {
            return Optional.of(Files.readString(file, StandardCharsets.US_ASCII));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /// What `sh -c` is handed.
    static byte[] script() {
        return Script.TEXT;
    }

    private static List<byte[]> command(ShimOrder order, Path folder) {
        List<byte[]> command = new ArrayList<>();
        command.add(SHELL);
        command.add(bytes("-c"));
        command.add(script());
        command.add(bytes("fettle"));
        command.add(PathBytes.of(folder));
        command.add(bytes(order.umask()));
        command.add(PathBytes.of(order.workingFolder().toAbsolutePath()));
        command.add(bytes(order.redactor().map(ShimRedactor::end).orElse("")));
        command.add(order.group().map(g -> PathBytes.of(g.door())).orElse(new byte[0]));
        command.addAll(order.command());
        return command;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// The script travels as an argument, so that it does not matter whether the fettle that
    /// brought it is still there.
    private static final class Script {
        static final byte[] TEXT = read();

        private static byte[] read() {
            try (InputStream in = Shim.class.getResourceAsStream("/shim.sh")) {
                if (in == null) {
                    throw new IllegalStateException("shim.sh is missing from the build");
                }
                return bytes(
                        withoutComments(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new UncheckedIOException("shim.sh cannot be read", e);
            }
        }

        /// Whoever lists processes sees the script: the comments are for those who read it here.
        private static String withoutComments(String script) {
            StringBuilder text = new StringBuilder(script.length());
            for (String line : script.split("\n", -1)) {
                String words = line.strip();
                if (!words.isEmpty() && !words.startsWith("#")) {
                    text.append(words).append('\n');
                }
            }
            return text.toString();
        }
    }
}
