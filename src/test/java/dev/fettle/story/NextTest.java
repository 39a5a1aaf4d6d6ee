package dev.fettle.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `fettle next --schedule`: what a text would mean, before it is written anywhere.
class NextTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_folder_that_is_no_home() throws Exception {
        home = TestHome.in(place);
        Files.delete(home.root().resolve("fettle.yaml"));
    }

    @Test
    void coming_slots_are_shown_in_local_time_with_what_summer_time_does_to_them()
            throws Exception {
        var next = next("daily at 02:30", "--timezone", "Europe/Berlin", "--limit", "3");

        assertThat(next.code()).as(next.err()).isZero();
        var lines = next.out().lines().toList();
        assertThat(lines.getFirst()).isEqualTo("in Europe/Berlin:");
        assertThat(lines.subList(1, 4))
                .allMatch(line -> line.matches("  [A-Z][a-z]{2} [0-9-]{10} 0[23]:[03]0 .*in .*"));
        assertThat(next.out())
                .contains("02:30 does not exist: 03:00", "02:30 occurs twice: the first time only");
    }

    @Test
    void json_holds_them_in_utc_and_nothing_else() throws Exception {
        var next = next("every 90s", "--schedule", "@reboot", "--limit", "2", "--json");

        assertThat(next.code()).as(next.err()).isZero();
        assertThat(next.json()).containsOnlyKeys("coming", "past").containsEntry("past", List.of());
        assertThat(String.valueOf(next.json().get("coming")))
                .matches("\\[(\\{automation=null, due=[0-9-]{10}T[0-9:]{8}Z\\}(, )?){2}\\]");
    }

    @Test
    void a_list_is_one_schedule_and_a_boot_is_named_beside_it() throws Exception {
        var next = next("at boot", "--schedule", "monday at 08:00", "--limit", "1");

        assertThat(next.out()).contains("after each boot", "Mon ").doesNotContain("Tue ");
        assertThat(next("at boot").out()).isEqualTo("after each boot of the machine, once\n");
    }

    @Test
    void every_wrong_text_is_told_with_a_caret_under_the_place() throws Exception {
        var next = next("daily at 25:00", "--schedule", "0 2 30 2 *");

        assertThat(next.code()).isEqualTo(2);
        assertThat(next.out()).isEmpty();
        assertThat(next.err())
                .contains(
                        """
                        --schedule:1:10: "25:00" is no time of day; right would be HH:MM from 00:00 to 23:59, as in daily at 02:30
                            daily at 25:00
                                     ^
                        """,
                        "--schedule:1:5: \"0 2 30 2 *\" never comes due");
    }

    @Test
    void a_wrong_zone_is_told_with_the_right_one() throws Exception {
        assertThat(next("@daily", "--timezone", "berlin").err()).contains("\"Europe/Berlin\"?");
        assertThat(next("@daily", "--timezone", "Europe/Berln").err())
                .contains("\"Europe/Berlin\"");
        var middleEarth = next("@daily", "--timezone", "Middle/Earth");
        assertThat(middleEarth.code()).isEqualTo(2);
        assertThat(middleEarth.err()).contains("no time zone", "an IANA name like Europe/Berlin");
    }

    @Test
    void without_a_schedule_or_with_none_to_show_it_could_not_be_done() throws Exception {
        assertThat(FettleProcess.call(home, "next").code()).isEqualTo(2);
        assertThat(FettleProcess.call(home, "next", "job").code()).isEqualTo(2);
        assertThat(next("@daily", "--limit", "0").code()).isEqualTo(2);
    }

    @Test
    void a_file_that_is_called_daily_has_nothing_to_do_with_it() throws Exception {
        Files.writeString(home.root().resolve("daily"), "monthly on 1 at 06:00");

        assertThat(next("@daily", "--limit", "2").out())
                .contains(" 00:00 ")
                .doesNotContain("06:00");
    }

    @Test
    void it_is_in_the_list_of_verbs_and_in_completion() throws Exception {
        assertThat(FettleProcess.call(home, "help", "--all").out()).contains("\n  next ");
        assertThat(FettleProcess.call(home, "completion", "bash").out())
                .contains("--schedule", "--timezone");
    }

    private FettleProcess.Ended next(String schedule, String... options) throws Exception {
        var arguments = new String[options.length + 3];
        arguments[0] = "next";
        arguments[1] = "--schedule";
        arguments[2] = schedule;
        System.arraycopy(options, 0, arguments, 3, options.length);
        return FettleProcess.call(home, arguments);
    }
}
