package dev.fettle.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellScriptTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a || b",
                "echo 'a | b'",
                "echo \"a | b\"",
                "echo a \\| b",
                "# a | b",
                "echo x # a | b",
                "cat <<EOF\na | b\nEOF",
                "cat <<'EOF' >f\na | b\nEOF\n",
                "cat <<-EOF\n\ta | b\n\tEOF",
                "case $x in a | b) c ;; (d|e) f ;; *) g ;; esac",
                "case $x in\n    a|b) c ;;\n    # x | y\n    d|e) f\nesac",
                "[[ $x =~ a|b ]] && c",
                "echo $((a | b))",
                "echo ${x:-a|b}",
                "x >| file",
                "(( a | b ))",
                "f() { c; }",
            })
    void what_only_looks_like_a_pipe_is_none(String text) {
        assertThat(script(text).pipelines()).isEmpty();
    }

    @Test
    void a_pipe_is_found_with_its_line_and_its_programs() {
        var script =
                script(
                        """
                        #!/bin/sh
                        x=1 cat a |
                            sort | gzip >b 2>&1
                        y=$(curl "$u" | tar x)
                        echo "$(f | g)"
                        { a; b; } | c
                        for x in 1 2; do d; done | e &
                        h() { i | j; }
                        case $1 in a) k | l ;; esac
                        """);

        assertThat(script.pipelines())
                .extracting(ShellScript.Pipeline::line, ShellScript.Pipeline::programs)
                .containsExactly(
                        tuple(2, List.of("cat", "sort", "gzip")),
                        tuple(4, List.of("curl", "tar")),
                        tuple(5, List.of("f", "g")),
                        tuple(6, List.of("", "c")),
                        tuple(7, List.of("", "e")),
                        tuple(8, List.of("i", "j")),
                        tuple(9, List.of("k", "l")));
    }

    @Test
    void behind_if_and_while_a_pipe_only_decides() {
        assertThat(
                        script("if a | b; then c | d; fi\n! e | f\nx | while read y; do z; done")
                                .pipelines())
                .extracting(ShellScript.Pipeline::decides)
                .containsExactly(true, false, true, false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set -e",
                "set -eu",
                "set -ue",
                "set -euo pipefail",
                "set -o errexit",
                "#!/bin/sh -e",
                "#!/bin/bash -eu",
                "trap 'exit 1' ERR",
                "set -u -e"
            })
    void stopping_at_errors_has_many_spellings(String text) {
        assertThat(script(text + "\na\nb\n").stopsAtErrors()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set -u",
                "set +e",
                "echo set -e",
                "# set -e",
                "set -o nounset",
                "#!/usr/bin/env bash"
            })
    void what_is_no_spelling_of_it_does_not_count(String text) {
        assertThat(script(text + "\na\nb\n").stopsAtErrors()).isFalse();
    }

    @Test
    void statements_are_counted_and_assignments_are_none() {
        assertThat(script("#!/bin/sh\nx=1\nset -u\nexec a b c\n").statements()).isEqualTo(1);
        assertThat(script("a; b && c\n").statements()).isEqualTo(3);
    }

    @Test
    void a_script_that_makes_no_sense_is_read_to_its_end() {
        var random = new Random(4);
        var pieces =
                "a b | || & && ; ;; ( ) $( ${ } ` \" ' \\ << EOF < > case in esac [[ ]] # \n $(( )) if then fi"
                        .split(" ", -1);
        for (int i = 0; i < 5000; i++) {
            var text = new StringBuilder();
            for (int j = random.nextInt(60); j > 0; j--) {
                text.append(pieces[random.nextInt(pieces.length)])
                        .append(random.nextBoolean() ? " " : "");
            }
            assertThat(script(text.toString())).as("seed 4, text %d: %s", i, text).isNotNull();
        }
        assertThat(script("$(".repeat(100_000))).isNotNull();
        assertThat(script("((".repeat(100_000))).isNotNull();
        assertThat(script("\"${".repeat(100_000))).isNotNull();
    }

    @Test
    void the_recipes_own_script_keeps_every_failure() throws Exception {
        var recipe = Path.of(System.getProperty("fettle.root"), "recipes/web-images/shrink.sh");

        var script = script(Files.readString(recipe));

        assertThat(script.stopsAtErrors()).isTrue();
        assertThat(script.pipelines()).allMatch(p -> p.programs().getFirst().equals("printf"));
    }

    private static ShellScript script(String text) {
        return ShellScript.of(Path.of("x.sh"), text);
    }
}
