package dev.fettle.story;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.Processes;
import dev.fettle.kit.TestHome;
import dev.fettle.kit.TurnableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How a run ends before its program does: by its timeout, by Ctrl-C; and what a lost terminal does
/// not end. Each process of the program writes its number down.
class EndedRunsTest {
    private static final String FAMILY =
            """
            echo $$ >>../../pids
            sleep 1000 & echo $! >>../../pids
            setsid sleep 1000 & echo $! >>../../pids
            (sh -c 'echo $$ >>../../pids; exec sleep 1000' &)
            while [ ! -e ../../go ]; do sleep 0.02; done
            """;
    private static final int MEMBERS = 4;

    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_home_with_a_program_of_several_processes() throws IOException {
        home = TestHome.in(place, new TurnableClock());
        home.script("job", FAMILY);
    }

    @Test
    void a_timeout_ends_every_process_of_the_program() throws Exception {
        home.automation("job", "run: ./go.sh\ntimeout: 1s");

        var run = home.run("job");

        assertThat(run.outcome()).contains("timed-out");
        assertThat(run.reason().orElse("")).contains("longer than 1");
        assertThat(living()).isZero();
    }

    @Test
    void a_program_that_does_not_heed_the_end_is_killed() throws Exception {
        home.automation("job", "run: ./go.sh\ntimeout: 1s")
                .script("job", "trap '' TERM\n" + FAMILY);

        var run = home.run("job");

        assertThat(run.outcome()).contains("timed-out");
        assertThat(living()).isZero();
    }

    @Test
    void ctrl_c_cancels_the_run_and_waits_until_it_has_ended() throws Exception {
        home.automation("job", "run: ./go.sh");
        try (var verb = FettleProcess.start(home, "run", "job")) {
            awaitFamily();

            verb.signal("INT");

            assertThat(verb.awaitEnd().code()).isNotZero();
        }
        assertThat(home.runs("job").getFirst().outcome()).contains("cancelled");
        assertThat(living()).isZero();
        assertThat(home.status("job").health())
                .as("it says nothing of the automation")
                .isEqualTo("new");
    }

    @Test
    void ctrl_c_cancels_what_the_daemon_carries_out_too() throws Exception {
        home.automation("job", "run: ./go.sh");
        try (var _ = FettleProcess.up(home);
                var verb = FettleProcess.start(home, "run", "job")) {
            awaitFamily();

            verb.signal("INT");

            verb.awaitEnd();
            assertThat(home.awaitRun("job").outcome()).contains("cancelled");
        }
        assertThat(living()).isZero();
    }

    @Test
    void a_lost_terminal_leaves_the_run_to_be_adopted() throws Exception {
        home.automation("job", "run: ./go.sh");
        try (var verb = FettleProcess.start(home, "run", "job")) {
            awaitFamily();

            verb.signal("HUP");

            verb.awaitEnd();
        }
        assertThat(living()).isEqualTo(MEMBERS);
        assertThat(home.runs("job").getFirst().outcome()).isEmpty();

        Files.createFile(home.beside("go"));
        assertThat(FettleProcess.call(home, "recover").code()).isZero();
        assertThat(home.runs("job").getFirst().outcome()).contains("succeeded");
    }

    private void awaitFamily() {
        until(() -> lines(home.beside("pids")).size() == MEMBERS);
    }

    private long living() throws IOException {
        long living = 0;
        var pids = lines(home.beside("pids"));
        assertThat(pids).hasSize(MEMBERS);
        for (var pid : pids) {
            living += Processes.lives(Long.parseLong(pid)) ? 1 : 0;
        }
        return living;
    }
}
