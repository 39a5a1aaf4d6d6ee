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

class CountCheckTest {
    @TempDir private Path temp;
    private Results results;

    @BeforeEach
    void three_files() throws Exception {
        results = Results.in(temp);
        results.write("a.jpg", "");
        results.write("b.jpg", "");
        results.write("sub/c.txt", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "count: 3",
                "count: {min: 3}",
                "count: {max: 3}",
                "count: {min: 0, max: 3}",
                "count: {min: 3, max: 3}"
            })
    void a_number_within_the_bounds_passes(String check) throws Exception {
        var finding = results.finding(check);

        assertThat(finding.passed()).contains(true);
        assertThat(finding.detail()).contains("3 files");
    }

    @ParameterizedTest
    @CsvSource({
        "count: 2, exactly 2",
        "'count: {min: 2, max: 2}', exactly 2",
        "count: {min: 4}, at least 4",
        "count: {max: 2}, at most 2",
        "'count: {min: 4, max: 9}', at least 4"
    })
    void a_number_beyond_them_fails(String check, String expected) throws Exception {
        var finding = results.finding(check);

        assertThat(finding.passed()).contains(false);
        assertThat(finding.code()).contains("count");
        assertThat(finding.file()).isEmpty();
        assertThat(finding.expected()).contains(expected);
        assertThat(finding.found()).contains("3 files");
        assertThat(finding.detail()).contains("3 files; expected: " + expected);
    }

    @Test
    void file_narrows_what_is_counted_by_name_and_by_glob() throws Exception {
        assertThat(results.verdict("count: {min: 1, max: 1, file: sub/c.txt}").holds()).isTrue();
        assertThat(results.verdict("count: {min: 2, max: 2, file: '*.jpg'}").holds()).isTrue();
        assertThat(results.finding("count: {min: 1, file: '*.png'}").detail())
                .contains("0 files; expected: at least 1");
    }

    @Test
    void a_name_that_may_be_missing_is_counted_as_nothing() throws Exception {
        assertThat(results.finding("count: {min: 0, file: none.txt}").detail())
                .isEqualTo(Optional.of("0 files"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"count: {min: 0}", "count: {min: 0, max: 5}", "count: 0", "count: {max: 0}"})
    void a_stated_nothing_allows_nothing(String check) {
        assertThat(Checks.allowNothing(Results.parse("valid", check))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "count: {max: 5}",
                "count: {min: 1}",
                "count: 1",
                "count: {min: 0, file: '*.log'}"
            })
    void what_says_nothing_of_nothing_does_not_allow_it(String check) {
        assertThat(Checks.allowNothing(Results.parse("valid", check))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "count | 2:5: check: \"count\" says nothing alone: write count: …",
                "count: {} | 2:12: count without min and max checks nothing; state one of them",
                "count: {file: a} | 2:12: count without min and max checks nothing; state one of them",
                "count: {min: 3, max: 2} | 2:18: min is more than max; no value can fit",
                "count: -1 | 2:12: count: \"-1\" will not do; right would be a whole number from 0 to 1000000000",
                "count: {mni: 1} | 2:13: unknown key \"mni\"; did you mean \"min\"?"
            })
    void what_cannot_be_meant_is_told(String check, String problem) {
        assertThat(Results.problems(check)).containsExactly("README.md:" + problem);
    }
}
