package dev.fettle.platform;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// The descriptors that a shim with a redactor is handed: its script in memory that has no name
/// anywhere, a pipe for what the program says, and one for the answer that all of it was seen.
final class RedactorPipes implements AutoCloseable {

    private static final int DUPLICATE = 1030; // fcntl's F_DUPFD_CLOEXEC
    private static final int ABOVE_THE_CHILDS = 10;

    private final List<Integer> open = new ArrayList<>();

    private RedactorPipes() {}

    static RedactorPipes holding(byte[] script) throws IOException {
        RedactorPipes pipes = new RedactorPipes();
        try {
            pipes.memory(script);
            pipes.pipe();
            pipes.pipe();
            return pipes;
        } catch (IOException e) {
            pipes.close();
            throw e;
        }
    }

    /// The script; what the program says, to be read and to be written; the answer likewise.
    List<Integer> descriptors() {
        return List.copyOf(open);
    }

    @Override
    public void close() {
        open.forEach(LibC::close);
        open.clear();
    }

    private void memory(byte[] content) throws IOException {
        moved(Memory.holding("redactor", content));
    }

    private void pipe() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(ValueLayout.JAVA_INT, 2);
            checked(LibC.pipe2(ends, LibC.O_CLOEXEC));
            int writeEnd = ends.getAtIndex(ValueLayout.JAVA_INT, 1);
            try {
                moved(ends.getAtIndex(ValueLayout.JAVA_INT, 0));
            } catch (IOException e) {
                LibC.close(writeEnd);
                throw e;
            }
            moved(writeEnd);
        }
    }

    /// To where it is in the way of none of the child's.
    private int moved(int descriptor) throws IOException {
        int copy = LibC.call("fcntl", descriptor, DUPLICATE, ABOVE_THE_CHILDS, 0, 0, 0);
        LibC.close(descriptor);
        open.add(checked(copy));
        return copy;
    }

    private static int checked(int answer) throws IOException {
        if (answer < 0) {
            throw Errno.of(-answer, "the pipes of a redactor");
        }
        return answer;
    }
}
