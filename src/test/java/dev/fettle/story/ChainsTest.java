package dev.fettle.story;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import dev.fettle.verb.RunView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One automation that is started by the success of another.
class ChainsTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void two_in_a_row() throws Exception {
        home = TestHome.in(place);
        makes(1);
        home.automation("first", "run: ./go.sh {output}\noutput: ../../site");
        home.script(
                "second",
                "for last; do :; done\necho $# >>../../batches\nwhile [ $# -gt 1 ]; do "
                        + "cp -- \"$1\" \"$last/\" && echo \"${1##*/}\" >>../../seen; shift; done\n");
        home.automation(
                "second", "after: first\nrun: ./go.sh {input} {output}\noutput: ../../further");
    }

    @Test
    void what_the_first_publishes_is_the_input_of_the_second() throws Exception {
        try (var _ = FettleProcess.up(home)) {
            assertThat(run("first")).isZero();
            var second = home.awaitRun("second");

            assertThat(second.trigger()).isEqualTo("after");
            assertThat(second.succeeded()).isTrue();
            assertThat(home.beside("further/1.txt")).hasContent("1");
            assertThat(home.status("second").after()).contains("first");
            assertThat(home.status("second").trigger()).contains("after");

            Files.writeString(home.beside("bad"), "");
            assertThat(run("first")).isEqualTo(1);
            Files.delete(home.beside("bad"));
            assertThat(FettleProcess.call(home, "run", "first", "--dry-run").code()).isZero();
            assertThat(run("first")).isZero();
            assertThat(home.awaitRuns("second", 2)).allMatch(RunView::succeeded);
        }
    }

    @Test
    void what_was_published_before_it_was_a_follower_is_not_its_business() throws Exception {
        assertThat(home.run("first").succeeded()).isTrue();

        try (var _ = FettleProcess.up(home)) {
            assertThat(run("first")).isZero();
            home.awaitRuns("second", 1);
        }
    }

    @Test
    void a_success_that_came_while_the_daemon_was_down_or_died_is_followed_once() throws Exception {
        try (var _ = FettleProcess.up(home)) {
            assertThat(run("first")).isZero();
            home.awaitRuns("second", 1);
        }
        assertThat(run("first")).isZero();
        for (int deaths = 0; deaths < 5; deaths++) {
            try (var daemon = FettleProcess.up(home)) {
                daemon.kill9();
            }
        }
        try (var _ = FettleProcess.up(home)) {
            home.awaitRuns("second", 2);
            assertThat(run("first")).isZero();
            home.awaitRuns("second", 3);
        }
        assertThat(lines(home.beside("seen"))).hasSize(3);
    }

    @Test
    void beyond_500_files_there_is_a_run_for_each_500_in_order() throws Exception {
        makes(1100);
        try (var _ = FettleProcess.up(home)) {
            assertThat(run("first")).isZero();
            home.awaitRuns("second", 3);
        }
        assertThat(lines(home.beside("batches"))).containsExactly("501", "501", "101");
        assertThat(lines(home.beside("seen"))).doesNotHaveDuplicates().hasSize(1100);
    }

    @Test
    void one_that_rests_follows_when_it_goes_on() throws Exception {
        try (var _ = FettleProcess.up(home)) {
            assertThat(FettleProcess.call(home, "pause", "second").code()).isZero();
            assertThat(run("first")).isZero();
            assertThat(run("first")).isZero();
            assertThat(home.runs("second")).isEmpty();

            assertThat(FettleProcess.call(home, "resume", "second").code()).isZero();
            home.awaitRuns("second", 2);
        }
    }

    @Test
    void without_input_it_is_started_without_and_with_one_it_wants_one() throws Exception {
        home.script("third", "echo started >>../../third");
        home.automation("third", "after: first\nrun: ./go.sh");
        home.script("first", "[ -e ../../bad ] || echo 1 >\"$1/1.txt\"\n");
        home.automation(
                "first", "run: ./go.sh {output}\noutput: ../../site\ncheck: [{count: {min: 0}}]");
        try (var _ = FettleProcess.up(home)) {
            Files.writeString(home.beside("bad"), ""); // succeeds and publishes nothing
            assertThat(run("first")).isZero();
            until(() -> lines(home.beside("third")).size() == 1);
            Files.delete(home.beside("bad"));
            assertThat(run("first")).isZero();
            until(() -> lines(home.beside("third")).size() == 2);
            home.awaitRuns("second", 1);
        }
    }

    @Test
    void rings_strangers_and_two_triggers_are_definition_errors() throws Exception {
        home.automation("x", "after: y\nrun: 'true'");
        home.automation("y", "run: 'true'\nafter: x");
        home.automation("self", "after: self\nrun: 'true'");
        home.automation("typo", "after: frist\nrun: 'true'");
        home.automation("both", "after: first\nwatch: ../../inbox\nrun: cat {input}");

        assertThat(error("x")).contains("x/README.md:2:1", "ring", "x → y → x");
        assertThat(error("y")).contains("y/README.md:3:1", "ring");
        assertThat(error("self")).contains("self/README.md:2:1", "ring");
        assertThat(error("typo")).contains("typo/README.md:2:1", "frist", "\"first\"");
        assertThat(error("both")).contains("both/README.md:2:1", "watch");
        assertThat(error("second")).contains("needs an input");
    }

    private String error(String name) throws Exception {
        var ended = FettleProcess.call(home, "run", name);
        assertThat(ended.code()).as(ended.err()).isEqualTo(2);
        return ended.err();
    }

    private int run(String name) throws Exception {
        return FettleProcess.call(home, "run", name).code();
    }

    private void makes(int files) throws IOException {
        home.script(
                "first",
                "[ ! -e ../../bad ] || exit 3\nfor i in $(seq 1 %d); do echo \"$i\" >\"$1/$i.txt\"; done\n"
                        .formatted(files));
    }
}
