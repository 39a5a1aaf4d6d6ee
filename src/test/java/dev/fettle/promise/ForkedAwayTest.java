package dev.fettle.promise;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.LeftGroup;
import dev.fettle.kit.Processes;
import dev.fettle.kit.TestHome;
import dev.fettle.platform.ControlGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A program that forks away twice, with a session and an empty environment of its own, leaves
/// nothing by which it is known to be the run's but its control group.
class ForkedAwayTest {
    private static final String WORKS_ON = "while :; do sleep 0.1; done\n";

    @TempDir private Path place;
    @AutoClose private TestHome home;
    private Path pids;

    @BeforeEach
    void a_home_whose_program_forks_away() throws IOException {
        home = TestHome.in(place);
        pids = home.beside("pids");
        job("timeout: 2s", WORKS_ON);
    }

    private void job(String more, String rest) throws IOException {
        home.automation("job", "run: ./go.sh\n" + more)
                .script(
                        "job",
                        "env -i /usr/bin/setsid /bin/sh -c '/usr/bin/setsid /bin/sleep 1000 & echo $! >>%s'\n%s"
                                .formatted(pids, rest));
    }

    @Test
    void is_ended_with_its_run_where_a_group_was_left_to_the_daemon() throws Exception {
        try (var left = LeftGroup.marked();
                var _ = FettleProcess.up(home, left.inside())) {
            assertThat(FettleProcess.call(home, "doctor").out()).contains("control group");

            assertThat(FettleProcess.call(home, "run", "job").code()).isNotZero();

            assertThat(home.awaitRun("job").outcome()).contains("timed-out");
            assertThat(Processes.lives(forkedAway())).isFalse();
            assertThat(left.group().children())
                    .as("that of the run is taken away")
                    .extracting(ControlGroup::name)
                    .containsExactly("fettle");
        }
    }

    @Test
    void lives_on_without_one_and_where_it_was_left_to_nobody() throws Exception {
        try (var left = LeftGroup.unmarked();
                var _ = FettleProcess.up(home, left.inside())) {
            assertThat(FettleProcess.call(home, "doctor").out()).doesNotContain("control group");

            assertThat(FettleProcess.call(home, "run", "job").code()).isNotZero();

            assertThat(home.awaitRun("job").outcome()).contains("timed-out");
            assertThat(Processes.lives(forkedAway())).isTrue();
            assertThat(left.group().children()).isEmpty();
        }
    }

    @Test
    void is_ended_by_the_next_daemon_of_the_same_service() throws Exception {
        try (var left = LeftGroup.marked()) {
            killDaemonWhileItWorks(left);

            try (var _ = FettleProcess.up(home, left.inside())) {
                assertThat(home.awaitRun("job").outcome()).contains("timed-out");
            }
            assertThat(Processes.lives(forkedAway())).isFalse();
        }
    }

    @Test
    void is_ended_by_a_verb_that_takes_the_run_up_from_outside() throws Exception {
        try (var left = LeftGroup.marked()) {
            killDaemonWhileItWorks(left);

            assertThat(FettleProcess.call(home, "recover").code()).isZero();

            assertThat(home.awaitRun("job").outcome()).contains("timed-out");
            assertThat(Processes.lives(forkedAway())).isFalse();
        }
    }

    @Test
    void is_ended_where_the_shim_was_killed() throws Exception {
        try (var left = LeftGroup.marked();
                var _ = FettleProcess.up(home, left.inside());
                var _ = FettleProcess.start(home, "run", "job")) {
            until(() -> lines(pids).size() == 1);
            var started = home.workshop().state().runs().resolve(id()).resolve("started");
            Processes.signal("KILL", Long.parseLong(lines(started).getFirst()));

            assertThat(home.awaitRun("job").reason()).contains("its shim was killed");
            assertThat(Processes.lives(forkedAway())).isFalse();
        }
    }

    /// As it would without a group; the group goes once it has ended.
    @Test
    void lives_on_where_its_program_ended_by_itself() throws Exception {
        job("", "exit 0\n");
        try (var left = LeftGroup.marked()) {
            try (var _ = FettleProcess.up(home, left.inside())) {
                assertThat(FettleProcess.call(home, "run", "job").code()).isZero();
            }
            var group = left.group().child("run-" + id());
            assertThat(Processes.lives(forkedAway())).isTrue();
            assertThat(group.members()).containsExactly(forkedAway());

            home.workshop().desk().divide(left.group());
            home.workshop().desk().sweep();
            assertThat(group.exists()).isTrue();
            Processes.signal("KILL", forkedAway());
            until(() -> group.members().isEmpty());
            home.workshop().desk().sweep();
            assertThat(group.exists()).isFalse();
            assertThat(left.group().child("fettle").exists()).isTrue();
        }
    }

    private void killDaemonWhileItWorks(LeftGroup left) throws Exception {
        try (var daemon = FettleProcess.up(home, left.inside());
                var _ = FettleProcess.start(home, "run", "job")) {
            until(() -> lines(pids).size() == 1);
            daemon.kill9();
        }
        assertThat(Processes.lives(forkedAway())).isTrue();
    }

    private String id() throws IOException {
        return home.runs("job").getFirst().id();
    }

    private long forkedAway() throws IOException {
        assertThat(lines(pids)).hasSize(1);
        return Long.parseLong(Files.readString(pids).strip());
    }
}
