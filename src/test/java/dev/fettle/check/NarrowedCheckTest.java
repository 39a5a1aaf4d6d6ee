package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `file:`, which any check may have.
class NarrowedCheckTest {
    @TempDir private Path temp;
    private Results results;

    @BeforeEach
    void some_files() throws Exception {
        results = Results.in(temp);
        for (var name :
                new String[] {"a.jpg", "b.png", "a[1].jpg", "sub/c.jpg", "sub/deep/d.jpg"}) {
            results.write(name, "x");
        }
        results.write(new byte[] {'c', 'a', 'f', (byte) 0xe9, '.', 'g', 'i', 'f'}, new byte[1]);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.jpg | 1",
                "sub/c.jpg | 1",
                "'*' | 4",
                "'**' | 6",
                "'*.jpg' | 2",
                "'**.jpg' | 4",
                "'**/*.jpg' | 2",
                "'sub/*' | 1",
                "'sub/**' | 2",
                "'*.{png,gif}' | 2",
                "'?.jpg' | 1",
                "'[ab].*' | 2",
                "'a[1].jpg' | 1",
                "'a\\[1\\].jpg' | 1",
                "'caf*' | 1",
                "'caf\\xE9.gif' | 1",
                "'*.zip' | 0",
                "c.jpg | 0"
            })
    void it_fits_by_the_path_in_the_folder(String file, int files) throws Exception {
        var check = "count: {min: 0, max: 0, file: \"%s\"}".formatted(file.replace("\\", "\\\\"));

        var found = results.finding(check).detail().orElseThrow();

        assertThat(found).startsWith(files + (files == 1 ? " file" : " files"));
    }

    @Test
    void a_name_that_is_not_there_fails() throws Exception {
        assertThat(results.finding("image: {file: cover.jpg}"))
                .isEqualTo(
                        new Finding(
                                "image",
                                Optional.of("missing"),
                                Optional.of("cover.jpg"),
                                Optional.of(false),
                                Optional.empty(),
                                Optional.of("a file of this name"),
                                Optional.of("no such file"),
                                Optional.of(
                                        "cover.jpg: no such file; expected: a file of this name")));
    }

    @Test
    void a_glob_that_fits_nothing_passes() throws Exception {
        assertThat(results.verdict("image: {file: '*.webp'}").holds()).isTrue();
    }

    @Test
    void it_costs_and_needs_what_the_check_does() {
        var narrowed = Results.parse("command: {run: [no-such-program], file: a}").getFirst();

        assertThat(narrowed.cost()).isEqualTo(Cost.RUNS);
        assertThat(narrowed.programs()).containsExactly("no-such-program");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "image: {file: '*.{jpg'} | 2:19: file: \"*.{jpg\" is no glob: Missing '}; a name, or"
                        + " a glob such as *.{jpg,png}; \\ before a sign takes it as it is",
                "count: {min: 1, file: 'a[1'} | 2:27: file: \"a[1\" is no glob: Missing ']; a name, or"
                        + " a glob such as *.{jpg,png}; \\ before a sign takes it as it is",
                "text: {file: } | 2:17: \"file\" has nothing after it; give it a value, or leave it out",
                "text: {file: [a, b]} | 2:18: file: a list stands where a name or glob belongs"
            },
            quoteCharacter = '`')
    void what_cannot_be_meant_is_told(String check, String problem) {
        assertThat(Results.problems(check)).first().asString().startsWith("README.md:" + problem);
    }
}
