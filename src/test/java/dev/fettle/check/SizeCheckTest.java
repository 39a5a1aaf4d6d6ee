package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizeCheckTest {
    @TempDir private Path temp;
    private Results results;

    @BeforeEach
    void results() throws Exception {
        results = Results.in(temp);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "size: {min: 2 kB}",
                "size: {max: 2 kB}",
                "size: {min: 2 kB, max: 2 kB}",
                "size: {min: 1.953 KiB, max: 1.96 KiB}"
            })
    void a_size_on_the_bounds_is_within(String check) throws Exception {
        results.write("a.bin", new byte[2000]);

        assertThat(results.finding(check).detail()).contains("a.bin: good");
    }

    @Test
    void a_file_that_is_too_large_fails() throws Exception {
        results.write("a.bin", new byte[10]);
        results.write("b.bin", new byte[412_345]);

        assertThat(results.finding("size: {max: 400 kB}"))
                .isEqualTo(
                        new Finding(
                                "size",
                                Optional.of("size"),
                                Optional.of("b.bin"),
                                Optional.of(false),
                                Optional.empty(),
                                Optional.of("at most 400 kB"),
                                Optional.of("the file has 412 kB (412,345 bytes)"),
                                Optional.of(
                                        "b.bin: the file has 412 kB (412,345 bytes);"
                                                + " expected: at most 400 kB")));
    }

    @Test
    void a_file_that_is_too_small_fails() throws Exception {
        results.write("a.bin", new byte[999]);

        assertThat(results.finding("size: {min: 1 kB}").detail())
                .contains("a.bin: the file has 999 B (999 bytes); expected: at least 1.0 kB");
    }

    @Test
    void file_narrows_it_by_name_and_by_glob() throws Exception {
        results.write("small.txt", new byte[10]);
        results.write("large.bin", new byte[5000]);

        assertThat(results.verdict("size: {max: 1 kB, file: small.txt}").holds()).isTrue();
        assertThat(results.verdict("size: {max: 1 kB, file: '*.txt'}").holds()).isTrue();
        assertThat(results.verdict("size: {max: 1 kB, file: large.bin}").holds()).isFalse();
        assertThat(results.verdict("size: {max: 1 kB, file: 'l*'}").holds()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "size | 2:5: check: \"size\" says nothing alone: write size: …",
                "size: {} | 2:11: size without min and max checks nothing; state one of them",
                "size: {min: 2 MB, max: 900 kB} | 2:17: min is more than max; no value can fit",
                "size: {max: 5 megs} | 2:17: max: \"5 megs\" is no size; right would be a number"
                        + " and a unit: 400 kB, 2.5 MB, 5 GB (or KiB, MiB, GiB)",
                "size: {maxi: 5 MB} | 2:12: unknown key \"maxi\"; did you mean \"max\"?"
            })
    void what_cannot_be_meant_is_told(String check, String problem) {
        assertThat(Results.problems(check)).containsExactly("README.md:" + problem);
    }
}
