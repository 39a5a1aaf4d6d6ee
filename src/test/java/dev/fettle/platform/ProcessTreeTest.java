package dev.fettle.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProcessTreeTest {

    private static final Duration GRACE = Duration.ofSeconds(1);

    @TempDir Path folder;

    private final byte[] cookie = RawNames.bytes("FETTLE_RUN=" + UUID.randomUUID());
    private final Clock clock = Clock.system();

    @AfterEach
    void nothing_is_left() throws Exception {
        ProcessTree.end(cookie, 0, Duration.ZERO, clock, () -> true);
    }

    @Test
    void a_plain_program_ends_by_term() throws Exception {
        Child shim = start("echo up; sleep 600");

        Ending ending = ProcessTree.end(cookie, shim.pid(), GRACE, clock, this::shimIsGone);

        assertThat(ending).isEqualTo(new Ending(false, Set.of()));
        Shim.awaitEnd(folder);
        assertThat(Shim.look(folder)).isEqualTo(new ShimState.Ended(143));
    }

    @Test
    void one_that_ignores_term_is_killed_after_the_grace() throws Exception {
        Child shim = start("trap '' TERM; echo up; while :; do sleep 1; done");
        long start = clock.nanos();

        Ending ending = ProcessTree.end(cookie, shim.pid(), GRACE, clock, this::shimIsGone);

        assertThat(ending.killed()).isTrue();
        assertThat(ending.complete()).isTrue();
        assertThat(Duration.ofNanos(clock.nanos() - start)).isBetween(GRACE, Duration.ofSeconds(4));
        Shim.awaitEnd(folder);
        assertThat(Shim.look(folder)).isEqualTo(new ShimState.Ended(137));
    }

    @Test
    void one_that_cleans_up_on_term_is_given_the_time() throws Exception {
        Child shim =
                start(
                        "trap 'sleep 0.3; echo clean; exit 6' TERM; echo up; while :; do sleep 0.05; done");

        ProcessTree.end(cookie, shim.pid(), Duration.ofSeconds(10), clock, this::shimIsGone);

        Shim.awaitEnd(folder);
        assertThat(Shim.look(folder)).isEqualTo(new ShimState.Ended(6));
        assertThat(folder.resolve("log")).content().contains("clean");
    }

    @Test
    void a_double_fork_into_a_session_of_its_own_is_found_by_the_cookie() throws Exception {
        Child shim =
                start(
                        "(setsid sh -c 'trap \"\" TERM; echo $$ >daemon; exec sleep 600' &) ; echo up; sleep 600");
        long daemon = pidIn("daemon");

        assertThat(ProcessTree.of(cookie, shim.pid())).contains(daemon).doesNotContain(shim.pid());
        Ending ending = ProcessTree.end(cookie, shim.pid(), GRACE, clock, this::shimIsGone);

        assertThat(ending.complete()).isTrue();
        assertThat(lives(daemon)).isFalse();
    }

    @Test
    void a_child_that_cleared_its_environment_is_found_by_its_parent() throws Exception {
        Child shim =
                start("env -i /bin/sh -c 'echo $$ >bare; exec /bin/sleep 600' & echo up; wait");
        long bare = pidIn("bare");

        assertThat(ProcessTree.of(cookie, shim.pid())).contains(bare);
        ProcessTree.end(cookie, shim.pid(), GRACE, clock, this::shimIsGone);

        assertThat(lives(bare)).isFalse();
    }

    @Test
    void a_program_that_cleared_its_environment_is_found_by_the_shim() throws Exception {
        Child shim = start("echo up; exec env -i /bin/sleep 600");
        await().until(() -> !ProcessTree.of(cookie, shim.pid()).isEmpty());

        ProcessTree.end(cookie, shim.pid(), GRACE, clock, this::shimIsGone);

        assertThat(ProcessTree.of(cookie, shim.pid())).isEmpty();
        assertThat(FileLock.isHeld(folder.resolve("lock"))).isFalse();
    }

    @Test
    void a_child_seen_before_it_lost_its_parent_stays_known() throws Exception {
        Child shim =
                start(
                        """
                        env -i /bin/sh -c '/bin/sh -c "echo \\$\\$ >lost; exec /bin/sleep 600" &
                          while [ ! -e seen ]; do /bin/sleep 0.05; done' &
                        echo up; sleep 600\
                        """);
        long lost = pidIn("lost");
        TreeWatch watch = new TreeWatch(cookie, shim.pid());
        watch.look();
        assertThat(watch.known()).contains(lost);
        Files.createFile(folder.resolve("seen"));
        await().until(() ->
                ProcessEntry.of(lost).orElseThrow().parent() == 1
                        || !watch.known().contains(ProcessEntry.of(lost).orElseThrow().parent()));

        Ending ending = watch.end(GRACE, clock, this::shimIsGone);

        assertThat(ending.complete()).isTrue();
        assertThat(lives(lost)).isFalse();
    }

    @Test
    void children_born_while_the_tree_ends_are_ended_too() throws Exception {
        Child shim =
                start(
                        "trap 'for i in 1 2 3; do sleep 600 & done; sleep 0.2; exit 1' TERM; echo up; while :; do sleep 0.05; done");

        Ending ending =
                ProcessTree.end(cookie, shim.pid(), Duration.ofSeconds(5), clock, this::shimIsGone);

        assertThat(ending).isEqualTo(new Ending(false, Set.of()));
        assertThat(ProcessTree.of(cookie, shim.pid())).isEmpty();
    }

    @Test
    void a_stopped_program_is_killed() throws Exception {
        Child shim = start("echo up; kill -STOP $$; echo never");

        Ending ending =
                ProcessTree.end(
                        cookie, shim.pid(), Duration.ofMillis(200), clock, this::shimIsGone);

        assertThat(ending.complete()).isTrue();
    }

    @Test
    void a_cookie_is_a_whole_entry() throws Exception {
        Child shim = start("echo up; sleep 600");
        byte[] beginning = RawNames.bytes("FETTLE_RUN=");

        assertThat(ProcessTree.of(beginning, shim.pid())).isEmpty();
        assertThat(ProcessTree.of(cookie, shim.pid())).isNotEmpty();
    }

    @Test
    void a_number_given_out_again_is_not_taken_for_the_shims() throws Exception {
        start("echo up; sleep 600");

        // a shim's pid that is ours by now: our children are none of the run's
        Process ours = new ProcessBuilder("sleep", "600").start();
        try {
            assertThat(ProcessTree.of(cookie, ProcessHandle.current().pid()))
                    .doesNotContain(ours.pid());
        } finally {
            ours.destroyForcibly().waitFor();
        }
    }

    @Test
    void a_signal_is_for_one_process_and_not_for_its_number() throws Exception {
        Process process = new ProcessBuilder("sleep", "600").start();
        ProcessEntry entry = ProcessEntry.of(process.pid()).orElseThrow();
        ProcessEntry before =
                new ProcessEntry(entry.pid(), entry.parent(), entry.startTicks() - 1, false);

        assertThat(Signals.send(before, 9)).isFalse();
        assertThat(process.isAlive()).isTrue();
        assertThat(Signals.send(entry, 9)).isTrue();
        process.waitFor();
        assertThat(Signals.send(entry, 9)).isFalse();
    }

    private Child start(String script) throws IOException {
        Child child =
                Shim.start(
                        new ShimOrder(
                                folder,
                                List.of(
                                        RawNames.bytes("/bin/sh"),
                                        RawNames.bytes("-c"),
                                        RawNames.bytes(script)),
                                List.of(RawNames.bytes("PATH=/usr/bin:/bin"), cookie),
                                folder,
                                "022",
                                folder.resolve("log"),
                                ""));
        await().until(() -> Files.readString(folder.resolve("log")).contains("up"));
        return child;
    }

    private long pidIn(String file) {
        Path path = folder.resolve(file);
        await().until(() -> Files.exists(path) && Files.readString(path).endsWith("\n"));
        try {
            return Long.parseLong(Files.readString(path).strip());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private boolean shimIsGone() {
        try {
            return !FileLock.isHeld(folder.resolve("lock"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean lives(long pid) {
        return ProcessEntry.of(pid).filter(p -> !p.dead()).isPresent();
    }
}
