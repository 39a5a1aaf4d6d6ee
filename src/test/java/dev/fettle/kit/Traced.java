package dev.fettle.kit;

import dev.fettle.platform.Launch;
import dev.fettle.platform.Spawn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A program that stops before each system call by which it, or a process that it starts, changes
/// something, and whose fate there is the test's to say. Not sampled and not raced: the kernel
/// holds the thread until it is decided, and calls of all threads come one by one.
///
/// `strace` counts the calls of each thread for itself, so that "the n-th" is not the n-th of the
/// program; here the test sees each of them and counts as it likes.
public final class Traced implements AutoCloseable {
    public static final Fate GRANTED = new Fate.Granted();
    public static final Fate DEATH = new Fate.Death();

    private final Watch watch;
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private final CompletableFuture<Integer> started = new CompletableFuture<>();

    /// What becomes of a system call, and of who makes it.
    public sealed interface Fate {
        /// It is made.
        record Granted() implements Fate {}

        /// The traced program is killed before it is made. A call of a process that it had started
        /// is made all the same, once the program is dead.
        record Death() implements Fate {}

        /// It is not made, and answers this error.
        record Refused(int error) implements Fate {}
    }

    @FunctionalInterface
    public interface Watch {
        /// @param own whether it is the program's own call, and not of a process that it started
        Fate before(SystemCall call, boolean own);
    }

    private Traced(Watch watch) {
        this.watch = watch;
    }

    public static Traced start(Launch launch, Watch watch) {
        var traced = new Traced(watch);
        Thread.ofPlatform().daemon().name("tracer").start(() -> traced.trace(launch));
        traced.started.join();
        return traced;
    }

    public boolean isOver() {
        return ended.isDone();
    }

    public int pid() {
        return started.join();
    }

    /// The exit code, 137 where it was killed.
    public int awaitEnd() throws Exception {
        return ended.get(TestHome.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /// What is traced when the tracing thread ends goes on by itself.
    private void trace(Launch launch) {
        try (var kernel = new PTrace()) {
            int pid = (int) Spawn.start(launch).pid();
            var tracing = new Tracing(kernel, pid);
            tracing.seizeAll();
            started.complete(pid);
            ended.complete(tracing.untilItsEnd());
        } catch (IOException | RuntimeException | Error e) {
            started.completeExceptionally(e);
            ended.completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        if (!ended.isDone()) {
            ProcessHandle.of(pid()).ifPresent(ProcessHandle::destroyForcibly);
            ended.join();
        }
    }

    /// Whose a thread is. The calls of what a child starts are not the test's to decide.
    private enum Kin {
        OWN,
        CHILD,
        GRANDCHILD;

        static Kin of(int thread, int pid) throws IOException {
            var status = Files.readString(Path.of("/proc/%d/status".formatted(thread)));
            if (status.contains("\nTgid:\t" + pid + "\n")) {
                return OWN;
            }
            return status.contains("\nPPid:\t" + pid + "\n") ? CHILD : GRANDCHILD;
        }
    }

    private final class Tracing {
        private final PTrace kernel;
        private final int pid;

        private final Map<Integer, Kin> kin = new HashMap<>();

        /// By thread: what its call, which is not made, is to answer.
        private final Map<Integer, Integer> refused = new HashMap<>();

        Tracing(PTrace kernel, int pid) {
            this.kernel = kernel;
            this.pid = pid;
        }

        /// Threads may have been made before the first was seized; those that it makes later come
        /// by themselves.
        void seizeAll() throws IOException {
            var seized = new HashSet<Integer>();
            boolean more = true;
            while (more) {
                more = false;
                for (var name : TestHome.names(Path.of("/proc/%d/task".formatted(pid)))) {
                    int thread = Integer.parseInt(name);
                    if (seized.add(thread)) {
                        more |= kernel.seize(thread);
                    }
                }
            }
        }

        int untilItsEnd() throws IOException {
            while (true) {
                var stop = kernel.await();
                int thread = stop.thread();
                if (thread < 0) {
                    throw new IOException("nothing is left to be traced");
                }
                if (stop.isEnd()) {
                    if (thread == pid) {
                        return stop.code();
                    }
                } else if (kinOf(thread) == Kin.GRANDCHILD) {
                    kernel.detach(thread);
                } else if (stop.isSystemCall()) {
                    systemCall(thread);
                } else {
                    kernel.goOn(thread, stop.isEvent() ? 0 : stop.signal());
                }
            }
        }

        private Kin kinOf(int thread) throws IOException {
            var known = kin.get(thread);
            if (known == null) {
                known = Kin.of(thread, pid);
                kin.put(thread, known);
            }
            return known;
        }

        private void systemCall(int thread) throws IOException {
            var error = refused.remove(thread);
            if (error != null) {
                kernel.answerError(thread, error);
                kernel.goOn(thread, 0);
                return;
            }
            var call = SystemCall.of(thread, kernel.beginning(thread));
            boolean own = kinOf(thread) == Kin.OWN;
            var fate = call.isPresent() ? watch.before(call.get(), own) : GRANTED;
            switch (fate) {
                case Fate.Granted() -> kernel.goOn(thread, 0);
                case Fate.Refused(int number) -> {
                    refused.put(thread, number);
                    kernel.skip(thread);
                    kernel.goOn(thread, 0);
                }
                // A thread of the program itself dies where it stands; a child stays stopped until
                // the program is dead and this thread, with its hold on it, ends.
                case Fate.Death() -> kernel.kill(pid);
            }
        }
    }
}
