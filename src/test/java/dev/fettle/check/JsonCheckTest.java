package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCheckTest {
    private static final String FEED =
            """
            {"status": "ok", "count": 2, "none": null, "a/b": {"m~n": true},
             "items": [{"name": "first"}, {"name": "second"}]}
            """;

    @TempDir private Path temp;
    private Results results;

    @BeforeEach
    void results() throws Exception {
        results = Results.in(temp);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "0",
                "null",
                "\"\"",
                "[1e400, -0.0, \"\\ud83d\\ude00\"]",
                " \t\r\n[1]\n"
            })
    void json_passes(String text) throws Exception {
        results.write("a.json", text);

        assertThat(results.finding("json").detail()).contains("a.json: good");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\": 1 | 1:8: unexpected end-of-input: expected close marker for Object",
                "[1, 2,] | 1:7: unexpected character (']' (code 93)): expected a valid value",
                "{\"a\": 1, \"b\": {}, \"a\": 2} | 1:19: the key \"a\" stands there twice",
                "{a: 1} | 1:2: unexpected character ('a' (code 97)): was expecting double-quote to"
                        + " start property name",
                "[NaN] | 1:5: non-standard token 'NaN'",
                "{} {} | 1:4: something follows the value"
            })
    void what_is_no_json_fails_and_the_place_is_told(String text, String found) throws Exception {
        results.write("a.json", text);

        var finding = results.finding("json");

        assertThat(finding.code()).contains("no-json");
        assertThat(finding.expected()).contains("JSON");
        assertThat(finding.detail())
                .isEqualTo(Optional.of("a.json: no JSON: " + found + "; expected: JSON"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "json: {path: /status}",
                "json: {path: [/items/1/name, /none, '/a~1b/m~0n']}",
                "json: {path: {/status: ok, /count: '2', /items/0/name: first}}",
                "json: {path: ''}"
            })
    void what_stands_where_it_must_passes(String check) throws Exception {
        results.write("feed.json", FEED);

        assertThat(results.verdict(check).holds()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "json: {path: /items/2} | a value at /items/2 | nothing at /items/2",
                "json: {path: {/status: good}} | \"good\" at /status | \"ok\" at /status",
                "json: {path: {/items: good}} | \"good\" at /items | a list or an object at /items"
            })
    void what_does_not_stand_there_fails(String check, String expected, String found)
            throws Exception {
        results.write("feed.json", FEED);

        var finding = results.finding(check);

        assertThat(finding.code()).contains("path");
        assertThat(finding.expected()).contains(expected);
        assertThat(finding.detail())
                .contains("feed.json: %s; expected: %s".formatted(found, expected));
    }

    @Test
    void a_schema_beside_the_readme_is_held_against_each_file() throws Exception {
        Files.writeString(
                results.automation().resolve("feed.schema.json"),
                """
                {"type": "object", "required": ["items"],
                 "properties": {"items": {"type": "array", "minItems": 2}}}
                """);
        results.write("a.json", FEED);
        results.write("b.json", "{\"items\": [1]}");

        var finding = results.finding("json: {schema: feed.schema.json}");

        assertThat(finding.code()).contains("schema");
        assertThat(finding.detail())
                .contains(
                        "b.json: /items: must have at least 2 items but found 1;"
                                + " expected: JSON that fits feed.schema.json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"type\": | the schema s.json cannot be used: ",
                "{\"$ref\": \"https://example.org/s.json\"} | the schema s.json cannot be used: "
            })
    void a_schema_that_cannot_be_used_leaves_the_check_unmade(String schema, String detail)
            throws Exception {
        Files.writeString(results.automation().resolve("s.json"), schema);
        results.write("a.json", FEED);

        var verdict = results.verdict("json: {schema: s.json}");

        assertThat(verdict.unmade()).isTrue();
        assertThat(verdict.findings().getFirst().code()).contains("no-schema");
        assertThat(verdict.reason().orElseThrow()).startsWith("a.json: " + detail);
    }

    @Test
    void a_schema_that_is_not_there_leaves_the_check_unmade() throws Exception {
        results.write("a.json", FEED);

        assertThat(results.verdict("json: {schema: s.json}").reason())
                .contains(
                        "a.json: the schema s.json cannot be used:"
                                + " it is no regular file, or not there");
    }

    @Test
    void file_narrows_it_by_name_and_by_glob() throws Exception {
        results.write("feed.json", FEED);
        results.write("notes.txt", "no JSON");

        assertThat(results.verdict("json: {file: feed.json}").holds()).isTrue();
        assertThat(results.verdict("json: {path: /status, file: '*.json'}").holds()).isTrue();
        assertThat(results.verdict("json: {file: '*.txt'}").holds()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "json: {path: status} | 2:18: path: \"status\" is no JSON pointer; right would be a"
                        + " path such as /items/0/name",
                "json: {path: {status: ok}} | 2:19: \"status\" is no JSON pointer",
                "json: {path: /a~2} | 2:18: path: \"/a~2\" is no JSON pointer; right would be a"
                        + " path such as /items/0/name",
                "json: {shema: a.json} | 2:12: unknown key \"shema\"; did you mean \"schema\"?"
            })
    void what_cannot_be_meant_is_told(String check, String problem) {
        assertThat(Results.problems(check)).containsExactly("README.md:" + problem);
    }
}
