package dev.fettle.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.InMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StagingTest {
    private @TempDir(factory = InMemory.class) Path root;
    private Workshop shop;
    private Workshop.Run run;
    private Staging staging;

    @BeforeEach
    void open() throws IOException {
        shop = new Workshop(root);
        run = shop.run();
        staging = shop.staging(run, Map.of("fine", "1"));
    }

    @AfterEach
    void close() throws IOException {
        shop.close();
    }

    @Test
    void nobody_else_can_look_into_it() throws IOException {
        assertThat(mode(staging.home())).isEqualTo("rwx------");
        assertThat(mode(shop.state.staging())).isEqualTo("rwx------");
    }

    @Test
    void it_is_found_again_as_the_run_left_it() throws IOException {
        var again = Staging.open(shop.keepings, run.id(), shop.site);

        assertThat(again.files()).containsExactly(staging.folder().resolve("fine"));
    }

    @Test
    void files_come_in_the_order_of_their_bytes_and_links_are_not_among_them() throws IOException {
        for (var name : List.of("z", "B", "a/b", "a-c", "é")) {
            var file = staging.folder().resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "1");
        }
        Files.createSymbolicLink(staging.folder().resolve("link"), Path.of("z"));

        assertThat(staging.files().stream().map(f -> staging.folder().relativize(f).toString()))
                .containsExactly("B", "a-c", "a/b", "fine", "z", "é");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "../../../../../../../../etc/passwd",
                "..",
                "sub/../../x",
                "up/../../x"
            })
    void a_link_that_leads_outside_is_refused(String target) throws IOException {
        Files.createDirectory(staging.folder().resolve("sub"));
        Files.createSymbolicLink(staging.folder().resolve("up"), Path.of("sub"));
        Files.createSymbolicLink(staging.folder().resolve("evil"), Path.of(target));

        assertRefused("link", "evil");
    }

    @Test
    void a_fifo_is_refused() throws IOException, InterruptedException {
        new ProcessBuilder("mkfifo", staging.folder().resolve("pipe").toString()).start().waitFor();

        assertRefused("kind", "pipe");
    }

    @Test
    void a_staging_that_was_removed_is_refused_and_not_made_again() throws IOException {
        Tree.delete(staging.folder());
        var adopted = Staging.open(shop.keepings, run.id(), shop.site);

        assertThat(adopted.refusal().orElseThrow().code()).contains("staging");
        assertThat(adopted.files()).isEmpty();
    }

    @Test
    void a_staging_that_became_a_link_is_refused_and_what_it_leads_to_survives()
            throws IOException {
        var own = Files.createDirectory(root.resolve("own"));
        Files.writeString(own.resolve("precious"), "1");
        Tree.delete(staging.folder());
        Files.createSymbolicLink(staging.folder(), own);

        assertThat(staging.refusal().orElseThrow().code()).contains("staging");
        staging.clear();
        assertThat(staging.files()).isEmpty();
        assertThat(own.resolve("precious")).hasContent("1");
    }

    @Test
    void links_are_never_followed_when_it_is_emptied() throws IOException {
        var own = Files.createDirectory(root.resolve("own"));
        Files.writeString(own.resolve("precious"), "1");
        Files.createSymbolicLink(staging.folder().resolve("own"), own);

        staging.discard();

        assertThat(own.resolve("precious")).hasContent("1");
        assertThat(staging.home()).doesNotExist();
    }

    @Test
    void folders_without_rights_are_emptied() throws IOException {
        var locked = Files.createDirectories(staging.folder().resolve("locked/deeper"));
        Files.writeString(locked.resolve("file"), "1");
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));
        Files.setPosixFilePermissions(
                locked.getParent(), PosixFilePermissions.fromString("---------"));

        staging.clear();

        assertThat(staging.folder()).isEmptyDirectory();
    }

    @Test
    void a_name_that_is_fettles_own_is_refused() throws IOException {
        Files.createDirectory(staging.folder().resolve(".fettle"));

        assertRefused("name", ".fettle");
    }

    private void assertRefused(String code, String file) throws IOException {
        var finding = staging.refusal().orElseThrow();
        assertThat(finding.code()).contains(code);
        assertThat(finding.file()).contains(file);
        assertThat(finding.passed()).contains(false);
        assertThat(shop.publisher().publish(shop.order(run), staging))
                .isEqualTo(new Publishing.Refused(finding));
        assertThat(shop.content()).isEmpty();
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    }
}
