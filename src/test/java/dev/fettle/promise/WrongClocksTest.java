package dev.fettle.promise;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.names;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.Processes;
import dev.fettle.kit.TestHome;
import dev.fettle.kit.WrongClock;
import dev.fettle.verb.RunView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The wall clock jumps under a working daemon, or the daemon stands still (SIGSTOP): timeouts
/// count the time that nobody can set, runs stay in their order, and nothing is lost.
class WrongClocksTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;
    private WrongClock clock;

    @BeforeEach
    void a_home_whose_program_works_until_the_test_lets_it_go() throws IOException {
        home = TestHome.in(place);
        clock = WrongClock.in(home);
        home.automation(
                        "copy",
                        "watch: ../../inbox\nrun: ./go.sh {input} {output}\noutput: ../../site\n"
                                + "timeout: 30s")
                .script(
                        "copy",
                        """
                        echo "$1" >>../../starts
                        cp "$1" "$2"
                        while [ ! -e "../../go-$(basename "$1")" ]; do sleep 0.02; done
                        """);
    }

    @Test
    void the_clock_set_back_an_hour_and_to_2038_and_back() throws Exception {
        try (var _ = clock.up()) {
            long real = Instant.now().getEpochSecond();
            handle("a", "-1h");
            handle("b", "+4400d");
            handle("c", "+0");
            handle("d", "+0");

            var runs = home.runs("copy").reversed();
            assertThat(runs.stream().map(RunView::outcome))
                    .containsOnly(Optional.of("succeeded"))
                    .hasSize(4);
            assertThat(runs.stream().map(RunView::id)).doesNotHaveDuplicates();
            assertThat(runs.stream().map(run -> hoursFrom(real, run)))
                    .as("the clock was really wrong")
                    .containsExactly(0L, -1L, 4400L * 24, 0L);
            assertThat(home.status("copy").health()).isEqualTo("ok");
            assertThat(runs.stream().map(run -> Path.of(run.log()))).allMatch(Files::exists);
        }
        assertThat(names(home.site())).containsExactly("a", "b", "c", "d");
        assertThat(lines(home.beside("starts"))).hasSize(4);
    }

    @Test
    void a_timeout_comes_in_its_time_though_the_clock_was_set_back() throws Exception {
        home.automation(
                "copy",
                "watch: ../../inbox\nrun: ./go.sh {input} {output}\noutput: ../../site\n"
                        + "timeout: 2s");
        try (var _ = clock.up()) {
            home.drop("a", "a");
            until(() -> lines(home.beside("starts")).size() == 1);
            clock.set("-1h");

            assertThat(home.awaitRun("copy").outcome()).contains("timed-out");
        }
    }

    @Test
    void a_daemon_that_is_stopped_for_longer_than_a_timeout() throws Exception {
        stopped(Duration.ofSeconds(7));
    }

    @Test
    @Tag("long")
    @Tag("long-machine")
    void a_daemon_that_is_stopped_for_a_minute() throws Exception {
        stopped(Duration.ofMinutes(1));
    }

    /// What ended in time though nobody looked was in time; what still works is ended at once.
    private void stopped(Duration duration) throws Exception {
        home.automation(
                "copy",
                "watch: ../../inbox\nparallel: 2\nrun: ./go.sh {input} {output}\n"
                        + "output: ../../site\ntimeout: 6s");
        try (var daemon = FettleProcess.up(home)) {
            home.drop("ends", "1");
            home.drop("hangs", "1");
            until(() -> lines(home.beside("starts")).size() == 2);
            Processes.signal("STOP", daemon.pid());
            Files.createFile(home.beside("go-ends"));
            long until = System.nanoTime() + duration.toNanos();
            for (int n = 0; n < 20; n++) {
                home.drop("later" + n, "1");
                Files.createFile(home.beside("go-later" + n));
            }
            await().atMost(duration.plus(TestHome.PATIENCE)).until(() -> System.nanoTime() > until);
            Processes.signal("CONT", daemon.pid());

            until(() -> names(home.site()).size() == 21);
            until(() -> outcome("hangs").isPresent());
            assertThat(outcome("hangs")).contains("timed-out");
            assertThat(outcome("ends")).contains("succeeded");
        }
        assertThat(lines(home.beside("starts"))).doesNotHaveDuplicates();
    }

    private Optional<String> outcome(String input) throws IOException {
        return home.runs("copy").stream()
                .filter(run -> run.inputs().toString().contains("/" + input + ","))
                .findFirst()
                .flatMap(RunView::outcome);
    }

    /// Drops an input, and sets the clock while its run works.
    private void handle(String name, String clockMeanwhile) throws Exception {
        int before = lines(home.beside("starts")).size();
        home.drop(name, name);
        until(() -> lines(home.beside("starts")).size() == before + 1);
        clock.set(clockMeanwhile);
        Files.createFile(home.beside("go-" + name));
        until(() -> names(home.site()).contains(name));
        home.awaitRuns("copy", before + 1);
    }

    private static long hoursFrom(long real, RunView run) {
        long ahead = run.startedAt().orElseThrow().getEpochSecond() - real;
        return Math.round(ahead / 3600.0);
    }
}
