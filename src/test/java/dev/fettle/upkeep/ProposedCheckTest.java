package dev.fettle.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.publish.PublishedFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is proposed to whoever found a result wrong.
class ProposedCheckTest {
    private static final List<PublishedFile> GOOD =
            List.of(file("prices.json", 180_000, "aa"), file("notes", 1_000, "bb"));

    @Test
    void a_result_that_shrank_is_compared_with_the_last_good_one() {
        assertThat(proposed(List.of(file("prices.json", 3_000, "cc"), file("notes", 1_000, "dd"))))
                .first()
                .isEqualTo(
                        new ProposedCheck(
                                "shrink: 80 %", "it has 4.0 kB, the last good result has 181 kB"));
    }

    @Test
    void the_same_bytes_again_are_no_change() {
        assertThat(proposed(GOOD)).first().extracting(ProposedCheck::check).isEqualTo("changed");
    }

    @Test
    void a_file_fewer_is_counted() {
        assertThat(proposed(List.of(file("prices.json", 181_000, "cc"))))
                .first()
                .extracting(ProposedCheck::check)
                .isEqualTo("count: {min: 2}");
    }

    @Test
    void what_the_name_calls_the_file_is_looked_into() {
        assertThat(checks(ProposedCheck.of(List.of(file("a.JSON", 9, "cc")), List.of(), Set.of())))
                .containsExactly(
                        "json: {path: {/status: ok}}", "command: [./looks-right, \"{output}\"]");
    }

    @Test
    void what_is_stated_already_is_not_proposed() {
        assertThat(checks(ProposedCheck.of(GOOD, GOOD, Set.of("changed", "json", "command"))))
                .isEmpty();
    }

    @Test
    void one_that_published_nothing_leaves_a_program_of_the_owners_own() {
        assertThat(checks(ProposedCheck.of(List.of(), List.of(), Set.of())))
                .containsExactly("command: [./looks-right, \"{output}\"]");
    }

    private static List<ProposedCheck> proposed(List<PublishedFile> bad) {
        return ProposedCheck.of(bad, GOOD, Set.of());
    }

    private static List<String> checks(List<ProposedCheck> proposed) {
        return proposed.stream().map(ProposedCheck::check).toList();
    }

    private static PublishedFile file(String name, long size, String sha256) {
        return new PublishedFile(Path.of("/out", name), size, sha256, Optional.empty());
    }
}
