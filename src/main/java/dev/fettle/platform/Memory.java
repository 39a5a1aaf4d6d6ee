package dev.fettle.platform;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// Files that lie in memory and have no name anywhere: they are gone with the last process that has
/// them open.
final class Memory {
    private static final int CLOSE_ON_EXEC = 1; // memfd_create's own

    private Memory() {}

    /// @param name for whoever looks at this process's descriptors
    /// @return a descriptor, at the end of the content
    static int holding(String name, byte[] content) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = LibC.string(arena, Path.of(name));
            int memory =
                    checked(LibC.call("memfd_create", text.address(), CLOSE_ON_EXEC, 0, 0, 0, 0));
            try {
                MemorySegment rest = LibC.string(arena, content).asSlice(0, content.length);
                while (rest.byteSize() > 0) {
                    rest = rest.asSlice(checked(LibC.write(memory, rest)));
                }
            } catch (IOException e) {
                LibC.close(memory);
                throw e;
            }
            return memory;
        }
    }

    /// Where a child that is about to become a program finds it, to be read from its beginning.
    static Path seenByChild(int descriptor) {
        return Path.of("/proc/self/fd/" + descriptor);
    }

    private static int checked(int answer) throws IOException {
        if (answer < 0) {
            throw Errno.of(-answer, "memory");
        }
        return answer;
    }
}
