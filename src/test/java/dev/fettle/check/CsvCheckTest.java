package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvCheckTest {
    private static final String PRICES =
            """
            date,item,price
            2026-01-01,"a ""small"" thing, in
            two lines",1.50
            2026-01-02,,-3

            2026-01-03,b,4e2
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
                "csv",
                "csv: {columns: [date, item, price]}",
                "csv: {min-rows: 3}",
                "csv: {types: {date: date, price: number}}",
                "csv: {file: '*.csv', types: {date: filled}}"
            })
    void a_table_as_it_is_stated_passes(String check) throws Exception {
        results.write("prices.csv", PRICES);

        assertThat(results.finding(check).detail()).contains("prices.csv: good");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "csv: {columns: [date, price]} | columns | the columns are \"date\", \"item\","
                        + " \"price\"; expected: \"date\", \"price\"",
                "csv: {separator: ;, columns: [date, item, price]} | columns | the columns are"
                        + " \"date,item,price\"; expected: \"date\", \"item\", \"price\"",
                "csv: {min-rows: 4} | min-rows | 3 rows; expected: at least 4 rows below the first",
                "csv: {types: {item: filled}} | types | line 4: \"\"; expected: filled in column"
                        + " \"item\"",
                "csv: {types: {price: integer}} | types | line 2: \"1.50\"; expected: integer in"
                        + " column \"price\"",
                "csv: {types: {sum: number}} | columns | the columns are \"date\", \"item\","
                        + " \"price\"; expected: a column \"sum\""
            })
    void another_table_than_is_stated_fails(String check, String code, String detail)
            throws Exception {
        results.write("prices.csv", PRICES);

        var finding = results.finding(check);

        assertThat(finding.passed()).contains(false);
        assertThat(finding.code()).contains(code);
        assertThat(finding.detail()).contains("prices.csv: " + detail);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a,b\\n1,2\\n3,4,5\\n | cells | line 3: 3 cells",
                "a,b\\n1,2\\n3 | cells | line 3: 1 cell",
                "a,b\\n1,\"2\\n3,4\\n | no-csv | line 2: a quote is opened and never closed",
                "a,b\\n\"1\"x,2\\n | no-csv | line 2: after a closing quote stands \"x\"",
                "a,b\\n1,\\0\\n | no-csv | line 2: NUL bytes",
                "\\n\\n | no-csv | no row at all",
                "<html>\\n<body>sign in</body>\\n | no-csv | it begins as HTML or XML does"
            })
    void what_is_no_table_fails(String text, String code, String found) throws Exception {
        results.write("a.csv", text.replace("\\n", "\n").replace("\\0", "\0"));

        var finding = results.finding("csv");

        assertThat(finding.code()).contains(code);
        assertThat(finding.found()).contains(found);
    }

    @Test
    void other_separators_and_line_ends_and_a_byte_order_mark_are_read() throws Exception {
        results.write("a.csv", "\uFEFFname;sum\r\nb;1,5\r\n");
        results.write("b.tsv", "name\tsum\nb\t2\n");

        assertThat(
                        results.verdict(
                                        "csv: {file: a.csv, separator: ;, columns: [name, sum],"
                                                + " types: {sum: number}}",
                                        "csv: {file: b.tsv, separator: tab, columns: [name, sum]}")
                                .reason())
                .isEmpty();
    }

    @Test
    void an_encoding_is_held_to() throws Exception {
        results.write("a.csv", "stra\u00dfe,ort\na,b\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(results.finding("csv").code()).contains("encoding");
        assertThat(results.finding("csv: {encoding: latin1, columns: [stra\u00dfe, ort]}").passed())
                .contains(true);

        results.write("a.csv", "a,b\n1,2\n".getBytes(StandardCharsets.UTF_16));

        assertThat(results.finding("csv").code()).contains("encoding");
    }

    @ParameterizedTest
    @CsvSource({
        "date,2026-02-30,false",
        "date,2026-02-28,true",
        "date,28.02.2026,false",
        "timestamp,2026-02-28T10:00:00Z,true",
        "timestamp,2026-02-28 10:00,true",
        "timestamp,2026-02-28,false",
        "boolean,no,true",
        "boolean,maybe,false",
        "integer,-12,true",
        "integer,1e3,false",
        "number,.5,true",
        "number,1.2.3,false",
        "number,'',true"
    })
    void each_type_knows_its_cells(String type, String cell, boolean fits) {
        assertThat(CellType.of(type).fits(cell)).isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "csv: {colums: [a]} | 2:11: unknown key \"colums\"; did you mean \"columns\"?",
                "csv: {types: {a: numbr}} | 2:22: a: \"numbr\" is not known here; did you mean"
                        + " \"number\"?",
                "csv: {separator: ';;'} | 2:22: separator: \";;\" is no separator; right would be"
                        + " one character, or tab"
            })
    void what_cannot_be_meant_is_told(String check, String problem) {
        assertThat(Results.problems(check)).containsExactly("README.md:" + problem);
    }
}
