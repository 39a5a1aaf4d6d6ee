package dev.fettle.kit;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/// ptrace(2) and waitpid(2), for one thread: the kernel lets only the thread that traces ask.
@SuppressWarnings("restricted")
final class PTrace implements AutoCloseable {
    private static final long SIGKILL = 9;
    private static final int SIGTRAP = 5;

    /// What a system call's stop is told by, with TRACESYSGOOD.
    private static final int SYSTEM_CALL = SIGTRAP | 0x80;

    private static final int POKEUSER = 6;
    private static final int DETACH = 17;
    private static final int CONTINUE_TO_SYSTEM_CALL = 24;
    private static final int SEIZE = 0x4206;
    private static final int INTERRUPT = 0x4207;
    private static final int GET_SYSCALL_INFO = 0x420e;

    /// TRACESYSGOOD, TRACEFORK, TRACEVFORK, TRACECLONE.
    private static final long OPTIONS = 1 | 2 | 4 | 8;

    /// Every thread of a process (`__WALL`), and of this process's children only this thread's own
    /// (`__WNOTHREAD`): others wait for theirs.
    private static final int WAIT = 0x40000000 | 0x20000000;

    private static final long INFO_SIZE = 88;
    private static final long ENTRY = 24; // where the number stands; the arguments follow

    // Of x86-64's `struct user`: where the number and the result of a system call are put.
    private static final long ORIG_RAX = 15 * 8;
    private static final long RAX = 10 * 8;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final MethodHandle REQUEST = link("ptrace", 4);
    private static final MethodHandle WAITPID = link("waitpid", 3);
    private static final MethodHandle KILL = link("kill", 2);

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment errno = arena.allocate(JAVA_INT);
    private final MemorySegment info = arena.allocate(INFO_SIZE);
    private final MemorySegment status = arena.allocate(JAVA_INT);

    /// A thread that stopped or ended.
    record Stop(int thread, int status) {
        boolean isEnd() {
            return (status & 0xff) != 0x7f;
        }

        /// 137 where it was killed.
        int code() {
            int signal = status & 0x7f;
            return signal == 0 ? status >> 8 & 0xff : 128 + signal;
        }

        boolean isSystemCall() {
            return signal() == SYSTEM_CALL;
        }

        /// A thread or process was made, or has stopped for the first time.
        boolean isEvent() {
            return status >> 16 != 0;
        }

        /// What is on its way to it.
        int signal() {
            return status >> 8 & 0xff;
        }
    }

    private static MethodHandle link(String function, int arguments) {
        var longs = new ValueLayout[arguments];
        Arrays.fill(longs, JAVA_LONG);
        return LINKER.downcallHandle(
                LINKER.defaultLookup().find(function).orElseThrow(),
                FunctionDescriptor.of(JAVA_LONG, longs),
                ERRNO);
    }

    /// @return false where the machine does not allow it, or the thread is gone
    boolean seize(int thread) {
        return ptrace(SEIZE, thread, 0, OPTIONS) == 0 && ptrace(INTERRUPT, thread, 0, 0) == 0;
    }

    /// @return the next thread that stops or ends; its number is -1 where there is none any more
    Stop await() {
        try {
            int thread =
                    (int) (long) WAITPID.invokeExact(errno, -1L, status.address(), (long) WAIT);
            return new Stop(thread, status.get(JAVA_INT, 0));
        } catch (Throwable broken) {
            throw new AssertionError(broken);
        }
    }

    /// Lets it go on to its next system call, or to the end of this one.
    void goOn(int thread, int signal) {
        ptrace(CONTINUE_TO_SYSTEM_CALL, thread, 0, signal);
    }

    /// Lets it go for good.
    void detach(int thread) {
        ptrace(DETACH, thread, 0, 0);
    }

    void kill(int process) {
        try {
            long _ = (long) KILL.invokeExact(errno, (long) process, SIGKILL);
        } catch (Throwable broken) {
            throw new AssertionError(broken);
        }
    }

    /// The number and the six arguments of the system call that begins; empty where one ends.
    long[] beginning(int thread) {
        long size = ptrace(GET_SYSCALL_INFO, thread, INFO_SIZE, info.address());
        boolean begins = size > ENTRY && info.get(ValueLayout.JAVA_BYTE, 0) == 1;
        return begins ? info.asSlice(ENTRY, 7 * 8).toArray(JAVA_LONG) : new long[0];
    }

    /// The call that begins is not made.
    void skip(int thread) {
        ptrace(POKEUSER, thread, ORIG_RAX, -1);
    }

    /// The call that ends answers an error.
    void answerError(int thread, int number) {
        ptrace(POKEUSER, thread, RAX, -number);
    }

    private long ptrace(long request, long thread, long address, long data) {
        try {
            return (long) REQUEST.invokeExact(errno, request, thread, address, data);
        } catch (Throwable broken) {
            throw new AssertionError(broken);
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
