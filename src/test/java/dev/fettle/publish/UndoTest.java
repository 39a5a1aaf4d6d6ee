package dev.fettle.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fettle.automation.Output.VersionLimits;
import dev.fettle.kit.InMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UndoTest {
    private @TempDir(factory = InMemory.class) Path root;
    private Workshop shop;

    @BeforeEach
    void open() throws IOException {
        shop = new Workshop(root);
    }

    @AfterEach
    void close() throws IOException {
        shop.close();
    }

    @Test
    void a_chain_of_runs_is_undone_from_its_end_and_can_be_run_again() throws IOException {
        var first = shop.published(Map.of("index.html", "one"));
        var second = shop.published(Map.of("index.html", "two", "extra.txt", "new"));

        assertThat(shop.undo().undo(first.seq(), false))
                .isEqualTo(new Undo.Answer.LaterRuns(List.of(second.id().text())));
        assertThat(shop.content()).isEqualTo(Map.of("index.html", "two", "extra.txt", "new"));

        assertThat(shop.undo().undo(second.seq(), false))
                .isEqualTo(
                        new Undo.Answer.Undone(
                                second.seq(),
                                List.of(shop.site.resolve("index.html")),
                                List.of(shop.site.resolve("extra.txt"))));
        assertThat(shop.content()).isEqualTo(Map.of("index.html", "one"));

        assertThat(shop.undo().undo(first.seq(), false)).isInstanceOf(Undo.Answer.Undone.class);
        assertThat(shop.content()).isEmpty();

        var last = shop.published(Map.of("index.html", "two", "extra.txt", "new"));
        Files.writeString(shop.site.resolve("index.html"), "by hand");

        assertThat(shop.undo().undo(last.seq(), false))
                .isEqualTo(new Undo.Answer.ChangedByHand(List.of(shop.site.resolve("index.html"))));
        assertThat(shop.content()).isEqualTo(Map.of("index.html", "by hand", "extra.txt", "new"));
    }

    @Test
    void what_was_changed_by_hand_is_kept_when_undo_is_forced() throws IOException {
        var run = shop.published(Map.of("a", "1", "b", "2"));
        Files.writeString(shop.site.resolve("a"), "by hand");
        Files.delete(shop.site.resolve("b"));

        assertThat(shop.undo().undo(run.seq(), true)).isInstanceOf(Undo.Answer.Undone.class);
        assertThat(shop.content()).isEmpty();

        assertThat(shop.undo().undo(run.seq(), false)).isInstanceOf(Undo.Answer.Redone.class);
        assertThat(shop.content()).isEqualTo(Map.of("a", "by hand"));
    }

    @Test
    void a_change_that_keeps_size_and_time_is_still_a_change() throws IOException {
        var run = shop.published(Map.of("a", "1"));
        var file = shop.site.resolve("a");
        var time = Files.getLastModifiedTime(file);
        Files.writeString(file, "2");
        Files.setLastModifiedTime(file, time);

        assertThat(shop.undo().undo(run.seq(), false))
                .isInstanceOf(Undo.Answer.ChangedByHand.class);
    }

    @Test
    void back_to_a_run_undoes_all_that_was_built_on_it_the_newest_first() throws IOException {
        var first = shop.published(Map.of("a", "1", "b", "1"));
        var second = shop.published(Map.of("a", "2", "c", "2"));
        var other = shop.published("other", Map.of("c", "3"));
        shop.published(Map.of("d", "4"));

        var answer = shop.undo().backTo(first.seq(), false);

        assertThat(answer).isInstanceOf(Undo.Answer.UndoneBackTo.class);
        assertThat(((Undo.Answer.UndoneBackTo) answer).runs().stream().map(u -> u.run()))
                .containsExactly(other.seq(), second.seq(), first.seq());
        assertThat(shop.content()).isEqualTo(Map.of("d", "4"));
    }

    @Test
    void back_to_touches_nothing_where_any_file_of_the_chain_was_changed_by_hand()
            throws IOException {
        var first = shop.published(Map.of("a", "1", "b", "1"));
        shop.published(Map.of("a", "2"));
        Files.writeString(shop.site.resolve("b"), "by hand");

        assertThat(shop.undo().backTo(first.seq(), false))
                .isEqualTo(new Undo.Answer.ChangedByHand(List.of(shop.site.resolve("b"))));
        assertThat(shop.content()).isEqualTo(Map.of("a", "2", "b", "by hand"));
    }

    @Test
    void an_undone_run_is_published_again_with_its_folders() throws IOException {
        Files.delete(shop.site);
        var run = shop.published(Map.of("deep/er/a", "1"));

        shop.undo().undo(run.seq(), false);
        assertThat(shop.site).doesNotExist();
        assertThat(shop.publisher().blockedReason(shop.output())).isEmpty();

        assertThat(shop.undo().undo(run.seq(), false))
                .isEqualTo(
                        new Undo.Answer.Redone(run.seq(), List.of(shop.site.resolve("deep/er/a"))));
        assertThat(shop.content()).isEqualTo(Map.of("deep", "/", "deep/er", "/", "deep/er/a", "1"));
    }

    @Test
    void folders_that_hold_something_stay() throws IOException {
        var run = shop.published(Map.of("sub/a", "1"));
        Files.writeString(shop.site.resolve("sub/own"), "the user's");

        shop.undo().undo(run.seq(), false);

        assertThat(shop.content()).isEqualTo(Map.of("sub", "/", "sub/own", "the user's"));
    }

    @Test
    void redo_stops_where_something_else_was_published_since() throws IOException {
        var run = shop.published(Map.of("a", "1"));
        shop.undo().undo(run.seq(), false);
        var later = shop.published(Map.of("a", "2"));

        assertThat(shop.undo().undo(run.seq(), false))
                .isEqualTo(new Undo.Answer.LaterRuns(List.of(later.id().text())));
        assertThat(shop.content()).isEqualTo(Map.of("a", "2"));
    }

    @Test
    void what_comes_back_has_the_mode_it_had() throws IOException {
        var file = Files.writeString(shop.site.resolve("a"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x---"));
        var run = shop.published(Map.of("a", "new"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

        shop.undo().undo(run.seq(), false);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rwxr-x---");
    }

    @Test
    void undo_stops_where_a_version_is_gone() throws IOException {
        Files.writeString(shop.site.resolve("a"), "old");
        var run = shop.published(Map.of("a", "new", "b", "new"));
        shop.retention().prune(_ -> new VersionLimits(Duration.ofDays(30), 20), 0);

        assertThat(shop.undo().undo(run.seq(), true))
                .isEqualTo(new Undo.Answer.VersionGone(List.of(shop.site.resolve("a"))));
        assertThat(shop.content()).isEqualTo(Map.of("a", "new", "b", "new"));
    }

    @Test
    void undo_stops_where_somebody_deleted_a_version() throws IOException {
        Files.writeString(shop.site.resolve("a"), "old");
        var run = shop.published(Map.of("a", "new"));
        Tree.delete(shop.state.versions());

        assertThat(shop.undo().undo(run.seq(), false)).isInstanceOf(Undo.Answer.VersionGone.class);
    }

    @Test
    void a_run_that_published_nothing_cannot_be_undone() throws IOException {
        assertThat(shop.undo().undo(shop.run().seq(), false))
                .isEqualTo(new Undo.Answer.NothingPublished());
    }

    @Test
    void a_destination_that_is_gone_is_no_change_by_hand() throws IOException {
        var run = shop.published(Map.of("a", "1"));
        Files.move(shop.site, root.resolve("unplugged"));

        assertThatThrownBy(() -> shop.undo().undo(run.seq(), true))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("folder gone");
    }
}
