package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Texts and JSON that were made to fill the memory, or to take for ever.
@Timeout(60)
class HostileTextTest {
    @TempDir private Path temp;
    private Results results;

    @BeforeEach
    void results() throws Exception {
        results = Results.in(temp);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text | false: no-text: a.json: NUL bytes; expected: text in UTF-8",
                "json | false: no-json: a.json: no JSON: 1:1: illegal character ((CTRL-CHAR, code"
                        + " 0)): only regular white space;"
                        + " expected: JSON",
                "valid | false: no-json: a.json: no JSON: 1:1: illegal character ((CTRL-CHAR, code"
                        + " 0)): only regular white space;"
                        + " expected: JSON",
                "text: {matches: a} | unmade: too-large: a.json: too large to be searched: more than"
                        + " 17 MB",
                "type: json | false: type: a.json: its content is application/octet-stream;"
                        + " expected: application/json"
            })
    void a_gigabyte_of_nothing_is_refused(String check, String found) throws Exception {
        try (var file = new RandomAccessFile(results.file("a.json").toFile(), "rw")) {
            file.setLength(1L << 30);
        }

        assertThat(SmallMachine.findings(results, check)).containsExactly(found);
    }

    @Test
    void an_endless_line_is_counted_and_not_searched() throws Exception {
        repeat("a.txt", "", "a".repeat(10_000), "", 30_000);

        assertThat(SmallMachine.findings(results, "text: {min-lines: 2}"))
                .containsExactly("false: min-lines: a.txt: 1 line; expected: at least 2 lines");
        assertThat(SmallMachine.findings(results, "text: {lacks: b}"))
                .containsExactly(
                        "unmade: too-large: a.txt: too large to be searched: more than 17 MB");
    }

    @Test
    void the_largest_text_that_is_searched_fits_into_memory() throws Exception {
        repeat("a.txt", "日本\n", "a line of ten\n".repeat(100), "the end", 11_900);

        assertThat(SmallMachine.findings(results, "text: {matches: '^the end$', lacks: none}"))
                .containsExactly("true: a.txt: good");
        assertThat(SmallMachine.findings(results, "text: {lacks: 'the end'}"))
                .containsExactly(
                        "false: lacks: a.txt: line 1190002: the end;"
                                + " expected: no text that matches the end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":["})
    void brackets_without_end_are_no_json(String bracket) throws Exception {
        repeat("a.json", "", bracket, "", 100_000);

        assertThat(results.finding("json: {path: /a}").detail().orElseThrow())
                .matches("a\\.json: no JSON: 1:\\d+: nested deeper than 500; expected: JSON");
    }

    @Test
    void a_text_of_hundreds_of_megabytes_in_json_is_skipped() throws Exception {
        repeat("a.json", "{\"a\": \"", "b".repeat(10_000), "\"}", 20_000);

        assertThat(SmallMachine.findings(results, "json: {path: /a}"))
                .containsExactly("true: a.json: good");
        assertThat(SmallMachine.findings(results, "json: {path: {/a: b}}").getFirst())
                .startsWith("unmade: too-large: a.json: cannot be read as JSON: ");
    }

    @Test
    void so_many_keys_that_they_fill_the_memory_pass_with_a_warning() throws Exception {
        try (var out = Files.newBufferedWriter(results.file("a.json"))) {
            out.write("{\"first\": 0");
            for (int i = 0; i < 2_000_000; i++) {
                out.write(",\"key number " + i + "\":" + i);
            }
            out.write("}");
        }

        assertThat(SmallMachine.findings(results, "json"))
                .containsExactly(
                        "true: a.json: it has too many keys for repeated ones to be found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"%s\": 1}", "[%s]"})
    void a_key_or_a_number_without_end_cannot_be_judged(String json) throws Exception {
        var parts = json.split("%s", -1);
        repeat("a.json", parts[0], "1".repeat(10_000), parts[1], 20_000);

        assertThat(SmallMachine.findings(results, "json").getFirst())
                .startsWith("unmade: too-large: a.json: cannot be read as JSON: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\ufeff{} | a byte order mark stands in it",
                "{\"a\": \"\0\"} | 1:8: illegal unquoted character ((CTRL-CHAR, code 0)): has to be"
                        + " escaped using backslash to be included in string value",
                "{\"a\": 1, \"\\u0061\": 2} | 1:10: the key \"a\" stands there twice"
            })
    void what_some_programs_let_pass_is_no_json(String text, String found) throws Exception {
        results.write("a.json", text);

        assertThat(results.finding("json").detail())
                .contains("a.json: no JSON: %s; expected: JSON".formatted(found));
    }

    /// A tree of it, and an error for each value, would be many times its size.
    @ParameterizedTest
    @ValueSource(strings = {"1,", "[],", "{\"a\":1},"})
    void a_schema_is_held_against_many_values_in_little_memory(String value) throws Exception {
        Files.writeString(
                results.automation().resolve("s.json"), "{\"items\": {\"type\": \"string\"}}");
        repeat("a.json", "[", value, "1]", 99_000);

        assertThat(SmallMachine.findings(results, "json: {schema: s.json}").getFirst())
                .startsWith("false: schema: a.json: /0: ");

        repeat("a.json", "[", value, "1]", 1_000_000);

        assertThat(SmallMachine.findings(results, "json: {schema: s.json}"))
                .containsExactly(
                        "unmade: too-large: a.json: too large for a schema:"
                                + " more than 8.4 MB, or 200000 values");
    }

    @Test
    void a_schema_that_is_only_itself_cannot_be_used() throws Exception {
        Files.writeString(results.automation().resolve("s.json"), "{\"$ref\": \"#\"}");
        results.write("a.json", "{}");

        assertThat(results.finding("json: {schema: s.json}").code()).contains("no-schema");
    }

    @Test
    void a_schema_reads_nothing_from_the_network() throws Exception {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var address = "http://127.0.0.1:" + server.getLocalPort() + "/s.json";
            Files.writeString(
                    results.automation().resolve("s.json"), "{\"$ref\": \"" + address + "\"}");
            results.write("a.json", "{}");

            var verdict = results.verdict("json: {schema: s.json}");

            assertThat(verdict.unmade()).isTrue();
            server.setSoTimeout(1);
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    private void repeat(String name, String begin, String piece, String end, int times)
            throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(results.file(name))) {
            out.write(begin);
            for (int i = 0; i < times; i++) {
                out.write(piece);
            }
            out.write(end);
        }
    }
}
