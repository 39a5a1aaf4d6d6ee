package dev.fettle.story;

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

/// A result passed its checks, and its owner sees that it is wrong.
class WrongResultsTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void prices_that_are_written_once_and_again() throws IOException {
        home = TestHome.in(place);
        home.automation("prices", "run: ./go.sh {output}\noutput: ../../site")
                .script("prices", "cp ../../next \"$1/prices.txt\"");
    }

    @Test
    void it_is_undone_and_the_last_good_one_no_longer() throws Exception {
        var good = writes("a".repeat(1000));
        var wrong = writes("quota exceeded");

        var said = FettleProcess.call(home, "bad", wrong);

        assertThat(said.code()).isZero();
        assertThat(said.out())
                .contains("marked as wrong: run " + wrong, "put back", "- shrink: 80 %");
        assertThat(home.beside("site/prices.txt")).hasContent("a".repeat(1000));
        var status = home.status("prices");
        assertThat(status.lastGood().orElseThrow().id()).isEqualTo(good);
        assertThat(status.reason().orElseThrow())
                .isEqualTo("run %s is marked as wrong".formatted(wrong));
        assertThat(FettleProcess.call(home, "runs").out()).contains("marked as wrong");
    }

    @Test
    void the_next_result_is_measured_by_the_one_before() throws Exception {
        writes("a".repeat(1000));
        var wrong = writes("quota exceeded");
        assertThat(FettleProcess.call(home, "bad", wrong).code()).isZero();
        home.automation(
                "prices", "run: ./go.sh {output}\noutput: ../../site\ncheck: [{shrink: 80 %}]");
        Files.writeString(home.beside("next"), "quota exceeded");

        assertThat(home.run("prices").outcome()).contains("invalid");
    }

    @Test
    void undone_once_more_it_is_published_and_right_after_all() throws Exception {
        writes("a".repeat(1000));
        var wrong = writes("b");
        assertThat(FettleProcess.call(home, "bad", wrong).code()).isZero();
        assertThat(FettleProcess.call(home, "bad", wrong).code()).isZero();
        assertThat(home.beside("site/prices.txt")).hasContent("a".repeat(1000));

        assertThat(FettleProcess.call(home, "undo", wrong).code()).isZero();

        assertThat(home.beside("site/prices.txt")).hasContent("b");
        assertThat(home.status("prices").lastGood().orElseThrow().id()).isEqualTo(wrong);
        assertThat(home.status("prices").reason()).isEmpty();
    }

    @Test
    void the_mark_holds_where_somebody_edited_what_was_published() throws Exception {
        var good = writes("a".repeat(1000));
        var wrong = writes("b");
        Files.writeString(home.beside("site/prices.txt"), "mine");

        var said = FettleProcess.call(home, "bad", wrong);

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).contains("it is not undone", "changed by hand", "--force");
        assertThat(home.beside("site/prices.txt")).hasContent("mine");
        assertThat(home.status("prices").lastGood().orElseThrow().id()).isEqualTo(good);
    }

    @Test
    void only_what_passed_can_be_wrong() throws Exception {
        home.script("prices", "exit 3");
        var failed = home.run("prices");

        var said = FettleProcess.call(home, "bad", failed.id());

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err())
                .contains("run %s is failed".formatted(failed.id()), "only one that succeeded");
    }

    @Test
    void a_dry_run_published_nothing_that_could_be_wrong() throws Exception {
        Files.writeString(home.beside("next"), "a");
        var dry = home.dryRun("prices");

        var said = FettleProcess.call(home, "bad", dry.id());

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).contains("was dry, and published nothing");
    }

    @Test
    void what_is_checked_already_is_not_proposed() throws Exception {
        home.automation(
                "prices",
                "run: ./go.sh {output}\noutput: ../../site\ncheck: [{text: {min-lines: 1}}]");
        writes("a\n");
        var wrong = writes("b\n");

        var said = FettleProcess.call(home, "bad", wrong);

        assertThat(said.out()).contains("- command").doesNotContain("- text");
    }

    private String writes(String text) throws Exception {
        Files.writeString(home.beside("next"), text);
        var run = home.run("prices");
        assertThat(run.succeeded()).isTrue();
        return run.id();
    }
}
