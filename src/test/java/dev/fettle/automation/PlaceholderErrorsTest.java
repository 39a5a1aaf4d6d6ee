package dev.fettle.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where `{input}` and `{output}` may stand. Fettle puts a quoted parameter there, so that nothing
/// in a file's name is ever read by a shell.
class PlaceholderErrorsTest {
    @TempDir private Path temp;
    private DefinitionFolder job;

    @BeforeEach
    void a_home() throws IOException {
        job = new DefinitionFolder(temp);
    }

    @Test
    void a_placeholder_inside_quotes_is_told_where_it_stands() throws IOException {
        assertThat(job.errors("run: ./go '{input}' x\n"))
                .isEqualTo(
                        """
                        job/README.md:2:12: {input} stands inside quotes; write {input} without \
                        quotes: Fettle quotes it
                            run: ./go '{input}' x
                                       ^\
                        """);
    }

    @Test
    void each_obstacle_in_a_script_of_several_lines_is_told() throws IOException {
        assertThat(
                        job.errors(
                                """
                                output: site
                                run: |
                                  # it's only a comment about "{input}
                                  cp {input} {output}
                                  cp "a{input}" \\{output}
                                  echo `wc {input}` ${input}
                                """))
                .isEqualTo(
                        """
                        job/README.md:6:8: {input} stands inside quotes; write {input} without \
                        quotes: Fettle quotes it
                              cp "a{input}" \\{output}
                                   ^
                        job/README.md:6:18: a backslash stands before {output}; write {output} alone
                              cp "a{input}" \\{output}
                                             ^
                        job/README.md:7:12: {input} stands inside backquotes; write $(… {input} …) \
                        instead of them
                              echo `wc {input}` ${input}
                                       ^
                        job/README.md:7:22: ${input} is a variable of the shell; write {input} \
                        without the $
                              echo `wc {input}` ${input}
                                                 ^\
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cp {input} \"$(basename {input} .jpg)\".png",
                "cp {input} \"$(basename $(dirname {input}))\"",
                "(cd x && cp {input} y)",
                "echo it\\'s {input}",
                "echo 'a\"b' {input} \"c'd\"",
                "echo $# {input}",
                "x=\"$(echo ')')\"; cp {input} y",
                "cp {input}.bak {input}"
            })
    void a_placeholder_outside_of_quotes_is_good(String line) throws IOException {
        var run = job.definition("run: |\n  " + line + "\n").run().orElseThrow();

        assertThat(run.wantsInput()).isTrue();
        assertThat(((RunCommand.Line) run).script())
                .isEqualTo(line.replace("{input}", "\"$1\"") + "\n");
    }

    @Test
    void a_placeholder_in_a_comment_wants_nothing() throws IOException {
        var run = job.definition("run: |\n  ./go # not {input}\n").run().orElseThrow();

        assertThat(run.wantsInput()).isFalse();
    }

    @Test
    void a_misspelt_placeholder_is_told_but_the_shells_own_braces_are_not() throws IOException {
        assertThat(job.errors("run: [./go, \"{inptu}\"]\n"))
                .isEqualTo(
                        """
                        job/README.md:2:14: unknown placeholder {inptu}; did you mean "{input}"?
                            run: [./go, "{inptu}"]
                                         ^\
                        """);
        assertThat(job.errors("run: ./go ${inputs} {a,b} {}\n")).isEmpty();
    }

    @Test
    void braces_without_quotes_in_a_list_are_told_with_quotes() throws IOException {
        assertThat(job.errors("run: [./go, {input}]\n"))
                .isEqualTo(
                        """
                        job/README.md:2:13: run: a group of keys stands where an argument belongs; \
                        write "{input}" in quotes
                            run: [./go, {input}]
                                        ^\
                        """);
    }

    @Test
    void an_output_placeholder_wants_an_output_folder() throws IOException {
        assertThat(job.errors("run: |\n  set -e\n  ./go {output}\n"))
                .isEqualTo(
                        """
                        job/README.md:4:8: {output} stands here, but there is no output folder; \
                        add output: FOLDER
                              ./go {output}
                                   ^\
                        """);
    }

    @Test
    void an_input_is_given_by_hand_where_nothing_else_gives_one() throws IOException {
        var definition = job.definition("run: ./go {input}\n");

        assertThat(definition.watch()).isEmpty();
        assertThat(definition.run().orElseThrow().wantsInput()).isTrue();
    }

    @Test
    void a_batch_does_not_fit_into_a_part_of_an_argument() throws IOException {
        assertThat(
                        job.errors(
                                """
                                watch: {folder: in, per: batch}
                                run: [./go, "--from={input}"]
                                """))
                .isEqualTo(
                        """
                        job/README.md:3:13: a batch is many inputs, which do not fit into one \
                        argument; let "{input}" be an argument of its own
                            run: [./go, "--from={input}"]
                                        ^\
                        """);
    }
}
