package dev.fettle.promise;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.names;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.Processes;
import dev.fettle.kit.TestHome;
import dev.fettle.platform.FileLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Promise 1: a program works on when Fettle dies, and the next Fettle learns how it truly ended.
class RunsOutliveFettleTest {
    @TempDir private Path place;
    private TestHome home;
    private Path starts;
    private Path go;

    @BeforeEach
    void a_home_whose_program_works_until_the_test_lets_it_go() throws IOException {
        home = TestHome.in(place);
        starts = home.beside("starts");
        go = home.beside("go");
        home.automation(
                        "copy",
                        "watch: ../../inbox\nrun: ./go.sh {input} {output}\noutput: ../../site")
                .script(
                        "copy",
                        """
                        echo $$ >>../../starts
                        while [ ! -e ../../go ]; do sleep 0.02; done
                        cp "$1" "$2"
                        exit "$(cat ../../go)"
                        """);
    }

    @AfterEach
    void end() throws IOException {
        home.close();
    }

    @Test
    void a_program_that_ended_while_nobody_looked_is_known_by_its_exit_code() throws Exception {
        killDaemonWhileAProgramWorks();
        Files.writeString(go, "7");
        until(() -> !Processes.lives(program()));

        try (var _ = FettleProcess.up(home)) {
            var run = home.awaitRun("copy");

            assertThat(run.outcome()).contains("failed");
            assertThat(run.exitCode()).hasValue(7);
            assertThat(run.attempts()).isEqualTo(1);
        }
        assertThat(lines(starts)).hasSize(1);
        assertThat(names(home.site())).isEmpty();
    }

    @Test
    void a_program_that_ended_while_nobody_looked_ended_in_time() throws Exception {
        home.automation(
                "copy",
                "watch: ../../inbox\nrun: ./go.sh {input} {output}\noutput: ../../site\n"
                        + "timeout: 5s");
        killDaemonWhileAProgramWorks();
        Files.writeString(go, "0");
        until(() -> !Processes.lives(program()));
        long begun = System.nanoTime();
        until(() -> System.nanoTime() - begun > Duration.ofSeconds(5).toNanos());

        try (var _ = FettleProcess.up(home)) {
            assertThat(home.awaitRun("copy").outcome()).contains("succeeded");
        }
        assertThat(home.site().resolve("a.txt")).content().isEqualTo("a");
    }

    @Test
    void a_program_that_still_works_is_waited_for_and_its_output_published() throws Exception {
        killDaemonWhileAProgramWorks();

        try (var _ = FettleProcess.up(home)) {
            Files.writeString(go, "0");
            var run = home.awaitRun("copy");

            assertThat(run.outcome()).contains("succeeded");
            assertThat(run.attempts()).isEqualTo(1);
        }
        assertThat(lines(starts)).hasSize(1);
        assertThat(home.site().resolve("a.txt")).content().isEqualTo("a");
    }

    @Test
    void a_program_that_outlives_three_daemons_ends_right_and_once() throws Exception {
        home.drop("a.txt", "a");
        for (int daemons = 1; daemons <= 3; daemons++) {
            try (var daemon = FettleProcess.up(home)) {
                until(() -> lines(starts).size() == 1 && isTakenUp(daemon));
                daemon.kill9();
            }
            assertThat(Processes.lives(program())).as("after daemon %d", daemons).isTrue();
        }

        try (var daemon = FettleProcess.up(home)) {
            until(() -> isTakenUp(daemon));
            Files.writeString(go, "0");
            var run = home.awaitRun("copy");

            assertThat(run.outcome()).contains("succeeded");
            assertThat(run.attempts()).isEqualTo(1);
        }
        assertThat(lines(starts)).hasSize(1);
        assertThat(home.site().resolve("a.txt")).content().isEqualTo("a");
    }

    /// Whoever carries a run holds its automation's lock.
    private boolean isTakenUp(FettleProcess daemon) throws IOException {
        var lock = home.workshop().state().locks().resolve("copy.lock");
        return FileLock.holder(lock).equals(Optional.of(daemon.pid()));
    }

    @Test
    void a_verb_whose_daemon_dies_takes_up_what_it_waited_for() throws Exception {
        var input = Files.writeString(home.beside("b.txt"), "b");
        try (var daemon = FettleProcess.up(home);
                var verb = FettleProcess.start(home, "run", "copy", input.toString(), "--json")) {
            until(() -> lines(starts).size() == 1);
            daemon.kill9();
            Files.writeString(go, "0");

            var ended = verb.awaitEnd();

            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.json()).containsEntry("outcome", "succeeded");
        }
        assertThat(lines(starts)).hasSize(1);
        assertThat(home.site().resolve("b.txt")).content().isEqualTo("b");
    }

    @Test
    void a_killed_shim_is_told_and_its_program_ended_and_not_started_again() throws Exception {
        try (var _ = FettleProcess.up(home)) {
            home.drop("a.txt", "a");
            until(() -> lines(starts).size() == 1);
            Processes.signal("KILL", shim());

            var run = home.awaitRun("copy");

            assertThat(run.outcome()).contains("lost");
            assertThat(run.reason()).contains("its shim was killed");
            assertThat(Processes.lives(program())).isFalse();
            assertThat(home.status("copy").reason().orElse("")).contains("1 input set aside");
        }
        Files.writeString(go, "0");
        try (var _ = FettleProcess.up(home)) {
            home.drop("b.txt", "b");
            home.awaitRuns("copy", 2);
        }
        assertThat(lines(starts)).hasSize(2);
        assertThat(names(home.site())).containsExactly("b.txt");
    }

    /// One that left its session and one that cleared its environment were seen before.
    @Test
    void all_that_descends_from_a_killed_shim_is_ended() throws Exception {
        home.script(
                "copy",
                """
                sleep 1000 & echo $! >>../../starts
                setsid sleep 1000 & echo $! >>../../starts
                env -i /usr/bin/setsid /bin/sleep 1000 & echo $! >>../../starts
                (setsid sleep 1000 & echo $! >>../../starts)
                echo $$ >>../../starts
                exec sleep 1000
                """);
        try (var _ = FettleProcess.up(home)) {
            home.drop("a.txt", "a");
            until(() -> lines(starts).size() == 5);
            Processes.signal("KILL", shim());

            assertThat(home.awaitRun("copy").reason()).contains("its shim was killed");
        }
        for (var pid : lines(starts)) {
            assertThat(Processes.lives(Long.parseLong(pid))).as(pid).isFalse();
        }
    }

    private void killDaemonWhileAProgramWorks() throws Exception {
        try (var daemon = FettleProcess.up(home)) {
            home.drop("a.txt", "a");
            until(() -> lines(starts).size() == 1);
            daemon.kill9();
        }
        assertThat(Processes.lives(program())).isTrue();
    }

    private long program() throws IOException {
        return Long.parseLong(lines(starts).getFirst());
    }

    private long shim() throws IOException {
        var run = home.runs("copy").getFirst().id();
        var started = home.workshop().state().runs().resolve(run).resolve("started");
        return Long.parseLong(Files.readAllLines(started).getFirst());
    }
}
