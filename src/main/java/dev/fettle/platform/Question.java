package dev.fettle.platform;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;

/// One program that is being asked: its pipes, its end, its time. Works on the thread that calls
/// `ask`.
final class Question {

    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final int LONGEST_WAIT_MILLIS = 100; // how long an interrupt goes unnoticed
    private static final int LAST_WORDS =
            1000; // reads after the end, each of up to 64 KiB: a pipe holds one of them
    private static final long POLL_ENTRY = 8;
    private static final int KILLED = 137;

    private final List<byte[]> command;
    private final List<byte[]> environment;
    private final Path folder;
    private final Duration limit;
    private final int outputLimitBytes;
    private final byte[] input;
    private final byte[] cookie =
            ("FETTLE_COMMAND=" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()))
                    .getBytes(StandardCharsets.US_ASCII);
    private final Clock clock = Clock.system();
    private volatile boolean givenUp;

    Question(
            List<byte[]> command,
            List<byte[]> environment,
            Path folder,
            byte[] input,
            Duration limit,
            int outputLimitBytes) {
        this.input = input;
        this.command = command;
        this.environment = new ArrayList<>(environment);
        this.environment.add(cookie);
        this.folder = folder;
        this.limit = limit;
        this.outputLimitBytes = outputLimitBytes;
    }

    /// The same command, handed to an interpreter.
    Question by(byte[] interpreter) {
        List<byte[]> handed = new ArrayList<>(command);
        handed.addFirst(interpreter);
        return new Question(handed, environment, folder, input, limit, outputLimitBytes);
    }

    /// Called by another thread: nobody wants the answer any more.
    void giveUp() {
        givenUp = true;
    }

    Answer ask() throws IOException, InterruptedException {
        long start = clock.nanos();
        try (Pipe output = new Pipe(outputLimitBytes);
                Pipe error = new Pipe(outputLimitBytes)) {
            Child child = start(output, error);
            TreeWatch tree = new TreeWatch(cookie, 0);
            tree.add(child.pid());
            OptionalInt exit = listen(child, output, error, start);
            boolean tookTooLong = exit.isEmpty();
            int code = tookTooLong ? end(tree, child) : exit.getAsInt();
            lastWords(output, error);
            return new Answer(code, output.text(), error.text(), tookTooLong);
        }
    }

    private Child start(Pipe output, Pipe error) throws IOException {
        if (input.length == 0) {
            return start(output, error, Spawn.NOTHING);
        }
        int memory = Memory.holding("input", input);
        try {
            return start(output, error, Memory.seenByChild(memory));
        } finally {
            LibC.close(memory);
        }
    }

    private Child start(Pipe output, Pipe error, Path standardInput) throws IOException {
        try (var descriptors = new Descriptors()) {
            descriptors.open(0, standardInput, LibC.O_RDONLY, 0);
            descriptors.copy(output.writeEnd(), 1);
            descriptors.copy(error.writeEnd(), 2);
            Spawn.closeOthers(descriptors, Spawn.FIRST_HANDED, false);
            descriptors.enter(folder);
            return Spawn.start(command, environment, descriptors);
        } finally {
            output.closeWriteEnd();
            error.closeWriteEnd();
        }
    }

    /// Reads until the program ends; its exit code, or nothing where its time was over or nobody
    /// wants it any more.
    private OptionalInt listen(Child child, Pipe output, Pipe error, long start)
            throws IOException {
        int ending =
                LibC.pidfdOpen(child.pid()); // readable at the end; negative (no such call) is not
        // waited for
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment entries = arena.allocate(3 * POLL_ENTRY, 8);
            while (true) {
                Duration left = limit.minusNanos(clock.nanos() - start);
                if (!left.isPositive() || givenUp) {
                    return OptionalInt.empty();
                }
                watch(entries, 0, output.readEnd());
                watch(entries, 1, error.readEnd());
                watch(entries, 2, ending);
                int longest = ending < 0 ? LONGEST_WAIT_MILLIS / 10 : LONGEST_WAIT_MILLIS;
                LibC.poll(entries, 3, Math.clamp(left.toMillis() + 1, 1, longest));
                readIfReady(entries, 0, output);
                readIfReady(entries, 1, error);
                OptionalInt exit = child.look();
                if (exit.isPresent()) {
                    return exit;
                }
            }
        } finally {
            if (ending >= 0) {
                LibC.close(ending);
            }
        }
    }

    private int end(TreeWatch tree, Child child) throws IOException, InterruptedException {
        Ending ending = tree.end(GRACE, clock, () -> true);
        // One that is stuck in the kernel cannot be waited for: it is dead as soon as it comes
        // back.
        return ending.left().contains(child.pid()) ? KILLED : child.waitFor();
    }

    /// What is in the pipes already. Not until they are closed: a process left in the background
    /// may hold them for ever.
    private static void lastWords(Pipe output, Pipe error) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment entries = arena.allocate(2 * POLL_ENTRY, 8);
            for (int i = 0;
                    i < LAST_WORDS && (output.readEnd() >= 0 || error.readEnd() >= 0);
                    i++) {
                watch(entries, 0, output.readEnd());
                watch(entries, 1, error.readEnd());
                if (LibC.poll(entries, 2, 0) <= 0) {
                    return;
                }
                readIfReady(entries, 0, output);
                readIfReady(entries, 1, error);
            }
        }
    }

    private static void watch(MemorySegment entries, int place, int descriptor) {
        entries.set(ValueLayout.JAVA_INT, place * POLL_ENTRY, descriptor);
        entries.set(ValueLayout.JAVA_SHORT, place * POLL_ENTRY + 4, LibC.POLLIN);
        entries.set(ValueLayout.JAVA_SHORT, place * POLL_ENTRY + 6, (short) 0);
    }

    private static void readIfReady(MemorySegment entries, int place, Pipe pipe)
            throws IOException {
        if (entries.get(ValueLayout.JAVA_SHORT, place * POLL_ENTRY + 6) != 0) {
            pipe.read();
        }
    }
}
