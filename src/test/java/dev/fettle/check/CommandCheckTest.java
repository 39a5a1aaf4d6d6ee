package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CommandCheckTest {
    @TempDir private Path temp;
    private Results results;

    @BeforeEach
    void a_page() throws Exception {
        results = Results.in(temp);
        results.write("page one.html", "<html></html>\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "command: 'true'",
                "command: grep -q html {output}/*",
                "command: [grep, -rq, html, '{output}']",
                "command: grep -q html {input}",
                "command: [grep, -q, html, '{input}']",
                "command: {run: [test, -d, '{output}']}",
                "command: test \"$FETTLE_OUTPUT\" -ef {output}"
            })
    void exit_code_0_is_good(String check) throws Exception {
        var finding = results.finding(check);

        assertThat(finding.passed()).contains(true);
        assertThat(finding.detail()).contains("good");
    }

    @Test
    void any_other_exit_code_fails_with_what_was_said_last() throws Exception {
        assertThat(results.finding("command: echo good; echo no title in page >&2; exit 3"))
                .isEqualTo(
                        new Finding(
                                "command",
                                Optional.of("command"),
                                Optional.empty(),
                                Optional.of(false),
                                Optional.empty(),
                                Optional.of(
                                        "exit code 0 of echo good; echo no title in page >&2; exit"
                                                + " 3"),
                                Optional.of("exit code 3: no title in page"),
                                Optional.of(
                                        "exit code 3: no title in page; expected: exit code 0 of"
                                                + " echo good; echo no title in page >&2; exit 3")));
    }

    @Test
    void its_own_program_is_found_beside_the_readme() throws Exception {
        program("looks-right", "#!/bin/sh\necho \"$PWD: $1\"; exit 1\n");

        assertThat(results.finding("command: [./looks-right, '{output}']").detail())
                .contains(
                        "exit code 1: %s: %s; expected: exit code 0 of ./looks-right"
                                .formatted(results.automation().toRealPath(), results.folder()));
    }

    @Test
    void names_reach_it_as_they_are_and_are_never_interpreted() throws Exception {
        var hostile = List.of("$(touch x)", "`touch x`", "-n", "a\nb", "'\"", "*", " ");
        for (var name : hostile) {
            results.write(name, "content of it");
        }
        results.write(new byte[] {'c', (byte) 0xe9}, "latin".getBytes(StandardCharsets.UTF_8));
        Files.delete(results.folder().resolve("page one.html"));

        assertThat(results.verdict("command: test $(cat -- {input} | wc -c) = 96").reason())
                .isEmpty();
        assertThat(results.verdict("command: [cat, --, '{input}']").reason()).isEmpty();
        assertThat(results.automation()).isEmptyDirectory();
    }

    @Test
    void it_gets_the_variables_of_the_automation() throws Exception {
        var own = results.evidence();
        var evidence =
                new Evidence(
                        own.folder(),
                        own.files(),
                        Map.of("SITE", "blog", "PATH", "/nowhere", "FETTLE_OUTPUT", "/nowhere"),
                        own.workingFolder(),
                        own.path());

        var checks =
                Results.parse("command: test $SITE = blog -a -d $FETTLE_OUTPUT -a -z \"$HOME\"");

        assertThat(Checks.verdict(checks, evidence, results.clock()).reason()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "command: [no-such-program] | no-such-program cannot be run: it is not there",
                "command: ./none | ./none could not be run (exit code 127): sh: 2: ./none: not found",
                "command: [./none] | ./none cannot be run: it is not there",
                "command: [./plain] | ./plain cannot be run: permission denied",
                "command: ./plain | ./plain could not be run (exit code 126): sh: 2: ./plain: Permission denied"
            })
    void what_cannot_be_run_has_checked_nothing(String check, String detail) throws Exception {
        Files.writeString(results.automation().resolve("plain"), "no program\n");

        var verdict = results.verdict(check);

        assertThat(verdict.unmade()).isTrue();
        assertThat(verdict.findings().getFirst().passed()).isEmpty();
        assertThat(verdict.findings().getFirst().code()).contains("cannot-run");
        assertThat(verdict.reason()).contains(detail);
    }

    @Test
    void of_much_that_was_said_the_last_lines_are_told() throws Exception {
        var detail =
                results.finding("command: seq 100000; printf 'x\\033[2J\\n'; exit 1")
                        .detail()
                        .orElseThrow();

        assertThat(detail).startsWith("exit code 1: 99994\n99995\n").contains("\nx\\u001b[2J;");
    }

    @Test
    void file_narrows_what_it_is_given_by_name_and_by_glob() throws Exception {
        results.write("notes.txt", "a note\n");

        var byName = "command: {run: [grep, -q, note, '{input}'], file: notes.txt}";
        var byGlob = "command: {run: 'test $# = 0; grep -q html {input}', file: '*.html'}";
        var other = "command: {run: [grep, -q, note, '{input}'], file: '*.html'}";

        assertThat(results.verdict(byName).reason()).isEmpty();
        assertThat(results.verdict(byGlob).reason()).isEmpty();
        assertThat(results.verdict(other).invalid()).isTrue();
    }

    @Test
    void its_program_is_known_beforehand() {
        assertThat(Results.parse("command: [no-such-program, x]").getFirst().programs())
                .containsExactly("no-such-program");
        assertThat(Results.parse("command: [./mine]").getFirst().programs()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "command | 2:5: check: \"command\" says nothing alone: write command: …",
                "command: grep x \"{output}/a\" | 2:14: command: a placeholder inside quotes; write"
                        + " {output} without quotes: it is one argument, whatever is in it",
                "command: {file: a} | 2:14: command: \"run\" is missing",
                "command: [] | 2:14: command: the list is empty; leave the key out, or fill it",
                "command: {runn: x} | 2:15: unknown key \"runn\"; did you mean \"run\"?"
            })
    void what_cannot_be_meant_is_told(String check, String problem) {
        assertThat(Results.problems(check)).first().isEqualTo("README.md:" + problem);
    }

    private void program(String name, String text) throws Exception {
        var program = Files.writeString(results.automation().resolve(name), text);
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }
}
