package dev.fettle.promise;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.Processes;
import dev.fettle.kit.TestHome;
import dev.fettle.verb.RunView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Promise 1 where the machine dies under a run: it is told, an input is tried once more, and what
/// a person asked for is not. The machine's death is all of its processes killed, and another boot
/// id in what they left.
class MachineDiedTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;
    private Path starts;

    @BeforeEach
    void a_home_whose_program_works_until_the_test_lets_it_go() throws IOException {
        home = TestHome.in(place);
        starts = home.beside("starts");
        home.script(
                "job",
                """
                echo $$ >>../../starts
                while [ ! -e ../../go ]; do sleep 0.02; done
                """);
    }

    @Test
    void a_watched_input_is_handled_by_a_new_run() throws Exception {
        watched();
        home.drop("a", "a");
        upUntilTheMachineDies(1);
        Files.createFile(home.beside("go"));

        try (var _ = FettleProcess.up(home)) {
            var runs = home.awaitRuns("job", 2);

            assertThat(runs.getFirst().outcome()).contains("lost");
            assertThat(runs.getFirst().reason()).contains("the machine was shut down");
            assertThat(runs.getLast().outcome()).contains("succeeded");
        }
        assertThat(lines(starts)).hasSize(2);
        assertThat(home.status("job").health()).isEqualTo("ok");
    }

    @Test
    void what_is_lost_twice_in_a_row_may_be_what_kills_the_machine_and_is_set_aside()
            throws Exception {
        watched();
        home.drop("a", "a");
        upUntilTheMachineDies(1);
        upUntilTheMachineDies(2);
        Files.createFile(home.beside("go"));

        try (var _ = FettleProcess.up(home)) {
            home.drop("b", "b");
            assertThat(home.awaitRuns("job", 3))
                    .extracting(RunView::outcome)
                    .containsExactly(
                            Optional.of("lost"), Optional.of("lost"), Optional.of("succeeded"));
            assertThat(home.status("job").reason().orElse("")).contains("1 input set aside");
        }
        assertThat(lines(starts)).hasSize(3);
    }

    @Test
    void a_slot_has_another_run() throws Exception {
        home.automation("job", "schedule: every 2s\nrun: ./go.sh");
        upUntilTheMachineDies(1);
        Files.createFile(home.beside("go"));
        var due = home.runs("job").getLast().due();

        try (var _ = FettleProcess.up(home)) {
            until(() -> outcomes(due).equals(List.of("lost", "succeeded")));
        }
    }

    @Test
    void a_slot_has_no_other_run_where_it_says_stop() throws Exception {
        home.automation("job", "schedule: every 2s\nlost: stop\nrun: ./go.sh");
        upUntilTheMachineDies(1);
        Files.createFile(home.beside("go"));
        var due = home.runs("job").getLast().due();

        try (var _ = FettleProcess.up(home)) {
            until(() -> lines(starts).size() > 2);
            assertThat(outcomes(due)).containsExactly("lost");
        }
    }

    /// Of the runs of one slot, the oldest first.
    private List<String> outcomes(Optional<Instant> due) throws IOException {
        return home.runs("job").reversed().stream()
                .filter(run -> run.due().equals(due))
                .map(run -> run.outcome().orElse("working"))
                .toList();
    }

    @Test
    void what_a_person_asked_for_is_told_as_lost_and_not_done_again() throws Exception {
        home.automation("job", "run: ./go.sh");
        try (var verb = FettleProcess.start(home, "run", "job")) {
            until(() -> lines(starts).size() == 1);
            verb.kill9();
            theMachineDies();
        }
        assertThat(FettleProcess.call(home, "recover").code()).isZero();

        assertThat(home.runs("job"))
                .singleElement()
                .satisfies(run -> assertThat(run.outcome()).contains("lost"));
        assertThat(lines(starts)).hasSize(1);
        assertThat(home.status("job").health()).isEqualTo("failing");
    }

    @Test
    void what_a_program_left_in_staging_may_be_torn_and_is_not_published() throws Exception {
        watched();
        home.drop("a", "a");
        try (var daemon = FettleProcess.up(home)) {
            until(() -> lines(starts).size() == 1);
            daemon.kill9();
        }
        theProgramEndsAndThenTheMachineDies();

        try (var _ = FettleProcess.up(home)) {
            assertThat(home.awaitRuns("job", 2))
                    .extracting(RunView::outcome)
                    .containsExactly(Optional.of("lost"), Optional.of("succeeded"));
        }
    }

    @Test
    void how_a_program_ended_that_left_nothing_in_staging_is_known() throws Exception {
        home.automation("job", "run: ./go.sh");
        try (var verb = FettleProcess.start(home, "run", "job")) {
            until(() -> lines(starts).size() == 1);
            verb.kill9();
        }
        theProgramEndsAndThenTheMachineDies();
        assertThat(FettleProcess.call(home, "recover").code()).isZero();

        assertThat(home.runs("job")).singleElement().matches(RunView::succeeded);
        assertThat(lines(starts)).hasSize(1);
    }

    private void theProgramEndsAndThenTheMachineDies() throws Exception {
        Files.createFile(home.beside("go"));
        var run = home.workshop().state().runs().resolve(home.runs("job").getFirst().id());
        until(() -> Files.readString(run.resolve("started")).endsWith("  0\n"));
        anotherBoot();
    }

    private void watched() throws IOException {
        home.automation(
                "job",
                "watch: ../../inbox\nrun: ./go.sh {input}\noutput: ../../site\n"
                        + "check: [{count: {min: 0}}]\nparallel: 1");
    }

    private void upUntilTheMachineDies(int count) throws Exception {
        try (var daemon = FettleProcess.up(home)) {
            until(() -> lines(starts).size() == count);
            daemon.kill9();
        }
        theMachineDies();
    }

    private void theMachineDies() throws Exception {
        var run = home.runs("job").getFirst();
        var folder = home.workshop().state().runs().resolve(run.id());
        var shim = Files.readAllLines(folder.resolve("started")).getFirst();
        for (var pid : List.of(shim, lines(starts).getLast())) {
            Processes.signal("KILL", Long.parseLong(pid));
        }
        anotherBoot();
    }

    private void anotherBoot() throws IOException {
        home.workshop()
                .store()
                .write(sql -> sql.update("UPDATE run SET boot = 'another' WHERE outcome IS NULL"));
    }
}
