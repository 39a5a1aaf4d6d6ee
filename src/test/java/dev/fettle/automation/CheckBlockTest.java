package dev.fettle.automation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fettle.notation.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Checks are put into a README, of which nothing else changes.
class CheckBlockTest {
    private static final Set<String> KINDS = Set.of("valid", "json");

    @TempDir private Path folder;

    @Test
    void where_there_are_none_they_come_last() throws IOException {
        assertThat(put("run: x\n# a word\n").text())
                .isEqualTo("---\nrun: x\n# a word\ncheck:   # why\n  - json\n---\n# Title\n");
    }

    @Test
    void only_the_lines_of_the_key_are_exchanged() throws IOException {
        var block = put("check: # old\n- valid\n- json: {path: /a}\n\n# of run\nrun: x # here\n");

        assertThat(block.text())
                .isEqualTo(
                        "---\ncheck:   # why\n  - json\n\n# of run\nrun: x # here\n---\n# Title\n");
        assertThat(block.replaced()).isTrue();
        assertThat(block.kept()).isEmpty();
    }

    @Test
    void a_list_on_one_line_is_exchanged_too() throws IOException {
        assertThat(put("check: [valid,\n  json]\nrun: x\n").text())
                .isEqualTo("---\ncheck:   # why\n  - json\nrun: x\n---\n# Title\n");
    }

    @Test
    void lines_end_as_they_did() throws IOException {
        var text =
                String.join(
                        "\r\n",
                        "---",
                        "run: x # here",
                        "check: [valid]",
                        "---",
                        "# Title\nmixed",
                        "no end");

        assertThat(putInto(text).text())
                .isEqualTo(
                        String.join(
                                "\r\n",
                                "---",
                                "run: x # here",
                                "check:   # why",
                                "  - json",
                                "---",
                                "# Title\nmixed",
                                "no end"));
    }

    @Test
    void checks_of_other_kinds_stay_with_their_comments() throws IOException {
        var block =
                put(
                        "run: x\ncheck:\n    - valid\n    - command: # mine\n        - ./look\n    - json\n");

        assertThat(block.text())
                .isEqualTo(
                        "---\nrun: x\ncheck:   # why\n  - json\n  - command: # mine\n      - ./look\n---\n# Title\n");
        assertThat(block.kept()).containsExactly("command");
    }

    @Test
    void one_without_keys_stays_and_so_does_an_empty_line_in_another() throws IOException {
        var block =
                put(
                        "check:\n  - not-empty # mine\n  - command:\n\n      - ./look\n  - valid\nrun: x\n");

        assertThat(block.text())
                .isEqualTo(
                        "---\ncheck:   # why\n  - json\n  - not-empty # mine\n  - command:\n\n      - ./look\nrun: x\n---\n# Title\n");
        assertThat(block.kept()).containsExactly("not-empty", "command");
    }

    @Test
    void one_that_would_stay_among_others_on_its_line_is_refused() {
        assertThatThrownBy(() -> put("run: x\ncheck: [valid, {command: [./look]}]\n"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("job/README.md:3:")
                .hasMessageContaining("\"command\"")
                .hasMessageContaining("a line of its own");
    }

    @Test
    void keys_that_do_not_begin_their_line_are_refused() {
        assertThatThrownBy(() -> put("  run: x\n  check: [valid]\n"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("first column");
        assertThatThrownBy(() -> put("{run: x, check: [valid]}\n"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("first column");
    }

    private CheckBlock put(String front) throws IOException {
        return putInto("---\n" + front + "---\n# Title\n");
    }

    private CheckBlock putInto(String text) throws IOException {
        var reading = Readme.of(new Name("job"), folder, text, new HomePaths(folder));
        assertThat(reading).isInstanceOf(Reading.Readable.class);
        var automation = ((Reading.Readable) reading).automation();
        return CheckBlock.put(automation, List.of("  - json"), "why", KINDS);
    }
}
