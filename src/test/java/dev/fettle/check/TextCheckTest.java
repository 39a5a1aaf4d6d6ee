package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextCheckTest {
    @TempDir private Path temp;
    private Results results;

    @BeforeEach
    void results() throws Exception {
        results = Results.in(temp);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text",
                "text: {matches: '</html>'}",
                "text: {matches: ['^<html>$', '(?i)WELCOME', 'Grüße']}",
                "text: {lacks: [Traceback, 'error:']}",
                "text: {min-lines: 3}",
                "text: {encoding: utf-8, lacks: '^$'}"
            })
    void a_text_as_stated_passes(String check) throws Exception {
        results.write("page.html", "<html>\nwelcome, Grüße\n</html>\n");

        assertThat(results.finding(check).detail()).contains("page.html: good");
    }

    @Test
    void a_text_without_what_must_be_in_it_fails() throws Exception {
        results.write("page.html", "<html>\nwelcome\n");

        assertThat(results.finding("text: {matches: [welcome, '</html>']}"))
                .isEqualTo(
                        new Finding(
                                "text",
                                Optional.of("matches"),
                                Optional.of("page.html"),
                                Optional.of(false),
                                Optional.empty(),
                                Optional.of("text that matches </html>"),
                                Optional.of("no text that does"),
                                Optional.of(
                                        "page.html: no text that does;"
                                                + " expected: text that matches </html>")));
    }

    @Test
    void a_text_with_what_must_not_be_in_it_fails_and_the_line_is_shown() throws Exception {
        results.write(
                "log.txt", "one\ntwo\n  Traceback \u001b[31m(most recent call last):\nfour\n");

        var finding = results.finding("text: {lacks: '^\\s+Traceback'}");

        assertThat(finding.code()).contains("lacks");
        assertThat(finding.detail())
                .contains(
                        "log.txt: line 3: Traceback \\u001b[31m(most recent call last):;"
                                + " expected: no text that matches ^\\s+Traceback");
    }

    @Test
    void of_an_endless_line_only_the_piece_around_the_place_is_shown() throws Exception {
        results.write("log.txt", "first\n" + "a".repeat(3000) + "ERROR" + "b".repeat(3000));

        assertThat(results.finding("text: {lacks: ERROR}").detail())
                .contains(
                        "log.txt: line 2: …"
                                + "a".repeat(40)
                                + "ERROR"
                                + "b".repeat(55)
                                + "…; expected: no text that matches ERROR");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0 lines",
        "one, 1 line",
        "'one\n', 1 line",
        "'one\ntwo', 2 lines",
        "'one\n\n', 2 lines",
        "'one\rtwo\r', 1 line"
    })
    void too_few_lines_fail(String text, String lines) throws Exception {
        results.write("a.csv", text);

        var finding = results.finding("text: {min-lines: 3}");

        assertThat(finding.code()).contains("min-lines");
        assertThat(finding.detail())
                .isEqualTo(Optional.of("a.csv: %s; expected: at least 3 lines".formatted(lines)));
    }

    @ParameterizedTest
    @CsvSource({"utf-8,UTF-8", "ascii,US-ASCII"})
    void bytes_of_another_encoding_fail(String encoding, String shown) throws Exception {
        results.write("a.txt", "Grüße".getBytes(StandardCharsets.ISO_8859_1));

        var finding = results.finding("text: {encoding: %s}".formatted(encoding));

        assertThat(finding.code()).contains("encoding");
        assertThat(finding.detail())
                .contains("a.txt: bytes that are no %s; expected: text in %1$s".formatted(shown));
        assertThat(results.verdict("text: {encoding: latin1, matches: Grüße}").holds()).isTrue();
    }

    /// Half a character at the end is where a copy broke off.
    @Test
    void a_text_cut_inside_a_character_fails() throws Exception {
        results.write("a.txt", new byte[] {'a', (byte) 0xe2, (byte) 0x82});

        assertThat(results.finding("text").code()).contains("encoding");
    }

    /// What a file system gives back that lost its data in a power cut.
    @ParameterizedTest
    @ValueSource(strings = {"utf-8", "ascii", "latin1"})
    void a_file_of_nuls_is_no_text(String encoding) throws Exception {
        results.write("a.txt", "a line\n\0\0\0\0");

        var finding = results.finding("text: {encoding: %s, min-lines: 1}".formatted(encoding));

        assertThat(finding.code()).contains("no-text");
        assertThat(finding.found()).contains("NUL bytes");
    }

    @Test
    void file_narrows_it_by_name_and_by_glob() throws Exception {
        results.write("good.txt", "done\n");
        results.write("bad.log", "failed\n");

        assertThat(results.verdict("text: {matches: done, file: good.txt}").holds()).isTrue();
        assertThat(results.verdict("text: {matches: done, file: '*.txt'}").holds()).isTrue();
        assertThat(results.verdict("text: {matches: done, file: '*.log'}").holds()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text: {matches: '(a'} | 2:21: matches: \"(a\" is no regular expression: Unclosed group",
                "text: {lacks: [a, '*']} | 2:23: lacks: \"*\" is no regular expression:"
                        + " Dangling meta character '*'",
                "text: {encoding: utf8} | 2:22: encoding: \"utf8\" is not known here; did you mean \"utf-8\"?",
                "text: {min-line: 3} | 2:12: unknown key \"min-line\"; did you mean \"min-lines\"?",
                "text: {min-lines: few} | 2:23: min-lines: \"few\" will not do; right would be a whole number from 0"
            })
    void what_cannot_be_meant_is_told(String check, String problem) {
        assertThat(Results.problems(check)).containsExactly("README.md:" + problem);
    }
}
