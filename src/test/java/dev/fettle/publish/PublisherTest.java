package dev.fettle.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.automation.Output;
import dev.fettle.kit.InMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublisherTest {
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
    void what_a_run_made_is_published_and_what_it_replaced_is_told() throws IOException {
        Files.writeString(shop.site.resolve("index.html"), "old");
        var run = shop.run("page");

        var publishing =
                shop.publisher()
                        .publish(
                                shop.order(run),
                                shop.staging(run, Map.of("index.html", "new", "img/a.png", "A")));

        assertThat(publishing)
                .isEqualTo(
                        new Publishing.Done(
                                List.of(
                                        new PublishedFile(
                                                shop.site.resolve("img/a.png"),
                                                1,
                                                sha("A"),
                                                Optional.empty()),
                                        new PublishedFile(
                                                shop.site.resolve("index.html"),
                                                3,
                                                sha("new"),
                                                Optional.of(sha("old"))))));
        assertThat(shop.content())
                .isEqualTo(Map.of("index.html", "new", "img", "/", "img/a.png", "A"));
    }

    @Test
    void a_missing_destination_is_made_with_the_folders_above_it() throws IOException {
        var deep = shop.at(root.resolve("no/such/site"), "deep");
        Tree.delete(root.resolve("no"));

        deep.published(Map.of("a", "1", "sub/b", "2"));

        assertThat(deep.content()).isEqualTo(Map.of("a", "1", "sub", "/", "sub/b", "2"));
    }

    @Test
    void a_destination_below_a_file_blocks() throws IOException {
        Files.writeString(root.resolve("file"), "");
        var below =
                new Output(
                        root.resolve("file/site"),
                        false,
                        Optional.empty(),
                        Output.VersionLimits.DEFAULT);

        assertThat(shop.publisher().blockedReason(below).orElseThrow())
                .contains("cannot be made", "file is no folder");
    }

    @Test
    void a_destination_that_vanished_after_publishing_blocks() throws IOException {
        shop.published(Map.of("a", "1"));
        Files.delete(shop.site.resolve("a"));
        Files.delete(shop.site);
        var run = shop.run("page");

        var publishing =
                shop.publisher().publish(shop.order(run), shop.staging(run, Map.of("a", "2")));

        assertThat(publishing).isInstanceOf(Publishing.Blocked.class);
        assertThat(((Publishing.Blocked) publishing).reason()).startsWith("folder gone");
        assertThat(shop.site).doesNotExist();
    }

    @Test
    void a_destination_that_became_a_file_blocks() throws IOException {
        var run = shop.run("page");
        var staging = shop.staging(run, Map.of("a", "2"));
        Files.delete(shop.site);
        Files.writeString(shop.site, "a file");

        assertThat(shop.publisher().publish(shop.order(run), staging))
                .isInstanceOf(Publishing.Blocked.class);
        assertThat(shop.site).hasContent("a file");
    }

    @Test
    void a_run_that_made_nothing_is_refused_unless_it_may() throws IOException {
        var run = shop.run("page");
        var staging = shop.staging(run, Map.of());
        Files.createDirectories(staging.folder().resolve("empty"));

        assertThat(codeOf(shop.publisher().publish(shop.order(run), staging))).isEqualTo("nothing");

        var order =
                new Order(
                        run.seq(),
                        run.id(),
                        "page",
                        shop.output(),
                        Optional.empty(),
                        _ -> false,
                        true);
        assertThat(shop.publisher().publish(order, staging))
                .isEqualTo(new Publishing.Done(List.of()));
        assertThat(shop.content()).isEmpty();
    }

    @Test
    void a_folder_where_a_file_goes_is_refused_and_nothing_is_touched() throws IOException {
        Files.createDirectory(shop.site.resolve("b"));

        var publishing = published(Map.of("a", "1", "b", "2"));

        assertThat(codeOf(publishing)).isEqualTo("folder");
        assertThat(shop.content()).isEqualTo(Map.of("b", "/"));
    }

    @Test
    void a_file_where_a_folder_goes_is_refused() throws IOException {
        Files.writeString(shop.site.resolve("b"), "a file");

        assertThat(codeOf(published(Map.of("b/c", "1")))).isEqualTo("folder");
        assertThat(shop.content()).isEqualTo(Map.of("b", "a file"));
    }

    @Test
    void nothing_is_published_through_a_link_in_the_destination() throws IOException {
        var elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Files.createSymbolicLink(shop.site.resolve("sub"), elsewhere);

        assertThat(codeOf(published(Map.of("sub/passwd", "1")))).isEqualTo("folder");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void a_destination_may_be_a_link_itself() throws IOException {
        var real = Files.createDirectory(root.resolve("real"));
        Files.delete(shop.site);
        Files.createSymbolicLink(shop.site, real);

        shop.published(Map.of("sub/a", "1"));

        assertThat(real.resolve("sub/a")).hasContent("1");
    }

    @Test
    void a_replaced_file_hands_on_its_mode() throws IOException {
        var file = Files.writeString(shop.site.resolve("a"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw---x"));

        shop.published(Map.of("a", "new", "b", "new"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-rw---x");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(shop.site.resolve("b"))))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void a_staged_file_that_has_another_name_elsewhere_is_published_as_a_copy() throws IOException {
        var own = Files.writeString(root.resolve("own.jpg"), "the user's");
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(shop.site.resolve("own.jpg"), "old");
        var run = shop.run("page");
        var staging = shop.staging(run, Map.of());
        Files.createLink(staging.folder().resolve("own.jpg"), own);

        shop.publisher().publish(shop.order(run), staging);
        Files.writeString(own, "edited");

        assertThat(shop.content()).isEqualTo(Map.of("own.jpg", "the user's"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
                .isEqualTo("rw-------");
    }

    @Test
    void links_that_stay_inside_are_published_as_links() throws IOException {
        var run = shop.run("page");
        var staging = shop.staging(run, Map.of("deep/report-1.txt", "1"));
        Files.createSymbolicLink(
                staging.folder().resolve("latest.txt"), Path.of("deep/report-1.txt"));
        Files.createSymbolicLink(staging.folder().resolve("deep/up.txt"), Path.of("../latest.txt"));

        assertThat(shop.publisher().publish(shop.order(run), staging))
                .isInstanceOf(Publishing.Done.class);

        assertThat(shop.content())
                .isEqualTo(
                        Map.of(
                                "deep", "/",
                                "deep/report-1.txt", "1",
                                "deep/up.txt", "-> ../latest.txt",
                                "latest.txt", "-> deep/report-1.txt"));
    }

    @Test
    void names_that_the_destination_folds_into_one_never_lose_a_file() throws IOException {
        // No file system here folds case, so one is made up: two names, and the second finds the
        // first
        // run's new file under its own.
        var run = shop.run("page");
        var staging = shop.staging(run, Map.of("A", "1", "a", "2"));
        var first = shop.site.resolve("A");
        var second = shop.site.resolve("a");
        Steps folding =
                (act, on) -> {
                    if (act.equals("place") && on.equals(second)) {
                        Files.createLink(second, first);
                    }
                };

        var publishing = shop.publisher(folding).publish(shop.order(run), staging);

        assertThat(codeOf(publishing)).isEqualTo("case");
        assertThat(staging.files()).hasSize(2);
    }

    @Test
    void names_that_are_not_utf_8_are_published_as_they_are() throws IOException {
        var name = dev.fettle.platform.PathBytes.path(new byte[] {'c', (byte) 0xe9, '.', 't'});
        var run = shop.run("page");
        var staging = shop.staging(run, Map.of());
        Files.writeString(staging.folder().resolve(name), "1");
        Files.writeString(shop.site.resolve(name), "0");

        shop.publisher().publish(shop.order(run), staging);
        shop.record(run);

        assertThat(shop.content()).isEqualTo(Map.of("c\\xE9.t", "1"));
        assertThat(shop.undo().undo(run.seq(), false)).isInstanceOf(Undo.Answer.Undone.class);
        assertThat(shop.content()).isEqualTo(Map.of("c\\xE9.t", "0"));
    }

    @Test
    void what_somebody_makes_at_a_new_name_meanwhile_becomes_a_version() throws IOException {
        var run = shop.run("page");
        var file = shop.site.resolve("a");
        Steps rival =
                (act, on) -> {
                    if (act.equals("place") && on.equals(file) && !Files.exists(file)) {
                        Files.writeString(file, "the user's");
                    }
                };

        var publishing =
                shop.publisher(rival).publish(shop.order(run), shop.staging(run, Map.of("a", "1")));
        shop.record(run);

        assertThat(((Publishing.Done) publishing).files().getFirst().replaced())
                .contains(sha("the user's"));
        assertThat(shop.content()).isEqualTo(Map.of("a", "1"));
        shop.undo().undo(run.seq(), false);
        assertThat(shop.content()).isEqualTo(Map.of("a", "the user's"));
    }

    @Test
    void mirror_takes_away_what_the_automation_had_published_and_nobody_changed()
            throws IOException {
        Files.writeString(shop.site.resolve("own"), "the user's");
        shop.published("other", Map.of("others", "o"));
        shop.published("page", shop.mirror(), Map.of("a", "1", "sub/b", "2", "c", "3"));
        Files.writeString(shop.site.resolve("c"), "edited");

        var run = shop.published("page", shop.mirror(), Map.of("a", "1'"));

        assertThat(shop.content())
                .isEqualTo(Map.of("own", "the user's", "others", "o", "a", "1'", "c", "edited"));
        shop.undo().undo(run.seq(), false);
        assertThat(shop.content())
                .isEqualTo(
                        Map.of(
                                "own",
                                "the user's",
                                "others",
                                "o",
                                "a",
                                "1",
                                "sub",
                                "/",
                                "sub/b",
                                "2",
                                "c",
                                "edited"));
        shop.undo().undo(run.seq(), false);
        assertThat(shop.content())
                .isEqualTo(Map.of("own", "the user's", "others", "o", "a", "1'", "c", "edited"));
    }

    private Publishing published(Map<String, String> files) throws IOException {
        var run = shop.run("page");
        return shop.publisher().publish(shop.order(run), shop.staging(run, files));
    }

    private static String codeOf(Publishing publishing) {
        assertThat(publishing).isInstanceOf(Publishing.Refused.class);
        return ((Publishing.Refused) publishing).finding().code().orElseThrow();
    }

    private static String sha(String text) {
        return Digest.of(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
