package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Names that would break a line, repaint a terminal, or are no text at all.
class HostileNamesTest {
    @TempDir private Path temp;
    private Results results;

    @BeforeEach
    void results() throws Exception {
        results = Results.in(temp);
    }

    @ParameterizedTest
    @CsvSource({
        "610a62,a\\nb",
        "0d61,\\ra",
        "09,\\t",
        "1b5b324a61,\\u001b[2Ja",
        "e280ae6769702e6a7067,\\u202egip.jpg",
        "e280a861,\\u2028a",
        "636166e9,caf\\xE9",
        "fffe,\\xFF\\xFE",
        "c3,\\xC3",
        "e697a5e69cac,日本",
        "613b2065787065637465643a2062,a; expected: b"
    })
    void a_sentence_shows_any_name_on_one_line(String bytes, String shown) throws Exception {
        results.write(HexFormat.of().parseHex(bytes), new byte[0]);

        var finding = results.finding("not-empty");

        assertThat(finding.detail())
                .contains(shown + ": the file is empty; expected: something in it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "valid",
                "not-empty",
                "image",
                "image: {format: png}",
                "type: pdf",
                "size: {max: 1 B}",
                "text: {matches: x}",
                "text: {encoding: ascii, lacks: '.'}",
                "json",
                "json: {path: /a}",
                "csv: {columns: [a, b]}",
                "xml",
                "html",
                "archive",
                "sqlite",
                "pdf",
                "audio",
                "same-as: none"
            })
    void whatever_is_said_of_such_a_file_is_one_line(String check) throws Exception {
        var name = "a\n\u001b[31m.json".getBytes(StandardCharsets.UTF_8);
        name[0] = (byte) 0xe9;
        for (var content : new String[] {"{\"a\n\u001b[2J", "\u001b]0;title\u0007", ""}) {
            var file = results.write(name, content.getBytes(StandardCharsets.UTF_8));

            for (var finding : results.verdict(check).findings()) {
                assertThat(finding.detail().orElseThrow())
                        .startsWith("\\xE9\\n\\u001b[31m.json: ")
                        .matches("\\P{Cntrl}*");
            }
            Files.delete(file);
        }
    }
}
