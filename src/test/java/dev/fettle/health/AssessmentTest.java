package dev.fettle.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.history.Run;
import dev.fettle.history.RunId;
import dev.fettle.history.Trigger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs are written as they are listed: the newest first.
class AssessmentTest {
    @Test
    void what_never_ran_is_new_and_without_a_reason() {
        assertThat(of()).isEqualTo(new Assessment(Health.NEW, Optional.empty()));
    }

    @Test
    void the_last_run_decides_where_runs_have_no_input_of_their_own() {
        assertThat(of(run("succeeded"), run("failed")).health()).isEqualTo(Health.OK);
        assertThat(of(run("failed"), run("succeeded")))
                .isEqualTo(new Assessment(Health.FAILING, Optional.of("failed: the reason")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "invalid", "timed-out", "blocked", "lost"})
    void every_bad_end_is_a_bad_sign(String outcome) {
        assertThat(of(run(outcome), run("succeeded")).health()).isEqualTo(Health.FAILING);
        assertThat(of(run(outcome)).health()).isEqualTo(Health.FAILING);
    }

    @Test
    void one_that_waits_for_what_may_stay_away_changes_nothing_and_is_named() {
        var waits = new Assessment.Recent(run("blocked", 0), Optional.empty(), true);
        var why = "blocked: the reason";
        assertThat(of(waits, run("succeeded")))
                .isEqualTo(new Assessment(Health.OK, Optional.of(why)));
        assertThat(of(waits)).isEqualTo(new Assessment(Health.NEW, Optional.of(why)));
        assertThat(of(waits, run("failed"), run("succeeded")))
                .isEqualTo(
                        new Assessment(Health.FAILING, Optional.of("failed: the reason; " + why)));
        assertThat(of(run("succeeded"), waits))
                .isEqualTo(new Assessment(Health.OK, Optional.empty()));
    }

    @Test
    void until_three_different_inputs_failed_in_a_row_it_is_their_fault() {
        assertThat(of(failed("a"), failed("b"), good("z")).health()).isEqualTo(Health.OK);
        assertThat(of(failed("a"), failed("b"), failed("a"), failed("b"), good("z")).health())
                .isEqualTo(Health.OK);
        assertThat(of(failed("a"), failed("b"), failed("c"), good("z")).health())
                .isEqualTo(Health.FAILING);
        assertThat(of(failed("a"), failed("b"), good("z"), failed("c")).health())
                .isEqualTo(Health.OK);
    }

    @Test
    void what_never_worked_fails_at_its_first_failure() {
        assertThat(of(failed("a")).health()).isEqualTo(Health.FAILING);
    }

    @Test
    void a_refused_input_is_never_the_automations_fault() {
        assertThat(of(refused("a")).health()).isEqualTo(Health.NEW);
        assertThat(of(refused("a"), refused("b"), refused("c"), good("z")).health())
                .isEqualTo(Health.OK);
    }

    @Test
    void a_missing_need_is_no_fault_of_the_input_that_met_it() {
        assertThat(of(input("blocked", "a", 0), good("z")).health()).isEqualTo(Health.FAILING);
    }

    @Test
    void inputs_that_wait_are_told_whatever_the_health() {
        assertThat(reason(1, 0)).contains("1 input set aside");
        assertThat(reason(2, 0)).contains("2 inputs set aside");
        assertThat(reason(0, 1)).contains("1 file waits for `fettle run job --all`");
        assertThat(reason(3, 60))
                .contains("3 inputs set aside; 60 files wait for `fettle run job --all`");
        var failing =
                new Assessment.Facts(
                        List.of(run("failed")), 1, 0, Optional.empty(), Optional.empty());
        assertThat(Assessment.of("job", failing).reason())
                .contains("failed: the reason; 1 input set aside");
    }

    @Test
    void a_watched_folder_that_is_missing_comes_before_all_else() {
        var facts =
                new Assessment.Facts(
                        List.of(good("a")),
                        2,
                        2,
                        Optional.of("the watched folder is missing: /media/card"),
                        Optional.empty());

        assertThat(Assessment.of("job", facts))
                .isEqualTo(
                        new Assessment(
                                Health.FAILING,
                                Optional.of("the watched folder is missing: /media/card")));
    }

    private static Assessment of(Assessment.Recent... recent) {
        return Assessment.of(
                "job",
                new Assessment.Facts(List.of(recent), 0, 0, Optional.empty(), Optional.empty()));
    }

    @Test
    void a_run_that_does_not_get_on_is_told_whatever_the_others_came_to() {
        var facts =
                new Assessment.Facts(
                        List.of(good("a")),
                        0,
                        0,
                        Optional.empty(),
                        Optional.of("the disk is full"));

        assertThat(Assessment.of("job", facts))
                .isEqualTo(
                        new Assessment(
                                Health.FAILING,
                                Optional.of("a run does not get on: the disk is full")));
    }

    private static Optional<String> reason(int setAside, int waiting) {
        var facts =
                new Assessment.Facts(
                        List.of(good("z")), setAside, waiting, Optional.empty(), Optional.empty());
        var assessment = Assessment.of("job", facts);
        assertThat(assessment.health()).isEqualTo(Health.OK);
        return assessment.reason();
    }

    private static Assessment.Recent run(String outcome) {
        return new Assessment.Recent(run(outcome, 1), Optional.empty(), false);
    }

    private static Assessment.Recent good(String input) {
        return input("succeeded", input, 1);
    }

    private static Assessment.Recent failed(String input) {
        return input("failed", input, 1);
    }

    /// By `accept`: its program never started.
    private static Assessment.Recent refused(String input) {
        return input("invalid", input, 0);
    }

    private static Assessment.Recent input(String outcome, String input, int attempts) {
        return new Assessment.Recent(
                run(outcome, attempts), Optional.of(Path.of("/inbox", input)), false);
    }

    private static Run run(String outcome, int attempts) {
        return new Run(
                1,
                RunId.random(),
                "job",
                Trigger.WATCH,
                Optional.empty(),
                false,
                "boot",
                Instant.EPOCH,
                Optional.of(Instant.EPOCH),
                Optional.empty(),
                attempts,
                Optional.of(outcome),
                Stream.of(outcome)
                        .filter(o -> !o.equals("succeeded"))
                        .map(_ -> "the reason")
                        .findFirst(),
                OptionalInt.empty(),
                Path.of("/log"),
                false);
    }
}
