package dev.fettle.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the shim is there for: real processes are killed here, and what they leave is looked at.
@Timeout(60)
class ShimOutlivesTest {

    @TempDir Path folder;

    /// Run in a JVM of its own: starts a shim and waits for ever.
    static final class Parent {

        private Parent() {}

        public static void main(String[] arguments) throws Exception {
            Path run = Path.of(arguments[0]);
            Shim.start(order(run, arguments[1]));
            System.out.println("started");
            Thread.sleep(Duration.ofMinutes(10));
        }
    }

    @Test
    void a_shim_survives_whoever_started_it_and_its_status_is_learned() throws Exception {
        Path run = Files.createDirectory(folder.resolve("run"));
        Process parent =
                parent(
                        run,
                        "echo begun; while [ ! -e go ]; do sleep 0.05; done; echo done; exit 42");
        await().until(() -> Files.exists(run.resolve("log")) && Files.size(run.resolve("log")) > 0);

        parent.destroyForcibly().waitFor();
        assertThat(Shim.look(run)).isInstanceOf(ShimState.Working.class);
        Files.createFile(run.resolve("go"));
        Shim.awaitEnd(run);

        assertThat(Shim.look(run)).isEqualTo(new ShimState.Ended(42));
        assertThat(run.resolve("log")).content().isEqualTo("begun\ndone\n");
    }

    @Test
    void several_may_wait_for_the_end_of_a_shim_that_is_not_theirs() throws Exception {
        Path run = Files.createDirectory(folder.resolve("run"));
        Process parent = parent(run, "while [ ! -e go ]; do sleep 0.05; done; exit 4");
        await().until(() -> Shim.look(run) instanceof ShimState.Working(long pid) && pid > 0);
        parent.destroyForcibly().waitFor();
        List<Thread> waiting = List.of(waiter(run), waiter(run), waiter(run));

        Files.createFile(run.resolve("go"));
        for (Thread each : waiting) {
            each.join();
        }

        assertThat(Shim.look(run)).isEqualTo(new ShimState.Ended(4));
    }

    @Test
    void the_lock_is_free_the_moment_the_shim_is_killed_though_its_program_works_on()
            throws Exception {
        Path run = Files.createDirectory(folder.resolve("run"));
        Child shim = Shim.start(order(run, "echo $$ >pid; while :; do sleep 0.05; done"));
        await().until(() -> Files.exists(run.resolve("pid")) && Files.size(run.resolve("pid")) > 0);
        long program = Long.parseLong(Files.readString(run.resolve("pid")).strip());

        LibC.kill(shim.pid(), 9);
        shim.waitFor();

        assertThat(FileLock.isHeld(run.resolve("lock"))).isFalse();
        assertThat(Shim.look(run)).isEqualTo(new ShimState.Died());
        assertThat(ProcessEntry.of(program))
                .hasValueSatisfying(p -> assertThat(p.dead()).isFalse());
        assertThat(ProcessTree.of(cookie(run), shim.pid())).contains(program);
        Ending ending =
                ProcessTree.end(
                        cookie(run), shim.pid(), Duration.ofSeconds(5), Clock.system(), () -> true);
        assertThat(ending.complete()).isTrue();
        assertThat(ProcessTree.of(cookie(run), shim.pid())).isEmpty();
    }

    @Test
    void a_shim_killed_before_its_claim_has_started_nothing() throws Exception {
        Path run = Files.createDirectory(folder.resolve("run"));
        try (FileLock lock = FileLock.tryLock(run.resolve("lock")).orElseThrow()) {
            assertThat(lock.descriptor()).isPositive(); // taken, and the starter dies here
        }

        assertThat(Shim.look(run)).isEqualTo(new ShimState.NotStarted());
    }

    @Test
    void nothing_of_the_shims_folder_but_the_lock_tells_whether_it_works() throws Exception {
        Path run = Files.createDirectory(folder.resolve("run"));
        Shim.start(order(run, "exit 0"));
        Shim.awaitEnd(run);
        Files.writeString(run.resolve("started"), ProcessHandle.current().pid() + "\n....");

        assertThat(Shim.look(run)).isEqualTo(new ShimState.Died()); // that pid lives: it is ours
    }

    private static Thread waiter(Path run) {
        return Thread.ofPlatform()
                .start(() -> {
                    try {
                        Shim.awaitEnd(run);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                });
    }

    private static Process parent(Path run, String script) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName(),
                        run.toString(),
                        script)
                .redirectErrorStream(true)
                .redirectOutput(run.resolveSibling("parent.log").toFile())
                .start();
    }

    private static ShimOrder order(Path run, String script) {
        return new ShimOrder(
                run,
                List.of(RawNames.bytes("/bin/sh"), RawNames.bytes("-c"), RawNames.bytes(script)),
                List.of(RawNames.bytes("PATH=/usr/bin:/bin"), cookie(run)),
                run,
                "022",
                run.resolve("log"),
                "");
    }

    private static byte[] cookie(Path run) {
        return RawNames.bytes("FETTLE_RUN=" + run);
    }
}
