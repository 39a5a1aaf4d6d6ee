package dev.fettle.story;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.log;
import static dev.fettle.kit.TestHome.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import dev.fettle.verb.RunView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `per: batch`: what arrived together is one run.
class BatchesTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_home_that_makes_one_file_of_many() throws IOException {
        home = TestHome.in(place);
        home.automation(
                        "join",
                        """
                        watch: {folder: ../../inbox, per: batch, settle: 300ms}
                        run: [./go.sh, "{output}", "{input}"]
                        output: ../../site
                        """)
                .script(
                        "join",
                        """
                        to=$1; shift
                        tr '\\0' '\\n' <"$FETTLE_INPUTS" | sed 's|.*/||'
                        echo "${FETTLE_INPUT-no single input}"
                        cat "$@" >"$to/joined"
                        """);
    }

    @Test
    void what_arrived_together_is_one_run_with_all_of_it() throws Exception {
        try (var _ = FettleProcess.up(home)) {
            home.drop("a", "1\n");
            home.drop("b c", "2\n");
            home.drop("d", "3\n");

            var run = home.awaitRun("join");

            assertThat(run.inputs()).hasSize(3);
            assertThat(lines(home.site().resolve("joined"))).containsExactly("1", "2", "3");
            assertThat(log(run).lines()).containsExactly("a", "b c", "d", "no single input");

            home.drop("e", "4\n");

            assertThat(home.awaitRuns("join", 2).getLast().inputs()).hasSize(1);
            assertThat(lines(home.site().resolve("joined"))).containsExactly("4");
        }
    }

    @Test
    void more_than_five_hundred_are_several_runs_one_after_the_other() throws Exception {
        home.automation(
                "join",
                """
                watch: {folder: ../../inbox, per: batch, settle: 300ms, existing: handle}
                run: [./go.sh, "{output}", "{input}"]
                output: ../../site
                """);
        for (int n = 0; n < 1_001; n++) {
            Files.writeString(home.inbox().resolve("%04d".formatted(n)), n + "\n");
        }
        try (var _ = FettleProcess.up(home)) {
            var runs = home.awaitRuns("join", 3);

            assertThat(runs).allMatch(RunView::succeeded);
            assertThat(runs).extracting(run -> run.inputs().size()).containsExactly(500, 500, 1);
        }
        for (var each : names(home.inbox())) {
            Files.delete(home.inbox().resolve(each));
        }
        for (int n = 0; n < 501; n++) {
            home.drop("again %03d".formatted(n), n + "\n");
        }

        assertThat(home.runArrived("join"))
                .as("by hand")
                .extracting(run -> run.inputs().size())
                .containsExactly(500, 1);
    }

    @Test
    void an_empty_file_waits_for_ten_seconds_and_holds_up_no_other() throws Exception {
        try (var _ = FettleProcess.up(home)) {
            home.drop("empty", "");
            home.drop("filled later", "");
            home.drop("a", "1\n");

            assertThat(home.awaitRun("join").inputs()).hasSize(1);
            home.drop("filled later", "2\n");
            assertThat(home.awaitRuns("join", 2).getLast().inputs()).hasSize(1);
            var empty = home.awaitRuns("join", 3).getLast();

            assertThat(empty.inputs().toString()).contains("/empty");
            var first = home.runs("join").getLast().startedAt().orElseThrow();
            assertThat(Duration.between(first, empty.startedAt().orElseThrow()))
                    .isGreaterThan(Duration.ofSeconds(8));
        }
    }

    @Test
    void a_batch_that_failed_is_taken_up_again_by_hand() throws Exception {
        home.script("join", "exit 1");
        home.drop("a", "1\n");
        home.drop("b", "2\n");
        assertThat(home.runArrived("join").getFirst().outcome()).contains("failed");
        assertThat(home.status("join").reason().orElse("")).contains("2 inputs set aside");

        home.script("join", "shift; cat \"$@\" >\"$FETTLE_OUTPUT/joined\"");
        var again = home.runArrived("join");

        assertThat(again).singleElement().satisfies(r -> assertThat(r.inputs()).hasSize(2));
        assertThat(lines(home.site().resolve("joined"))).containsExactly("1", "2");
        assertThat(home.runArrived("join")).isEmpty();
    }
}
