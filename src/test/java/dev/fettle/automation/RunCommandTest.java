package dev.fettle.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The arguments that come of `run`, held against a real shell.
class RunCommandTest {
    private static final Path HOSTILE = Path.of("/in/$(touch x) `y` \"z\" '-rf' ; * \n.jpg");
    private static final Path PLAIN = Path.of("/in/b.jpg");
    private static final Path OUT = Path.of("/out put");

    @TempDir private Path temp;
    private DefinitionFolder job;

    @BeforeEach
    void a_home() throws IOException {
        job = new DefinitionFolder(temp);
    }

    @Test
    void a_name_reaches_the_program_as_it_is_whatever_a_shell_would_make_of_it() throws Exception {
        var run = run("run: printf '<%s>' {input} {output} x{input}\noutput: site\n");

        assertThat(said(run.arguments(List.of(HOSTILE), Optional.of(OUT))))
                .isEqualTo("<%s><%s><x%s>".formatted(HOSTILE, OUT, HOSTILE));
        assertThat(temp.resolve("x")).doesNotExist();
    }

    @Test
    void a_name_in_a_command_substitution_is_one_word_too() throws Exception {
        var run = run("run: printf '<%s>' \"$(basename {input})\"\n");

        assertThat(said(run.arguments(List.of(HOSTILE), Optional.empty())))
                .isEqualTo("<$(touch x) `y` \"z\" '-rf' ; * \n.jpg>");
    }

    @Test
    void a_batch_is_many_words_and_the_output_another() throws Exception {
        var run =
                run(
                        """
                        watch: {folder: in, per: batch}
                        run: printf '<%s>' {input} "$#"
                        """);

        assertThat(said(run.arguments(List.of(HOSTILE, PLAIN), Optional.empty())))
                .isEqualTo("<%s><%s><2>".formatted(HOSTILE, PLAIN));
    }

    @Test
    void an_output_without_an_input_is_the_output() throws Exception {
        var run = run("run: printf '<%s>' {output}\noutput: site\n");

        assertThat(said(run.arguments(List.of(), Optional.of(OUT)))).isEqualTo("<" + OUT + ">");
    }

    @Test
    void in_a_list_a_placeholder_is_an_argument_or_a_part_of_one() throws Exception {
        var run =
                run("run: [printf, \"<%s>\", \"{input}\", \"o={output}!\", \"\"]\noutput: site\n");

        assertThat(said(run.arguments(List.of(HOSTILE), Optional.of(OUT))))
                .isEqualTo("<%s><o=%s!><>".formatted(HOSTILE, OUT));
    }

    @Test
    void in_a_list_a_batch_is_an_argument_for_each_input() throws Exception {
        var run =
                run(
                        """
                        watch: {folder: in, per: batch}
                        run: [printf, "<%s>", "{input}"]
                        """);

        assertThat(said(run.arguments(List.of(HOSTILE, PLAIN), Optional.empty())))
                .isEqualTo("<%s><%s>".formatted(HOSTILE, PLAIN));
    }

    private RunCommand run(String front) throws IOException {
        return job.definition(front).run().orElseThrow();
    }

    private String said(List<byte[]> arguments) throws IOException, InterruptedException {
        var words = arguments.stream().map(a -> new String(a, StandardCharsets.UTF_8)).toList();
        var said = Files.createTempFile(temp, "said", "");
        var process =
                new ProcessBuilder(words)
                        .directory(temp.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        assertThat(process.waitFor()).isZero();
        return Files.readString(said);
    }
}
