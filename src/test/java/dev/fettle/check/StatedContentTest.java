package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.platform.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is stated of the inside of files: types, numbers, lines, members.
class StatedContentTest {
    @TempDir private Path temp;
    private Results results;

    @BeforeEach
    void a_folder() throws IOException {
        results = Results.in(temp);
    }

    @Test
    void json_has_values_of_these_types_in_each_of_a_list() throws Exception {
        var check = "json: {types: {'/rows/*/id': integer, '/rows/*/price': [positive, 'null']}}";

        assertThat(
                        json(
                                check,
                                "{\"rows\": [{\"id\": 1, \"price\": 2.5}, {\"id\": 2, \"price\": null}]}"))
                .isEmpty();
        assertThat(json(check, "{\"rows\": [{\"id\": 1, \"price\": 0}]}"))
                .isEqualTo(
                        "a.json: 0 at /rows/0/price; expected: positive or null at /rows/0/price");
        assertThat(json(check, "{\"rows\": [{\"id\": 1, \"price\": 2}, {\"price\": 2}]}"))
                .isEqualTo("a.json: nothing at /rows/1/id; expected: a value at /rows/1/id");
        assertThat(json(check, "{\"error\": 1}")).contains("nothing at /rows");
        assertThat(json(check, "{\"rows\": [[]]}")).contains("nothing at /rows/0/id");
        assertThat(json(check, "{\"rows\": [3]}")).contains("3 at /rows/0", "a list or an object");
    }

    @Test
    void json_has_so_many_items() throws Exception {
        var check = "json: {items: {/rows: {min: 2, max: 3}, /names: 1}}";

        assertThat(json(check, "{\"rows\": [1, [2, 3, 4, 5]], \"names\": {\"a\": 1}}")).isEmpty();
        assertThat(json(check, "{\"rows\": [1], \"names\": [1]}"))
                .isEqualTo("a.json: 1 item at /rows; expected: at least 2 items at /rows");
        assertThat(json(check, "{\"rows\": [1, 2, 3, 4], \"names\": [1]}")).contains("at most 3");
        assertThat(json(check, "{\"rows\": [1, 2], \"names\": 7}")).contains("7 at /names");
    }

    @Test
    void json_texts_are_of_their_type() throws Exception {
        assertThat(json("json: {types: {/a: filled}}", "{\"a\": \" \"}"))
                .contains("expected: filled");
        assertThat(json("json: {types: {/a: date}}", "{\"a\": \"2026-02-31\"}")).contains("date");
        assertThat(json("json: {types: {/a: timestamp}}", "{\"a\": \"2026-02-28T10:00Z\"}"))
                .isEmpty();
        assertThat(json("json: {types: {'': list}}", "{}")).contains("an object at");
    }

    @Test
    void tables_have_full_columns_and_not_too_many_rows() throws Exception {
        var check = "csv: {columns: [a, b], filled: [b], max-rows: 2, types: {a: positive}}";

        assertThat(file(check, "a.csv", "a,b\n1,x\n2,y\n")).isEmpty();
        assertThat(file(check, "a.csv", "a,b\n1, \n")).contains("filled in column \"b\"");
        assertThat(file(check, "a.csv", "a,b\n0.0,x\n")).contains("positive in column \"a\"");
        assertThat(file(check, "a.csv", "a,b\n1,x\n1,x\n1,x\n"))
                .contains("3 rows", "at most 2 rows");
        assertThat(file(check, "a.csv", "a,b\n1,x\na,b\n"))
                .contains("line 3: they stand there again");
    }

    @Test
    void each_line_of_a_text_has_what_is_stated() throws Exception {
        var check = "text: {lines: '^\\d+ |^# '}";

        assertThat(file(check, "a.txt", "# one\n12 two\n3 three")).isEmpty();
        assertThat(file(check, "a.txt", "1 a\nWARNING: 5 b\n2 c\n"))
                .contains("line 2: WARNING: 5 b");
    }

    @Test
    void a_text_is_without_what_programs_leave() throws Exception {
        for (var slip :
                List.of(
                        "errors:sh: 1: jq: not found",
                        "errors:504 Gateway Time-out",
                        "placeholders:Dear {{ name }}",
                        "placeholders:[object Object]",
                        "mojibake:MÃ¼ller",
                        "controls:\u001b[32mgreen",
                        "markup:<!DOCTYPE html>",
                        "conflicts:<<<<<<< HEAD",
                        "trouble:2 errors")) {
            var parts = slip.split(":", 2);

            assertThat(file("text: {without: [%s]}".formatted(parts[0]), "a.txt", parts[1] + "\n"))
                    .as(slip)
                    .contains("line 1");
            assertThat(
                            file(
                                    "text: {without: [%s]}".formatted(parts[0]),
                                    "a.txt",
                                    "Müller: 3 <b>\n"))
                    .isEmpty();
        }
    }

    @Test
    void documents_have_so_many_elements() throws Exception {
        var check = "{elements: {item: {min: 2}}}";
        var xml = "<feed><item/><x:item xmlns:x='u'>a</x:item></feed>";

        assertThat(file("xml: " + check, "a.xml", xml)).isEmpty();
        assertThat(file("xml: " + check, "a.xml", "<feed><item/></feed>"))
                .isEqualTo("a.xml: 1 times <item>; expected: at least 2 times <item>");
    }

    @Test
    void pages_have_so_many_too() throws Exception {
        assertThat(file("html: {elements: {tr: 1}}", "a.html", "<html><TR></html>")).isEmpty();
        assertThat(file("html: {elements: {tr: 1}}", "a.html", "<html><!-- <tr> --></html>"))
                .contains("0 times <tr>");
    }

    @Test
    void archives_have_these_members_and_sizes() throws Exception {
        shell(
                "mkdir -p letters/old pictures; echo a > letters/old/a; tar czf staging/a.tgz ./letters pictures");

        assertThat(found("archive: {has: [letters/old, pictures], max-members: 9}")).isEmpty();
        assertThat(found("archive: {has: [letters, films]}")).contains("a member \"films\"");
        assertThat(found("archive: {max-members: 3}")).contains("at most 3 members");
        assertThat(found("archive: {min-unpacked: 100 kB}")).contains("at least 100 kB");
    }

    @Test
    void compressed_texts_end_as_stated() throws Exception {
        shell("(seq 5000; echo -- done) | gzip > staging/a.sql.gz");

        assertThat(found("archive: {ends: '^-- done\\n\\z'}")).isEmpty();
        assertThat(found("archive: {ends: '^5000\\n\\z'}")).contains("no text that does");
    }

    private void shell(String line) throws Exception {
        var command =
                Stream.of("sh", "-c", line).map(w -> w.getBytes(StandardCharsets.UTF_8)).toList();
        var path = List.of(("PATH=" + results.path()).getBytes(StandardCharsets.UTF_8));
        var answer = Command.runIn(path, command, temp, Duration.ofMinutes(1), 1 << 16);
        assertThat(answer.exit()).as(answer.error()).isZero();
    }

    private String json(String check, String text) throws Exception {
        return file(check, "a.json", text);
    }

    private String file(String check, String name, String text) throws Exception {
        results.write(name, text);
        return found(check);
    }

    /// What it says against the file; empty where it is good.
    private String found(String check) throws Exception {
        var finding = results.finding(check);
        return finding.passed().orElse(false) ? "" : finding.detail().orElse("");
    }
}
