package dev.fettle.check.derive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// What lines have in common.
class LineFormTest {
    @Test
    void numbers_are_any_number() {
        assertThat(form("Total: 12 files (3.5 GB)", "Total: 7 files (11 GB)").expression())
                .isEqualTo("Total: \\d+ files \\([\\d.,:]+ GB\\)");
    }

    @Test
    void so_are_those_that_only_happened_to_be_the_same() {
        assertThat(form("Total: 12 files", "Total: 12 files").expression())
                .isEqualTo("Total: \\d+ files");
    }

    @Test
    void a_count_of_three_digits_each_time_is_not_zero() {
        var form = form("checked 1311 files, 0 errors", "checked 290 files, 12 errors");

        assertThat(form.tellingExpression()).isEqualTo("checked \\d*[1-9]\\d* files, \\d+ errors");
        assertThat(form("took 90 s", "took 1000 s").tellingExpression()).isEqualTo("took \\d+ s");
        assertThat(form("at 10:05, 7").filledExpression())
                .isEqualTo("at [\\d.,:]*[1-9][\\d.,:]*, \\d*[1-9]\\d*");
    }

    @Test
    void days_and_months_are_any_word_though_all_are_of_one_month() {
        assertThat(form("Report of Sunday, 1 March", "Report of Sunday, 8 March").expression())
                .isEqualTo("Report of \\p{L}+, \\d+ \\p{L}+");
    }

    @Test
    void other_words_end_it() {
        var form = form("Dear Anna, hello", "Dear Bruno, hello").uptoAnyWord();

        assertThat(form.expression()).isEqualTo("Dear ");
        assertThat(form.whole()).isFalse();
    }

    @Test
    void a_sign_that_is_another_ends_it() {
        assertThat(form("- one", "* one").expression()).isEmpty();
    }

    @Test
    void what_cannot_be_seen_is_written_by_its_number() {
        assertThat(form("\fTotal").expression()).isEqualTo("\\x0CTotal");
    }

    private static LineForm form(String... lines) {
        return Arrays.stream(lines).map(LineForm::of).reduce(LineForm::with).orElseThrow();
    }
}
