package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is stated of a value that stands there many times: that it is not the same over and over,
/// and how it begins.
class RepeatedValuesTest {
    @TempDir private Path temp;
    private Results results;

    @BeforeEach
    void a_folder() throws IOException {
        results = Results.in(temp);
    }

    @Test
    void a_column_has_so_many_different_cells() throws Exception {
        var check = "csv: {distinct: {price: 3}}";

        assertThat(said(check, "a.csv", "id,price\n1,2\n2,3\n3,2\n4,5\n")).isEmpty();
        assertThat(said(check, "a.csv", "id,price\n1,2\n2,3\n3,2\n4,\n5, \n"))
                .isEqualTo(
                        "a.csv: 2 different values; expected: at least 3 different values of price");
        assertThat(said(check, "a.csv", "id\n1\n")).contains("a column \"price\"");
    }

    @Test
    void a_column_begins_as_stated() throws Exception {
        var check = "csv: {begins: {link: 'https://example.org/'}}";

        assertThat(said(check, "a.csv", "id,link\n1,https://example.org/a\n2,\n")).isEmpty();
        assertThat(said(check, "a.csv", "id,link\n1,http://localhost:3000/a\n"))
                .isEqualTo(
                        "a.csv: \"http://localhost:3000/a\"; expected: \"https://example.org/\" at the"
                                + " beginning of each link");
    }

    @Test
    void what_begins_with_a_sign_is_no_row() throws Exception {
        var table = "# \"of today\na,b\n1,2\n#\n3,4\n";

        assertThat(said("csv: {comment: '#', columns: [a, b], min-rows: 2}", "a.csv", table))
                .isEmpty();
        assertThat(said("csv", "a.csv", table)).isNotEmpty();
    }

    @Test
    void values_in_json_are_seen_wherever_they_are() throws Exception {
        var check =
                "json: {distinct: {'/days/*/hours/*/t': 3}, begins: {'/days/*/url': 'https://a/'}}";
        var first = "{\"url\": \"https://a/1\", \"hours\": [{\"t\": 1}, {\"t\": 2.5}]}";

        assertThat(
                        said(
                                check,
                                "a.json",
                                "{\"days\": [%s, {\"url\": \"https://a/2\", \"hours\": [{\"t\": \"x\"}]}]}"
                                        .formatted(first)))
                .isEmpty();
        assertThat(said(check, "a.json", "{\"days\": [%s, %s]}".formatted(first, first)))
                .contains("2 different values", "at least 3 different values of /days/*/hours/*/t");
        assertThat(said(check, "a.json", "{\"days\": [{\"url\": \"http://b\", \"hours\": []}]}"))
                .contains("\"http://b\"", "\"https://a/\" at the beginning of each /days/*/url");
    }

    @Test
    void so_are_elements_and_attributes() throws Exception {
        var check = "xml: {distinct: {p/@lat: 2}, begins: {loc: 'https://a/'}}";
        var loc = "<loc>https://a/&amp;<![CDATA[b]]></loc>";

        assertThat(said(check, "a.xml", "<r>%s<p lat='1'/><p lat='2'/></r>".formatted(loc)))
                .isEmpty();
        assertThat(said(check, "a.xml", "<r>%s<p lat='0.0'/><p lat='0.0'/></r>".formatted(loc)))
                .contains("1 different value;", "at least 2 different values of p/@lat");
        assertThat(said(check, "a.xml", "<r>" + loc + "<loc>http://localhost/</loc></r>"))
                .contains("\"http://localhost/\"");
        assertThat(said(check, "a.xml", "<r><loc> <b/>no text of its own</loc></r>"))
                .contains("0 different values");
    }

    @Test
    void lines_begin_with_so_many_different_words() throws Exception {
        var check = "text: {beginnings: 3}";

        assertThat(said(check, "a.txt", "a 1\n\n  b\nc\td\n")).isEmpty();
        assertThat(said(check, "a.txt", "Thank you.\n".repeat(40)))
                .isEqualTo(
                        "a.txt: 1 different word; expected: lines that begin with at least 3"
                                + " different words");
        assertThat(said(check, "a.txt", "a\n\n b\n")).contains("2 different words");
    }

    private String said(String check, String name, String text)
            throws IOException, InterruptedException {
        results.write(name, text);
        var finding = results.finding(check);
        return finding.passed().orElse(false) ? "" : finding.detail().orElseThrow();
    }
}
