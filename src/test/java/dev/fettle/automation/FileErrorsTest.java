package dev.fettle.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is wrong with a README as a file, and which README is none of Fettle's business.
class FileErrorsTest {
    @TempDir private Path temp;
    private DefinitionFolder job;

    @BeforeEach
    void a_home() throws IOException {
        job = new DefinitionFolder(temp);
    }

    @Test
    void a_byte_order_mark_is_told() throws IOException {
        assertThat(errors("\uFEFF---\nrun: ./go\n---\n"))
                .isEqualTo(
                        """
                        job/README.md:1:1: the file begins with a byte order mark; save it as \
                        UTF-8 without BOM
                            ---
                            ^\
                        """);
    }

    @Test
    void windows_line_ends_are_told_where_the_first_one_is() throws IOException {
        assertThat(errors("---\nrun: ./gö\r\ntimeout: 3m\r\n---\r\n"))
                .isEqualTo(
                        """
                        job/README.md:2:10: the line ends with CR LF, as on Windows; save it with \
                        Unix line ends (LF)
                            run: ./gö
                                     ^\
                        """);
    }

    @Test
    void an_editor_on_windows_is_told_of_all_that_it_did_and_what_else_is_wrong()
            throws IOException {
        assertThat(errors("\uFEFF---\r\nrun: ./go\r\nchek: valid\r\n---\r\n"))
                .isEqualTo(
                        """
                        job/README.md:1:1: the file begins with a byte order mark; save it as \
                        UTF-8 without BOM
                            ---
                            ^
                        job/README.md:1:4: the line ends with CR LF, as on Windows; save it with \
                        Unix line ends (LF)
                            ---
                               ^
                        job/README.md:3:1: unknown key "chek"; did you mean "check"?
                            chek: valid
                            ^\
                        """);
    }

    @Test
    void another_encoding_is_told_where_it_shows() throws IOException {
        var readme = "---\nrun: ./gö\n---\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(DefinitionFolder.errors(job.readingOf(readme)))
                .isEqualTo(
                        """
                        job/README.md:2:9: this is not UTF-8; save the file as UTF-8
                            run: ./g\uFFFD
                                    ^\
                        """);
    }

    @Test
    void front_matter_without_an_end_is_told() throws IOException {
        assertThat(errors("---\nrun: ./go\n# Job\n"))
                .isEqualTo(
                        """
                        job/README.md:1:1: the front matter that begins here has no end; put a \
                        line --- below the last key
                            ---
                            ^\
                        """);
    }

    @Test
    void spaces_behind_the_dashes_do_not_count() throws IOException {
        assertThat(errors("---  \nrun: ./go\n--- \n# Job\n")).isEmpty();
    }

    @Test
    void a_file_of_fifty_megabytes_is_not_read() throws IOException {
        var readme = job.folder().resolve(Readme.FILE);
        Files.writeString(readme, "---\nrun: ./go\n---\n");
        try (var file = new RandomAccessFile(readme.toFile(), "rw")) {
            file.setLength(50_000_000);
        }

        assertThat(DefinitionFolder.errors(job.home().read().getFirst()))
                .isEqualTo(
                        """
                        job/README.md:1:1: the file is too large (50 MB); at most 1 MB is read
                            ---
                            ^\
                        """);
    }

    @Test
    void a_folder_name_that_is_no_good_name_is_told_with_all_else() throws IOException {
        var folder = Files.createDirectory(job.folder().resolveSibling("my job"));
        Files.writeString(folder.resolve(Readme.FILE), "---\nrun: ./go\nchek: valid\n---\n");

        assertThat(DefinitionFolder.errors(job.home().read().get(1)))
                .isEqualTo(
                        """
                        my job/README.md:1:1: the folder's name "my job" is no good name for an \
                        automation; right would be letters, digits, ".", "_" and "-", at most 64, \
                        beginning with a letter or digit
                            ---
                            ^
                        my job/README.md:3:1: unknown key "chek"; did you mean "check"?
                            chek: valid
                            ^\
                        """);
    }

    @Test
    void a_folder_name_cannot_repaint_the_terminal() throws IOException {
        var folder = Files.createDirectory(job.folder().resolveSibling("x\u001b[2J"));
        Files.writeString(folder.resolve(Readme.FILE), "---\nrun: ./go\n---\n");

        assertThat(DefinitionFolder.errors(job.home().read().get(1)))
                .startsWith("x\\u001b[2J/README.md:1:1: the folder's name \"x\\u001b[2J\" is no");
    }

    @Test
    void names_that_differ_in_case_alone_are_told_both() throws IOException {
        job.readingOf("---\nrun: ./go\n---\n");
        var twin = Files.createDirectory(job.folder().resolveSibling("Job"));
        Files.writeString(twin.resolve(Readme.FILE), "---\nrun: ./go\n---\n");

        assertThat(job.home().read())
                .extracting(DefinitionFolder::errors)
                .containsExactly(
                        """
                        Job/README.md:1:1: these names differ in case alone: Job, job; rename one \
                        of the folders
                            ---
                            ^\
                        """,
                        """
                        job/README.md:1:1: these names differ in case alone: Job, job; rename one \
                        of the folders
                            ---
                            ^\
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "title: A note\ntags: [a]\ndate: 2026-01-01\n",
                "tag: a\npublished: true\nlayout: post\n",
                "aliases: [x]\ncssclasses: wide\n",
                "just a line\n",
                "- a\n- b\n",
                "title: \"unclosed\n",
                ""
            })
    void front_matter_of_other_programs_is_no_definition(String front) throws IOException {
        assertThat(job.reading(front)).isInstanceOf(Reading.Other.class);
    }

    @Test
    void a_key_without_a_space_behind_its_colon_is_told() throws IOException {
        assertThat(job.errors("run:./go\n"))
                .isEqualTo(
                        """
                        job/README.md:2:1: this is no group of keys; right would be KEY: VALUE, \
                        with a space behind the colon
                            run:./go
                            ^\
                        """);
    }

    @Test
    void a_readme_that_is_no_file_or_begins_otherwise_is_no_definition() throws IOException {
        assertThat(errors("# Job\n---\nrun: ./go\n---\n"))
                .isEqualTo("its README.md does not begin with a line ---");
        Files.delete(job.folder().resolve(Readme.FILE));
        Files.createDirectory(job.folder().resolve(Readme.FILE));
        assertThat(DefinitionFolder.errors(job.home().read().getFirst()))
                .isEqualTo("it has no README.md");
    }

    private String errors(String readme) throws IOException {
        return DefinitionFolder.errors(job.readingOf(readme));
    }
}
