package dev.fettle.story;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.names;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the user puts to rest, and what he says that he knows.
class PausedTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_job_and_a_watched_folder() throws IOException {
        home = TestHome.in(place);
        home.automation("job", "run: ./go.sh")
                .script("job", "echo >>../../starts; [ ! -e ../../bad ]");
        home.automation(
                        "copy",
                        "watch: ../../inbox\nrun: ./go.sh {input} {output}\noutput: ../../site")
                .script("copy", "cp \"$1\" \"$2\"");
    }

    @Test
    void inputs_of_what_rests_wait_and_are_handled_when_it_is_resumed() throws Exception {
        try (var _ = FettleProcess.up(home)) {
            assertThat(call("pause", "copy")).contains("copy rests");
            home.drop("a", "a");
            home.drop("b", "b");
            until(() -> call("status").contains("paused"));
            // Somebody else's input comes and goes meanwhile: time enough for these two.
            home.automation(
                    "other", "watch: ../../other\nrun: cp {input} {output}\noutput: ../../site2");
            Files.createDirectories(home.beside("other"));
            Files.writeString(home.beside("other").resolve("x"), "x");
            home.awaitRun("other");
            assertThat(names(home.site())).isEmpty();
            assertThat(home.runs("copy")).isEmpty();

            assertThat(call("resume", "copy")).contains("copy works again");

            home.awaitRuns("copy", 2);
            assertThat(names(home.site())).containsExactly("a", "b");
        }
    }

    @Test
    void a_time_of_day_is_that_of_the_homes_clocks() throws Exception {
        Files.writeString(
                home.root().resolve("fettle.yaml"), "web: off\ntimezone: Pacific/Kiritimati\n");

        assertThat(call("pause", "job", "--until", "18:00"))
                .contains(" 18:00 (Pacific/Kiritimati)");
    }

    @Test
    void a_pause_outlives_the_daemon_and_a_run_by_hand_works_in_it() throws Exception {
        call("pause", "job", "--note", "moving house");
        try (var _ = FettleProcess.up(home)) {
            assertThat(FettleProcess.call(home, "run", "job").code()).isZero();

            assertThat(lines(home.beside("starts"))).hasSize(1);
            var status = FettleProcess.call(home, "status", "job");
            assertThat(status.code()).isZero();
            assertThat(status.out()).contains("paused", "moving house");
        }
    }

    @Test
    void a_failure_in_a_pause_opens_no_incident_and_one_that_is_open_closes_with_it()
            throws Exception {
        Files.writeString(home.beside("bad"), "");
        FettleProcess.call(home, "run", "job");
        assertThat(home.status("job").incident()).isPresent();

        call("pause", "job");
        assertThat(home.status("job").incident()).isEmpty();
        FettleProcess.call(home, "run", "job");
        assertThat(home.status("job").incident()).isEmpty();
        assertThat(home.status("job").health()).isEqualTo("paused");

        call("resume", "job");
        assertThat(home.status("job").health()).isEqualTo("failing");
        assertThat(home.status("job").incident()).as("it fails, and nobody rests").isPresent();
    }

    @Test
    void a_pause_of_all_is_maintenance_and_says_so_everywhere() throws Exception {
        assertThat(call("pause", "--all", "--until", "2h", "--note", "new disk"))
                .contains("all automations rest until 2");

        assertThat(call("status"))
                .contains("maintenance: nothing runs by itself", "new disk", "paused");
        assertThat(call("status", "--json")).contains("\"note\" : \"new disk\"");
        assertThat(call("resume", "job")).contains("rests with all the others");
        assertThat(call("resume", "--all")).contains("the home works again");
        assertThat(call("status")).doesNotContain("maintenance", "paused");
    }

    @Test
    void what_is_acknowledged_says_so_until_it_works() throws Exception {
        Files.writeString(home.beside("bad"), "");
        FettleProcess.call(home, "run", "job");

        assertThat(call("ack", "job", "--for", "3d", "--note", "I know")).contains("acknowledged");

        assertThat(home.status("job").incident().orElseThrow().acknowledged()).isTrue();
        assertThat(call("ack", "copy")).contains("nothing to acknowledge");
        Files.delete(home.beside("bad"));
        FettleProcess.call(home, "run", "job");
        assertThat(home.status("job").incident()).isEmpty();
    }

    @Test
    void inputs_set_aside_are_a_reason_until_they_are_acknowledged() throws Exception {
        home.script("copy", "grep -q bad \"$1\" && exit 3; cp \"$1\" \"$2\"");
        home.drop("good", "good");
        FettleProcess.call(home, "run", "copy");
        home.drop("spoilt", "bad");
        FettleProcess.call(home, "run", "copy");
        assertThat(home.status("copy").health()).isEqualTo("ok");
        assertThat(home.status("copy").reason()).contains("1 input set aside");

        assertThat(call("ack", "copy")).contains("1 input set aside, and known of");

        assertThat(home.status("copy").reason()).isEmpty();
        home.drop("spoilt2", "bad");
        FettleProcess.call(home, "run", "copy");
        assertThat(home.status("copy").reason()).isPresent();
    }

    @Test
    void what_is_asked_wrongly_is_refused() throws Exception {
        for (var words :
                new String[][] {
                    {"pause"},
                    {"pause", "job", "--all"},
                    {"pause", "nobody"},
                    {"pause", "job", "--until", "whenever"},
                    {"pause", "job", "--until", "2020-01-01"},
                    {"resume"},
                    {"ack", "nobody"},
                    {"ack", "job", "--for", "soon"}
                }) {
            var ended = FettleProcess.call(home, words);

            assertThat(ended.code()).as(String.join(" ", words)).isEqualTo(2);
            assertThat(ended.err()).startsWith("fettle: ").doesNotContain("details:");
        }
        assertThat(call("status")).doesNotContain("paused");
    }

    private String call(String... words) throws Exception {
        return FettleProcess.call(home, words).out();
    }
}
