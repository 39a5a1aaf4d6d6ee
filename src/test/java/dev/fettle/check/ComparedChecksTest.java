package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.platform.Hash;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What compares with something else: the last good result, another file.
class ComparedChecksTest {
    @TempDir private Path temp;
    private Results results;

    @BeforeEach
    void results() throws Exception {
        results = Results.in(temp);
    }

    @ParameterizedTest
    @CsvSource({
        "80 %, 80, true",
        "80 %, 79, false",
        "100%, 99, false",
        "0.5 %, 1, true",
        "120 %, 119, false"
    })
    void a_result_may_shrink_so_far(String percent, int bytes, boolean passes) throws Exception {
        results.write("a", "x".repeat(bytes));

        var verdict =
                results.verdictAfter(
                        earlier(false, "a".repeat(60), "b".repeat(40)), shrink(percent));

        assertThat(verdict.holds()).isEqualTo(passes);
    }

    private static String shrink(String percent) {
        return "shrink: " + percent;
    }

    @Test
    void what_shrank_is_told_with_both_sizes() throws Exception {
        results.write("a", "x".repeat(20));

        var finding =
                results.verdictAfter(earlier(false, "x".repeat(100)), "shrink: 80 %")
                        .findings()
                        .getFirst();

        assertThat(finding.code()).contains("shrunk");
        assertThat(finding.detail())
                .contains(
                        "20 B, and 100 B before; expected: at least 80 % of the last good result,"
                                + " which is 80 B");
    }

    @Test
    void a_narrowed_comparison_looks_at_the_same_names_on_both_sides() throws Exception {
        results.write("0.txt", "x".repeat(50));
        var earlier = earlier(false, "x".repeat(50), "y".repeat(900));

        assertThat(results.verdictAfter(earlier, "shrink: 80 %").holds()).isFalse();
        assertThat(results.verdictAfter(earlier, "shrink: {min: 80 %, file: '0.*'}").holds())
                .isTrue();
    }

    @Test
    void yesterdays_bytes_again_are_no_change() throws Exception {
        results.write("report", "as ever");

        var finding =
                results.verdictAfter(earlier(false, "as ever"), "changed").findings().getFirst();

        assertThat(finding.code()).contains("unchanged");
        assertThat(finding.detail())
                .contains(
                        "the same bytes in 1 file; expected: another result than the last good"
                                + " one");
        assertThat(results.verdictAfter(earlier(true, "as ever"), "changed").holds()).isTrue();
        assertThat(results.verdictAfter(earlier(false, "other"), "changed").holds()).isTrue();
    }

    @Test
    void with_nothing_earlier_both_pass_and_say_so() throws Exception {
        results.write("a", "a");

        assertThat(results.finding("shrink: 80 %").detail())
                .contains("nothing earlier to compare with");
        assertThat(results.finding("changed").passed()).contains(true);
    }

    @Test
    void a_copy_is_held_against_its_original() throws Exception {
        var original = Files.createDirectories(temp.resolve("job/letters"));
        Files.writeString(original.resolve("a.txt"), "dear all");
        results.write("a.txt", "dear all");

        assertThat(results.finding("same-as: letters").passed()).contains(true);
        assertThat(results.finding("same-as: letters/a.txt").passed()).contains(true);

        results.write("a.txt", "dear ill");

        assertThat(results.finding("same-as: letters").code()).contains("differs");
        assertThat(results.finding("same-as: {path: letters/a.txt}").found())
                .contains("other bytes from byte 5 on");

        results.write("a.txt", "dear");

        assertThat(results.finding("same-as: letters").found()).contains("4 bytes, and 8 there");
    }

    @Test
    void without_an_original_nothing_is_proved() throws Exception {
        results.write("a.txt", "a");

        var finding = results.finding("same-as: letters");

        assertThat(finding.passed()).isEmpty();
        assertThat(finding.code()).contains("missing");
    }

    private static Occasion.Earlier earlier(boolean sameInput, String... contents) {
        var files = new java.util.ArrayList<Occasion.Result>();
        for (var content : contents) {
            var hash = Hash.sha256(content.getBytes(StandardCharsets.UTF_8));
            files.add(new Occasion.Result(Path.of(files.size() + ".txt"), hash.size(), hash.hex()));
        }
        return new Occasion.Earlier(List.copyOf(files), sameInput);
    }
}
