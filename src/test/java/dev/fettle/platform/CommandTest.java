package dev.fettle.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class CommandTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir Path folder;

    @Test
    void output_errors_and_exit_code_come_apart() throws Exception {
        assertThat(sh("echo out; echo err >&2; exit 3"))
                .isEqualTo(new Answer(3, "out\n", "err\n", false));
        assertThat(sh("kill -9 $$").exit()).isEqualTo(137);
        assertThat(sh("pwd").output().strip()).isEqualTo(folder.toRealPath().toString());
        assertThat(sh("read x; echo $?").output()).isEqualTo("1\n");
    }

    @Test
    void variables_are_added_and_replaced() throws Exception {
        Answer answer =
                Command.run(
                        List.of("sh", "-c", "echo $ADDED $HOME; test -n \"$PATH\""),
                        Map.of("ADDED", "yes", "HOME", "/nowhere"),
                        folder,
                        LONG,
                        1000);

        assertThat(answer).isEqualTo(new Answer(0, "yes /nowhere\n", "", false));
    }

    @Test
    void an_environment_that_is_given_whole_is_the_whole() throws Exception {
        Answer answer =
                Command.runIn(
                        List.of(RawNames.bytes("PATH=/usr/bin:/bin"), RawNames.bytes("A=b")),
                        List.of(RawNames.bytes("env")),
                        folder,
                        LONG,
                        1000);

        assertThat(answer.output().lines())
                .filteredOn(line -> !line.startsWith("FETTLE_COMMAND="))
                .containsExactlyInAnyOrder("PATH=/usr/bin:/bin", "A=b");
    }

    @ParameterizedTest
    @MethodSource("dev.fettle.platform.RawNames#all")
    void bytes_pass_as_they_are(byte[] name) throws Exception {
        Path inside = Files.createDirectory(RawNames.in(folder, name));
        Files.writeString(RawNames.in(inside, name), "read");

        Answer answer =
                Command.runBytes(
                        List.of(RawNames.bytes("cat"), RawNames.bytes("--"), name),
                        Map.of(),
                        inside,
                        LONG,
                        1000);

        assertThat(answer).isEqualTo(new Answer(0, "read", "", false));
    }

    @Test
    void more_output_than_wanted_is_dropped_and_does_not_block() throws Exception {
        Answer answer =
                sh("head -c 5000000 /dev/zero | tr '\\0' x; head -c 300000 /dev/zero >&2; exit 4");

        assertThat(answer.exit()).isEqualTo(4);
        assertThat(answer.output()).hasSize(1000);
        assertThat(answer.error()).hasSize(1000);
    }

    @Test
    void the_limit_ends_the_whole_tree() throws Exception {
        Answer answer =
                Command.run(
                        List.of(
                                "sh",
                                "-c",
                                "trap '' TERM; echo begun; setsid env -i /bin/sleep 600 & echo $! >pid; wait"),
                        Map.of(),
                        folder,
                        Duration.ofMillis(500),
                        1000);

        assertThat(answer.tookTooLong()).isTrue();
        assertThat(answer.output()).isEqualTo("begun\n");
        long child = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        await().until(() -> ProcessEntry.of(child).filter(p -> !p.dead()).isEmpty());
    }

    @Test
    void a_process_left_behind_does_not_hold_up_the_answer() throws Exception {
        Answer answer = sh("sleep 20 & echo said; echo $! >pid");

        assertThat(answer).isEqualTo(new Answer(0, "said\n", "", false));
        LibC.kill(Long.parseLong(Files.readString(folder.resolve("pid")).strip()), 9);
    }

    @Test
    void output_that_was_closed_does_not_end_the_wait() throws Exception {
        assertThat(sh("exec >&- 2>&-; sleep 0.3; exit 6").exit()).isEqualTo(6);
    }

    @Test
    void who_is_interrupted_leaves_nothing_behind() throws Exception {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread asking =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                sh("echo $$ >pid; exec sleep 600");
                                thrown.complete(new AssertionError("it answered"));
                            } catch (Exception e) {
                                thrown.complete(e);
                            }
                        });
        Path pid = folder.resolve("pid");
        await().until(() -> Files.exists(pid) && Files.size(pid) > 0);

        asking.interrupt();

        assertThat(thrown.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertThat(ProcessEntry.of(Long.parseLong(Files.readString(pid).strip()))).isEmpty();
    }

    @Test
    void many_at_once_do_not_wait_for_each_other_on_virtual_threads() throws Exception {
        long start = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> all =
                    java.util.stream.IntStream.range(0, 12)
                            .mapToObj(i -> threads.submit(() -> sh("sleep 0.5")))
                            .toList();
            for (Future<Answer> one : all) {
                assertThat(one.get().exit()).isZero();
            }
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void what_is_not_there_is_named() {
        assertThatThrownBy(() -> run("no-such-program"))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("no-such-program");
        assertThatThrownBy(() -> run("./none"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none");
        assertThatThrownBy(() ->
                        Command.run(List.of("true"), Map.of(), folder.resolve("none"), LONG, 10))
                .isInstanceOf(IOException.class);
    }

    @Test
    void a_script_without_an_interpreter_line_is_the_shells() throws Exception {
        Path script = Files.writeString(folder.resolve("-script"), "echo \"$1\"; exit 5\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));

        assertThat(run("./-script", "said")).isEqualTo(new Answer(5, "said\n", "", false));
    }

    @Test
    void no_descriptor_is_left_open() throws Exception {
        sh("exit 0");
        int before = descriptors();
        for (int i = 0; i < 20; i++) {
            sh("echo x");
        }
        assertThatThrownBy(() -> run("./none")).isInstanceOf(IOException.class);

        assertThat(descriptors()).isLessThanOrEqualTo(before + 2);
    }

    private static int descriptors() throws IOException {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return (int) open.count();
        }
    }

    private Answer sh(String script) throws IOException, InterruptedException {
        return run("sh", "-c", script);
    }

    private Answer run(String... command) throws IOException, InterruptedException {
        return Command.run(List.of(command), Map.of(), folder, LONG, 1000);
    }
}
