package dev.fettle.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeIndexTest {
    @TempDir private Path root;
    private HomeIndex index;
    private Path readme;

    @BeforeEach
    void a_home() throws IOException {
        Files.createFile(root.resolve("fettle.yaml"));
        index = new HomeIndex(Home.find(Optional.of(root), Map.of("HOME", "/home/ann"), root));
        readme = root.resolve("README.md");
    }

    @Test
    void each_automation_has_a_row_with_what_it_does_and_when() throws IOException {
        automation(
                "b-watch",
                "watch: ~/in\nrun: ./b {input}",
                "# B\nShrinks *pictures* | well. And more.\n");
        automation("a-hand", "run: ./a", "# A\nBacks up.\n");
        automation("c-wrong", "rum: ./c", "# C\nIs broken.\n");
        automation("d-draft", "timeout: 2m", "# D\n<!-- what it does -->\n");
        Files.createDirectory(root.resolve("notes"));

        assertThat(index.write()).isEmpty();

        assertThat(readme)
                .content()
                .contains(
                        """
                        | automation | what it does | when |
                        | --- | --- | --- |
                        | [a-hand](a-hand/) | Backs up. | by hand |
                        | [b-watch](b-watch/) | Shrinks *pictures* \\| well. | when a file arrives in `~/in` |
                        | [c-wrong](c-wrong/) | its README has errors: `fettle lint` names them |  |
                        | [d-draft](d-draft/) |  | a draft |
                        """);
    }

    @Test
    void what_stands_around_the_index_stays_byte_for_byte() throws IOException {
        var before = new byte[] {'#', ' ', (byte) 0xE9, '\n'};
        Files.write(readme, before);
        automation("one", "run: ./a", "# One\nIs first.\n");
        index.write();
        Files.write(
                readme,
                "\nmy last words".getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.APPEND);
        automation("two", "run: ./a", "# Two\nIs second.\n");

        index.write();

        var text = new String(Files.readAllBytes(readme), StandardCharsets.ISO_8859_1);
        assertThat(text)
                .startsWith("# \u00e9\n\n" + HomeIndex.BEGIN)
                .endsWith(HomeIndex.END + "\n\nmy last words");
        assertThat(text).containsOnlyOnce("[one]").containsOnlyOnce("[two]");
    }

    @Test
    void an_index_that_is_up_to_date_is_not_written() throws IOException {
        automation("one", "run: ./a", "# One\nIs first.\n");
        index.write();
        var long_ago = FileTime.fromMillis(1_000_000_000_000L);
        Files.setLastModifiedTime(readme, long_ago);

        index.write();

        assertThat(Files.getLastModifiedTime(readme)).isEqualTo(long_ago);
    }

    @Test
    void a_closing_comment_that_was_deleted_costs_no_text_of_the_users() throws IOException {
        automation("one", "run: ./a", "# One\nIs first.\n");
        index.write();
        Files.writeString(readme, Files.readString(readme).replace(HomeIndex.END, "precious"));

        index.write();

        assertThat(readme)
                .content()
                .containsOnlyOnce("[one]")
                .contains("precious")
                .contains(HomeIndex.END);
    }

    @Test
    void a_readme_that_is_a_link_stays_one_and_a_folder_is_left_alone() throws IOException {
        var other = Files.writeString(root.resolve("index.md"), "# Mine\n");
        Files.createSymbolicLink(readme, other.getFileName());
        assertThat(index.write()).isEmpty();
        assertThat(readme).isSymbolicLink();
        assertThat(other).content().startsWith("# Mine\n").contains(HomeIndex.END);

        Files.delete(readme);
        Files.createDirectory(readme);
        assertThat(index.write()).get().asString().contains("is no file");
    }

    @Test
    void prose_that_holds_the_closing_comment_cannot_break_the_index() throws IOException {
        automation("one", "run: ./a", "# One\nA trick `" + HomeIndex.END + "` it is.\n");
        index.write();
        var once = Files.readString(readme);

        index.write();

        assertThat(readme).hasContent(once);
        assertThat(once).containsOnlyOnce(HomeIndex.END);
    }

    private void automation(String name, String front, String prose) throws IOException {
        var folder = Files.createDirectories(root.resolve(name));
        Files.writeString(folder.resolve("README.md"), "---\n" + front + "\n---\n" + prose);
    }
}
