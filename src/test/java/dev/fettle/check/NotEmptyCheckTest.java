package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotEmptyCheckTest {
    @TempDir private Path temp;
    private Results results;

    @BeforeEach
    void results() throws Exception {
        results = Results.in(temp);
    }

    @Test
    void one_byte_is_enough() throws Exception {
        results.write("notes/a.txt", "\n");

        var finding = results.finding("not-empty");

        assertThat(finding.passed()).contains(true);
        assertThat(finding.code()).isEmpty();
        assertThat(finding.detail()).contains("notes/a.txt: good");
    }

    @Test
    void a_file_without_a_byte_fails() throws Exception {
        results.write("a.txt", "something");
        results.write("notes/b.txt", "");

        var verdict = results.verdict("not-empty");

        assertThat(verdict.invalid()).isTrue();
        assertThat(verdict.findings())
                .containsExactly(
                        new Finding(
                                "not-empty",
                                Optional.of("empty"),
                                Optional.of("notes/b.txt"),
                                Optional.of(false),
                                Optional.empty(),
                                Optional.of("something in it"),
                                Optional.of("the file is empty"),
                                Optional.of(
                                        "notes/b.txt: the file is empty;"
                                                + " expected: something in it")));
    }

    @Test
    void what_is_all_good_is_told_in_one() throws Exception {
        results.write("a.txt", "a");
        results.write("b.txt", "b");

        assertThat(results.finding("not-empty").detail()).contains("2 files good");
    }

    @Test
    void no_files_at_all_are_not_its_business() throws Exception {
        assertThat(results.finding("not-empty").detail()).contains("0 files good");
        assertThat(Checks.allowNothing(Results.parse("not-empty"))).isFalse();
    }

    @Test
    void file_narrows_it_by_name_and_by_glob() throws Exception {
        results.write("full.txt", "something");
        results.write("empty.log", "");

        assertThat(results.verdict("not-empty: {file: full.txt}").holds()).isTrue();
        assertThat(results.verdict("not-empty: {file: '*.txt'}").holds()).isTrue();
        assertThat(results.verdict("not-empty: {file: empty.log}").holds()).isFalse();
        assertThat(results.verdict("not-empty: {file: '*.log'}").holds()).isFalse();
    }

    @Test
    void it_has_no_options_but_file() {
        assertThat(Results.problems("not-empty: {files: a.txt}"))
                .containsExactly("README.md:2:17: unknown key \"files\"; did you mean \"file\"?");
        assertThat(Results.problems("not-empty: yes"))
                .containsExactly(
                        "README.md:2:16: not-empty: a text stands where a group of keys belongs;"
                                + " right would be {key: value}");
    }
}
