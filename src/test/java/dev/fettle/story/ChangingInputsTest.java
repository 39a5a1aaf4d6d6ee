package dev.fettle.story;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.TestHome;
import dev.fettle.kit.TurnableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Inputs whose bytes change while their own run works: what came of the old bytes is thrown away,
/// and that has an end.
@Timeout(60)
class ChangingInputsTest {
    private final TurnableClock clock = new TurnableClock();

    @TempDir private Path place;
    @AutoClose private TestHome home;
    private Path input;

    @BeforeEach
    void a_home_whose_program_copies_its_input() throws IOException {
        home = TestHome.in(place, clock);
        home.automation(
                "copy", "watch: ../../inbox\nrun: ./go.sh {input} {output}\noutput: ../../site");
        input = home.drop("a", "old");
    }

    @Test
    void bytes_that_came_meanwhile_are_worked_on_by_the_same_run() throws Exception {
        program("[ $FETTLE_ATTEMPT = 1 ] && echo new >\"$1\"");

        var run = home.run("copy", input);

        assertThat(run.outcome()).contains("succeeded");
        assertThat(run.attempts()).isEqualTo(2);
        assertThat(run.inputs().getFirst()).containsEntry("size", 4L);
        assertThat(names(home.site())).as("nothing of the first attempt").containsExactly("of-2");
        assertThat(clock.ahead()).isZero();
    }

    @Test
    void what_went_wrong_with_bytes_that_are_gone_says_nothing() throws Exception {
        program("[ $FETTLE_ATTEMPT = 1 ] && echo new >\"$1\" && exit 7");

        var run = home.run("copy", input);

        assertThat(run.outcome()).contains("succeeded");
        assertThat(run.attempts()).isEqualTo(2);
    }

    @Test
    void after_the_third_attempt_in_vain_the_input_has_to_be_still_for_ten_seconds()
            throws Exception {
        program("[ $FETTLE_ATTEMPT -le 3 ] && echo $FETTLE_ATTEMPT >>\"$1\"");

        var run = home.run("copy", input);

        assertThat(run.outcome()).contains("succeeded");
        assertThat(run.attempts()).isEqualTo(4);
        assertThat(clock.ahead()).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(20));
    }

    @Test
    void an_input_that_changes_whenever_its_program_works_is_set_aside() throws Exception {
        program("echo $FETTLE_ATTEMPT >>\"$1\"");

        var run = home.run("copy", input);

        assertThat(run.outcome()).contains("invalid");
        assertThat(run.reason().orElse("")).contains("changed while each of 4 attempts worked");
        assertThat(lines(home.beside("starts"))).hasSize(4);
        assertThat(names(home.site())).isEmpty();
        assertThat(home.status("copy").reason().orElse("")).contains("1 input set aside");
    }

    @Test
    void an_input_that_its_program_takes_away_is_handled() throws Exception {
        program("mv \"$1\" ../../taken");

        var run = home.run("copy", input);

        assertThat(run.outcome()).contains("succeeded");
        assertThat(run.attempts()).isEqualTo(1);
        assertThat(names(home.inbox())).isEmpty();
    }

    @Test
    void a_program_that_mends_its_input_in_place_has_done_so_once_it_changes_nothing_more()
            throws Exception {
        home.automation("copy", "watch: ../../inbox\nrun: ./go.sh {input}");
        home.script("copy", "echo >>../../starts; sed -i s/old/new/ \"$1\"");

        var run = home.run("copy", input);

        assertThat(run.outcome()).contains("succeeded");
        assertThat(input).content().isEqualTo("new");
        assertThat(lines(home.beside("starts"))).hasSize(2);
        assertThat(home.runArrived("copy")).isEmpty();
    }

    /// Whoever waits for the file finds it changed at each look.
    @Test
    void an_input_that_somebody_writes_to_for_more_than_an_hour_is_set_aside() throws Exception {
        program("echo $FETTLE_ATTEMPT >>\"$1\"");
        clock.whenSomebodySleeps(() -> append("more"));

        var run = home.run("copy", input);

        assertThat(run.outcome()).contains("invalid");
        assertThat(run.reason()).contains("still being written after an hour");
        assertThat(run.attempts()).isEqualTo(3);
        assertThat(clock.ahead()).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
        assertThat(names(home.site())).isEmpty();
        assertThat(home.status("copy").reason().orElse("")).contains("1 input set aside");
    }

    @Test
    void an_input_that_is_still_at_last_is_worked_on_within_the_hour() throws Exception {
        program("[ $FETTLE_ATTEMPT -le 3 ] && echo $FETTLE_ATTEMPT >>\"$1\"");
        clock.whenSomebodySleeps(() -> {
            if (clock.ahead().compareTo(Duration.ofMinutes(59)) < 0) {
                append("more");
            }
        });

        var run = home.run("copy", input);

        assertThat(run.outcome()).contains("succeeded");
        assertThat(run.attempts()).isEqualTo(4);
        assertThat(clock.ahead()).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60));
    }

    /// By rename, a link takes the file's place while the program reads it.
    @Test
    void what_became_a_link_to_somebody_elses_file_meanwhile_is_never_published() throws Exception {
        home.script(
                "copy",
                """
                ln -s /etc/passwd ../../link; mv -T ../../link "$1"
                cp "$1" "$2"
                """);

        var run = home.run("copy", input);

        assertThat(run.outcome()).contains("invalid");
        assertThat(run.reason().orElse("")).contains("a link took its place");
        assertThat(run.attempts()).isEqualTo(1);
        assertThat(names(home.site())).isEmpty();
    }

    private void append(String text) {
        try {
            Files.writeString(input, text, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void program(String first) throws IOException {
        home.script(
                "copy",
                """
                echo >>../../starts
                cp "$1" "$2/of-$FETTLE_ATTEMPT"
                %s
                exit 0
                """
                        .formatted(first));
        assertThat(Files.exists(input)).isTrue();
    }
}
