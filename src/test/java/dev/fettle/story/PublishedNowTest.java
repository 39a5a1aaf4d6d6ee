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

/// `fettle check`: what was published is looked at again.
class PublishedNowTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void whatever_is_called_next_is_written() throws IOException {
        home = TestHome.in(place);
        define("");
        home.script("pages", "cp ../../next/* \"$1/\"");
        Files.createDirectory(home.beside("next"));
    }

    @Test
    void what_is_as_it_was_published_is_good() throws Exception {
        publishes("a.txt", "one");
        publishes("b.txt", "two");

        var said = check();

        assertThat(said.code()).as(said.out() + said.err()).isZero();
        assertThat(said.out()).isEqualTo("pages: 2 files as published, and good\n");
    }

    @Test
    void lost_altered_and_something_else_are_told_with_their_runs_and_left_as_they_are()
            throws Exception {
        var first = publishes("a.txt", "one");
        var second = publishes("b.txt", "two");
        var third = publishes("c.txt", "three");
        Files.delete(home.beside("site/a.txt"));
        var stamp = Files.getLastModifiedTime(home.beside("site/b.txt"));
        Files.writeString(home.beside("site/b.txt"), "too");
        Files.setLastModifiedTime(home.beside("site/b.txt"), stamp);
        Files.delete(home.beside("site/c.txt"));
        Files.createDirectory(home.beside("site/c.txt"));

        var said = check();
        var json = FettleProcess.call(home, "check", "pages", "--json");

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out())
                .contains("3 of 3 files not as published")
                .containsPattern("lost +\\S*/site/a.txt: not there any more \\(run " + first)
                .containsPattern(
                        "altered +\\S*/site/b.txt: other bytes of the same size.*" + second)
                .containsPattern(
                        "other +\\S*/site/c.txt: no file any more, but a folder.*" + third);
        assertThat(json.code()).isEqualTo(1);
        assertThat(json.out()).contains("\"kind\" : \"altered\"", "\"run\" : \"" + second + "\"");
        assertThat(home.beside("site/a.txt")).doesNotExist();
        assertThat(home.beside("site/b.txt")).hasContent("too");
        assertThat(home.beside("site/c.txt")).isDirectory();
        assertThat(home.runs("pages")).hasSize(3);
    }

    @Test
    void the_newest_that_was_not_taken_back_is_what_counts() throws Exception {
        publishes("a.txt", "one");
        var newer = publishes("a.txt", "two");

        assertThat(check().out()).contains("1 file as published, and good");
        assertThat(FettleProcess.call(home, "undo", newer).code()).isZero();
        assertThat(home.beside("site/a.txt")).hasContent("one");

        assertThat(check().out()).contains("1 file as published, and good");
        Files.writeString(home.beside("site/a.txt"), "two");
        assertThat(check().code()).isEqualTo(1);
    }

    @Test
    void the_checks_of_today_are_made_again() throws Exception {
        publishes("old.txt", "Traceback");
        var newest = publishes("new.txt", "Traceback");
        define("\ncheck:\n  - count: {min: 2}\n  - text: {lacks: Traceback}");

        var said = check();

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out())
                .contains("2 files as published, but not all good")
                .containsPattern("not good +old.txt.*Traceback.*text, run ")
                .containsPattern("not good +.*count, run " + newest);
    }

    @Test
    void a_folder_that_is_away_is_told_once() throws Exception {
        publishes("a.txt", "one");
        Files.move(home.beside("site"), home.beside("elsewhere"));

        var said = check();

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out())
                .contains("not looked at", "perhaps its disk is not mounted")
                .doesNotContain("lost");
    }

    @Test
    void who_published_nothing_and_who_is_none() throws Exception {
        assertThat(check().out()).isEqualTo("pages: nothing is published\n");
        assertThat(FettleProcess.call(home, "check", "pagez").code()).isEqualTo(2);
    }

    private void define(String more) throws IOException {
        home.automation("pages", "run: ./go.sh {output}\noutput: ../../site" + more);
    }

    private String publishes(String file, String content) throws Exception {
        try (var old = Files.newDirectoryStream(home.beside("next"))) {
            for (var each : old) {
                Files.delete(each);
            }
        }
        Files.writeString(home.beside("next").resolve(file), content);
        var run = home.run("pages");
        assertThat(run.outcome()).contains("succeeded");
        return run.id();
    }

    private FettleProcess.Ended check() throws Exception {
        return FettleProcess.call(home, "check", "pages");
    }
}
