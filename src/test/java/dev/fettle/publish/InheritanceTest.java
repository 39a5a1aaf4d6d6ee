package dev.fettle.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fettle.platform.FileId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A published file has what it would have had if the program had written it in place.
class InheritanceTest {
    private static final int GROUP = 4242;
    private static final int SETGID = 02000;

    private @TempDir Path root;
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
    void the_group_of_a_set_group_id_folder() throws IOException {
        giveGroup(shop.site);

        shop.published(Map.of("a", "1", "sub/b", "2"));

        assertThat(of("a").gid()).isEqualTo(GROUP);
        assertThat(of("sub").gid()).isEqualTo(GROUP);
        assertThat(of("sub").mode() & SETGID).isEqualTo(SETGID);
        assertThat(of("sub/b").gid()).isEqualTo(GROUP);
    }

    @Test
    void the_group_of_a_folder_within_the_destination() throws IOException {
        giveGroup(Files.createDirectory(shop.site.resolve("sub")));

        shop.published(Map.of("a", "1", "sub/b", "2"));

        assertThat(of("a").gid()).isNotEqualTo(GROUP);
        assertThat(of("sub/b").gid()).isEqualTo(GROUP);
    }

    @Test
    void the_group_of_the_parent_for_a_destination_that_is_made() throws IOException {
        giveGroup(root);
        Files.delete(shop.site);

        shop.published(Map.of("a", "1"));

        var site = FileId.of(shop.site).orElseThrow();
        assertThat(site.gid()).isEqualTo(GROUP);
        assertThat(site.mode() & 07777).isEqualTo(SETGID | 0755);
        assertThat(of("a").gid()).isEqualTo(GROUP);
    }

    @Test
    void the_default_access_list() throws IOException {
        var answer = Mounted.run("setfacl", "-d", "-m", "u:12345:rw", shop.site.toString());
        assumeTrue(answer.isEmpty(), "no access lists here: " + answer);

        shop.published(Map.of("a", "1", "sub/b", "2"));

        assertThat(accessListOf("a")).contains("user:12345:rw-");
        assertThat(accessListOf("sub/b")).contains("user:12345:rw-");
        assertThat(accessListOf("sub")).contains("default:user:12345:rw-");
    }

    @Test
    void the_access_list_and_attributes_of_the_file_that_it_replaces() throws IOException {
        var file = Files.writeString(shop.site.resolve("a"), "old");
        var answer =
                Mounted.run("setfacl", "-m", "u:12345:r", file.toString())
                        + Mounted.run("setfattr", "-n", "user.note", "-v", "mine", file.toString());
        assumeTrue(answer.isEmpty(), "no access lists or attributes here: " + answer);

        var run = shop.published(Map.of("a", "new"));

        assertThat(accessListOf("a")).contains("user:12345:r--");
        assertThat(
                        new String(
                                (byte[]) Files.getAttribute(file, "user:note"),
                                StandardCharsets.UTF_8))
                .isEqualTo("mine");
        shop.undo().undo(run.seq(), false);
        assertThat(accessListOf("a")).contains("user:12345:r--");
    }

    private static void giveGroup(Path folder) throws IOException {
        try {
            Files.setAttribute(folder, "unix:gid", GROUP);
        } catch (IOException e) {
            assumeTrue(false, "another group can be given by root alone: " + e.getMessage());
        }
        Files.setAttribute(folder, "unix:mode", SETGID | 0755);
    }

    private FileId of(String name) throws IOException {
        return FileId.of(shop.site.resolve(name)).orElseThrow();
    }

    private String accessListOf(String name) throws IOException {
        var process =
                new ProcessBuilder("getfacl", "-n", shop.site.resolve(name).toString())
                        .redirectErrorStream(true)
                        .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
