package dev.fettle.story;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.log;
import static dev.fettle.kit.TestHome.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import dev.fettle.kit.TurnableClock;
import dev.fettle.notation.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `fettle run`: a program is started now, tried again where that was asked for, and believed once
/// its output was checked.
class RunByHandTest {
    private final TurnableClock clock = new TurnableClock();

    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_home() throws IOException {
        home = TestHome.in(place, clock);
    }

    @Test
    void the_json_of_a_run_has_every_key_and_its_exit_code_tells_how_it_went() throws Exception {
        home.automation("job", "run: echo out; echo err >&2; exit 3");

        var ended = FettleProcess.call(home, "run", "job", "--json");

        assertThat(ended.code()).as(ended.err()).isEqualTo(1);
        assertThat(ended.json())
                .containsOnlyKeys(
                        "id",
                        "automation",
                        "trigger",
                        "due",
                        "outcome",
                        "reason",
                        "exitCode",
                        "startedAt",
                        "durationMs",
                        "attempts",
                        "inputs",
                        "published",
                        "checks",
                        "log")
                .containsEntry("outcome", "failed")
                .containsEntry("exitCode", 3L)
                .containsEntry("trigger", "hand")
                .containsEntry("attempts", 1L)
                .containsEntry("due", null);
        assertThat(log(home.runs("job").getFirst())).isEqualTo("out\nerr\n");
    }

    @Test
    void an_input_whose_name_begins_with_an_at_sign_is_that_file_and_no_list_of_arguments()
            throws Exception {
        home.automation("job", "run: cat {input}");
        Files.writeString(home.root().resolve("@list"), "mine");
        Files.writeString(home.root().resolve("list"), "other");

        var ended = FettleProcess.call(home, "run", "job", "@list");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(log(home.runs("job").getFirst())).isEqualTo("mine");
    }

    @Test
    void what_failed_is_tried_again_as_often_as_stated_with_a_clean_output_folder()
            throws Exception {
        home.automation(
                        "job",
                        "run: ./go.sh {output}\noutput: ../../site\nretry: {times: 2, wait: 1s}")
                .script("job", "echo x >\"$1/from-$FETTLE_ATTEMPT\"\n[ $FETTLE_ATTEMPT = 3 ]\n");

        var run = home.run("job");

        assertThat(run.outcome()).contains("succeeded");
        assertThat(run.attempts()).isEqualTo(3);
        assertThat(names(home.site())).containsExactly("from-3");
        assertThat(clock.ahead()).isGreaterThanOrEqualTo(Duration.ofSeconds(1 + 2));
    }

    @Test
    void what_goes_on_failing_fails_once_its_retries_are_used_up() throws Exception {
        home.automation("job", "run: exit 9\nretry: 1");

        var run = home.run("job");

        assertThat(run.outcome()).contains("failed");
        assertThat(run.exitCode()).hasValue(9);
        assertThat(run.attempts()).isEqualTo(2);
        assertThat(home.status("job").health()).isEqualTo("failing");
        assertThat(home.status("job").reason()).contains("failed: exit code 9");
    }

    @Test
    void exit_code_75_asks_for_three_more_attempts_a_minute_apart_and_longer() throws Exception {
        home.automation("job", "run: exit 75");

        var run = home.run("job");

        assertThat(run.exitCode()).hasValue(75);
        assertThat(run.attempts()).isEqualTo(4);
        assertThat(clock.ahead())
                .isBetween(Duration.ofMinutes(1 + 2 + 4), Duration.ofMinutes(1 + 2 + 4 + 1));
    }

    @Test
    void output_that_its_checks_refuse_is_not_published() throws Exception {
        home.automation(
                "job",
                "run: echo '{' >{output}/a.json; echo 1 >{output}/b.json\noutput: ../../site");

        var run = home.run("job");

        assertThat(run.outcome()).contains("invalid");
        assertThat(run.reason().orElse("")).contains("a.json");
        assertThat(names(home.site())).isEmpty();
    }

    @Test
    void a_dry_run_checks_and_publishes_nothing_and_counts_for_nothing() throws Exception {
        home.automation("job", "run: echo 1 >{output}/a.json\noutput: ../../site");

        var run = home.dryRun("job");

        assertThat(run.outcome()).contains("succeeded");
        assertThat(run.checks()).isNotEmpty();
        assertThat(run.published()).isEmpty();
        assertThat(names(home.site())).isEmpty();
        assertThat(home.status("job").health()).isEqualTo("new");
        assertThat(home.status("job").lastGood()).isEmpty();
    }

    @Test
    void an_input_is_given_as_it_lies_there_and_never_touched() throws Exception {
        home.automation("copy", "run: cp {input} {output}/copy\noutput: ../../site");
        var input = Files.writeString(home.beside("in put.txt"), "text");

        var run = home.run("copy", input);

        assertThat(run.inputs())
                .singleElement()
                .satisfies(i -> assertThat(i).containsEntry("size", 4L));
        assertThat(home.site().resolve("copy")).content().isEqualTo("text");
        assertThat(input).content().isEqualTo("text");
    }

    @Test
    void what_cannot_be_run_as_it_was_asked_for_is_refused_before_anything_starts()
            throws Exception {
        home.automation("copy", "run: ./go.sh {input}").script("copy", "echo >>../../starts");

        assertThatThrownBy(() -> home.run("copy"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("needs an input");
        assertThatThrownBy(() -> home.run("copy", home.beside("gone")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("there is no file");
        assertThatThrownBy(() -> home.run("coppy"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("did you mean \"copy\"?");
        assertThat(FettleProcess.call(home, "run", "copy").code()).isEqualTo(2);
        assertThat(lines(home.beside("starts"))).isEmpty();
        assertThat(home.runs("copy")).isEmpty();
    }
}
