package dev.fettle.story;

import static dev.fettle.kit.TestHome.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `fettle undo`, as its user calls it: what a run replaced is back, and nothing that somebody made
/// is gone.
class UndoneRunsTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;
    private Path page;

    @BeforeEach
    void a_page_that_was_published_twice() throws Exception {
        home = TestHome.in(place);
        home.automation("job", "run: cp ../../source {output}/page\noutput: ../../site");
        page = home.site().resolve("page");
        publish("first");
        publish("second");
    }

    private void publish(String text) throws Exception {
        Files.writeString(home.beside("source"), text);
        assertThat(home.run("job").succeeded()).isTrue();
    }

    @Test
    void what_was_replaced_is_back_and_undoing_once_more_publishes_again() throws Exception {
        var undone = undo();

        assertThat(undone.code()).as(undone.err()).isZero();
        assertThat(undone.out()).contains("undone: run", page.toString());
        assertThat(page).content().isEqualTo("first");

        assertThat(undo().out()).contains("published again");
        assertThat(page).content().isEqualTo("second");
    }

    @Test
    void a_page_that_was_changed_by_hand_is_left_alone() throws Exception {
        Files.writeString(page, "mine");

        var refused = undo();

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("changed by hand", page.toString());
        assertThat(page).content().isEqualTo("mine");
    }

    @Test
    void force_alone_is_not_enough_where_nobody_can_be_asked() throws Exception {
        Files.writeString(page, "mine");

        var refused = undo("--force");

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("--yes");
        assertThat(page).content().isEqualTo("mine");
    }

    @Test
    void force_and_yes_put_the_old_page_back() throws Exception {
        Files.writeString(page, "mine");

        assertThat(undo("--force", "--yes").code()).isZero();

        assertThat(page).content().isEqualTo("first");
    }

    @Test
    void an_earlier_run_is_undone_only_together_with_what_was_built_on_it() throws Exception {
        var first = home.runs("job").getLast();

        var refused = FettleProcess.call(home, "undo", first.id());
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains(home.runs("job").getFirst().id(), "--back-to");
        assertThat(page).content().isEqualTo("second");

        assertThat(FettleProcess.call(home, "undo", first.id(), "--back-to").code()).isZero();
        assertThat(names(home.site())).isEmpty();
    }

    private FettleProcess.Ended undo(String... options) throws Exception {
        var newest = home.runs("job").getFirst().id();
        var arguments = new String[options.length + 2];
        arguments[0] = "undo";
        arguments[1] = newest;
        System.arraycopy(options, 0, arguments, 2, options.length);
        return FettleProcess.call(home, arguments);
    }
}
