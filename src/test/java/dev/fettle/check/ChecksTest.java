package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.check.image.Pictures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the checks of a run say together.
class ChecksTest {
    @TempDir private Path temp;
    private Results results;

    @BeforeEach
    void a_page_under_the_name_of_a_photograph() throws Exception {
        results = Results.in(temp);
        results.write("photo.jpg", "<html>sign in</html>");
    }

    @Test
    void the_cheap_ones_come_first_and_what_was_not_reached_is_not_listed() throws Exception {
        var verdict =
                results.verdict("command: touch reached", "image", "size: {max: 2 B}", "count: 1");

        assertThat(verdict.invalid()).isTrue();
        assertThat(verdict.findings()).extracting(Finding::name).containsExactly("size");
        assertThat(results.automation()).isEmptyDirectory();
    }

    @Test
    void what_costs_the_same_is_looked_at_in_the_order_in_which_it_is_written() throws Exception {
        var verdict = results.verdict("command: touch reached", "count: 1", "text", "image");

        assertThat(verdict.findings())
                .extracting(Finding::name)
                .containsExactly("count", "text", "image");
        assertThat(results.automation()).isEmptyDirectory();
    }

    @Test
    void all_that_passed_is_listed() throws Exception {
        var verdict = results.verdict("text", "{count: 1, size: {max: 1 kB}}", "command: 'true'");

        assertThat(verdict.holds()).isTrue();
        assertThat(verdict.reason()).isEmpty();
        assertThat(verdict.findings())
                .extracting(Finding::name)
                .containsExactly("count", "size", "text", "command");
    }

    @Test
    void a_check_that_cannot_be_made_blocks_and_the_others_are_made_all_the_same()
            throws Exception {
        results.write("photo.jpg", "{}");

        var verdict = results.verdict("json: {schema: none.json}", "text", "command: 'true'");

        assertThat(verdict.holds()).isFalse();
        assertThat(verdict.unmade()).isTrue();
        assertThat(verdict.invalid()).isFalse();
        assertThat(verdict.findings()).hasSize(3);
        assertThat(verdict.findings().getFirst().passed()).isEmpty();
        assertThat(verdict.reason().orElseThrow()).contains("schema none.json cannot be used");
    }

    @Test
    void one_proved_fault_makes_it_invalid_even_so() throws Exception {
        results.write("photo.jpg", "{}");

        var verdict = results.verdict("json: {schema: none.json}", "command: exit 7");

        assertThat(verdict.invalid()).isTrue();
        assertThat(verdict.unmade()).isFalse();
        assertThat(verdict.reason()).contains("exit code 7; expected: exit code 0 of exit 7");
        assertThat(verdict.findings()).hasSize(2);
    }

    @Test
    void a_fault_of_one_file_is_told_though_an_earlier_one_could_not_be_judged() throws Exception {
        results.write("a.webp", webp());

        var verdict = results.withPath("/nowhere").verdict("image");

        assertThat(verdict.invalid()).isTrue();
        assertThat(verdict.findings())
                .extracting(f -> f.code().orElse(""))
                .containsExactly("no-decoder", "no-image");
    }

    @Test
    void what_is_stated_replaces_the_default() throws Exception {
        assertThat(results.verdict("count: 1").holds()).isTrue();
        assertThat(
                        Checks.verdict(Checks.byDefault(), results.evidence(), results.clock())
                                .findings()
                                .getFirst()
                                .code())
                .contains("no-image");
    }

    @Test
    void without_checks_everything_holds() throws Exception {
        assertThat(Checks.verdict(List.of(), results.evidence(), results.clock()).holds()).isTrue();
    }

    @Test
    void programs_that_are_missing_are_known_before_the_start() {
        var checks = Results.parse("command: [no-such-program]", "command: [sh]", "text");

        assertThat(Checks.missingPrograms(checks, results.path()))
                .containsExactly("no-such-program");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "imagee | 2:5: check: \"imagee\" is not known here; did you mean \"image\"?",
                "imgae: {} | 2:5: unknown key \"imgae\"; did you mean \"image\"?",
                "usual: loose | 2:12: usual: \"loose\" is not known here; right would be strict",
                "{} | 2:5: check: nothing stands here; name at least one"
            })
    void a_check_that_does_not_exist_is_told(String check, String problem) {
        assertThat(Results.problems(check)).containsExactly("README.md:" + problem);
    }

    @Test
    void everything_that_is_wrong_is_told_in_one_go() {
        assertThat(
                        Results.problems(
                                "size: {min: 2 kB, max: 1 kB}",
                                "text: {matches: '('}",
                                "image: {file: '{a'}",
                                "count: {}"))
                .hasSize(4);
    }

    private static byte[] webp() throws Exception {
        return Files.readAllBytes(Pictures.kept("tiny.webp"));
    }
}
