package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TimedCheckTest {
    private static final Duration A_MINUTE = Duration.ofSeconds(60);

    @TempDir private Path temp;
    private final TurnedClock clock = new TurnedClock();
    private Results results;

    @BeforeEach
    void results() throws Exception {
        results = Results.in(temp).with(clock);
    }

    /// Its tree: a shell, a child that left its session and is deaf to being asked, a grandchild.
    @Test
    void a_command_that_hangs_is_ended_with_its_whole_tree_after_a_minute() throws Exception {
        var pids = results.automation().resolve("pids");
        Files.writeString(
                results.automation().resolve("hang"),
                """
                setsid sh -c 'trap "" TERM HUP; sleep 1000 & echo $! >>pids; echo $$ >>pids; wait' &
                echo $$ >>pids
                wait
                """);

        var verdict = inBackground("command: sh ./hang");
        await().until(() -> Files.exists(pids) && Files.readAllLines(pids).size() == 3);
        assertThat(Files.readAllLines(pids)).allMatch(TimedCheckTest::lives);
        clock.turn(A_MINUTE);

        var finding = verdict.get().findings().getFirst();
        assertThat(finding.passed()).isEmpty();
        assertThat(finding.code()).contains("too-slow");
        assertThat(finding.detail()).contains("command: not done after 60 s");
        await().until(() -> Files.readAllLines(pids).stream().noneMatch(TimedCheckTest::lives));
    }

    @Test
    void a_command_is_ended_when_nobody_waits_for_the_verdict_any_more() throws Exception {
        var pids = results.automation().resolve("pids");
        var waiting = new FutureTask<>(() -> results.verdict("command: echo $$ >pids; sleep 1000"));
        var thread = Thread.ofPlatform().start(waiting);
        await().until(() -> Files.exists(pids) && Files.readAllLines(pids).size() == 1);

        thread.interrupt();

        assertThatThrownBy(waiting::get).hasCauseInstanceOf(InterruptedException.class);
        await().until(() -> Files.readAllLines(pids).stream().noneMatch(TimedCheckTest::lives));
    }

    @Test
    void before_the_minute_is_over_it_is_waited_for() throws Exception {
        var started = results.automation().resolve("started");
        var end = results.automation().resolve("end");

        var verdict =
                inBackground(
                        "command: touch started; while [ ! -e end ]; do sleep 0.02; done; exit 4");
        await().until(() -> Files.exists(started));
        clock.turn(A_MINUTE.minusSeconds(20));
        Files.createFile(end);

        assertThat(verdict.get().reason().orElseThrow()).startsWith("exit code 4; expected: ");
    }

    /// There are more ways to cut the letters into ones and twos than there are nanoseconds.
    @Test
    void an_expression_without_end_is_given_up() throws Exception {
        results.write("a.txt", "a".repeat(100));
        var searching = "check text";

        var verdict = inBackground("text: {matches: '^(a|aa)+\\1!$'}");
        await().until(() -> threads(searching) > 0);
        clock.turn(A_MINUTE);

        assertThat(verdict.get().reason()).contains("text: not done after 60 s");
        await().until(() -> threads(searching) == 0);
    }

    @Test
    void each_check_has_a_minute_of_its_own() throws Exception {
        var first = results.automation().resolve("first");
        var second = results.automation().resolve("second");

        var verdict =
                inBackground(
                        "command: touch first; while [ ! -e end1 ]; do sleep 0.02; done",
                        "command: touch second; while [ ! -e end2 ]; do sleep 0.02; done");
        await().until(() -> Files.exists(first));
        clock.turn(A_MINUTE.dividedBy(2));
        Files.createFile(results.automation().resolve("end1"));
        await().until(() -> Files.exists(second));
        clock.turn(A_MINUTE.dividedBy(2));
        Files.createFile(results.automation().resolve("end2"));

        assertThat(verdict.get().holds()).isTrue();
    }

    @Test
    void a_check_that_needs_more_memory_than_there_is_cannot_be_made() throws Exception {
        var verdict =
                Checks.verdict(
                        List.of(new Greedy(), Results.parse("count: {min: 0}").getFirst()),
                        results.evidence(),
                        clock);

        assertThat(verdict.unmade()).isTrue();
        assertThat(verdict.reason()).contains("greedy: there is not enough memory for it");
        assertThat(verdict.findings()).hasSize(2);
    }

    /// Needs 32 GB in two pieces.
    private record Greedy() implements Check {
        @Override
        public String name() {
            return "greedy";
        }

        @Override
        public List<Finding> examine(Evidence evidence) {
            long[][] much = {new long[Integer.MAX_VALUE - 8], new long[Integer.MAX_VALUE - 8]};
            return List.of(Finding.passed(name(), Optional.empty(), much.length + " pieces"));
        }
    }

    private Future<Verdict> inBackground(String... checks) {
        var verdict = new FutureTask<>(() -> results.verdict(checks));
        Thread.ofVirtual().start(verdict);
        return verdict;
    }

    private static boolean lives(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isPresent();
    }

    private static long threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().equals(name))
                .count();
    }
}
