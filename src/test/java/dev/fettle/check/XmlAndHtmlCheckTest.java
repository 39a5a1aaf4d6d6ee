package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlAndHtmlCheckTest {
    @TempDir private Path temp;
    private Results results;

    @BeforeEach
    void results() throws Exception {
        results = Results.in(temp);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a><b/></a>\n",
                "\uFEFF<?xml version='1.0' encoding='UTF-8'?><rss"
                        + " xmlns:x='y'><x:a>&amp;</x:a></rss>",
                "<!DOCTYPE html SYSTEM 'http://no.invalid/x.dtd'><html>&nbsp;</html>",
                "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;&b;</a>"
            })
    void well_formed_xml_passes_and_nothing_is_fetched(String text) throws Exception {
        results.write("a.xml", text);

        assertThat(results.finding("xml").detail()).contains("a.xml: good");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<a><b/> | no-xml",
                "<html><br>502</html> | no-xml",
                "<a/><b/> | no-xml",
                "<a x:y='1'/> | no-xml",
                "Traceback (most recent call last) | no-xml",
                "<a>&none;</a> | no-xml"
            })
    void what_is_not_well_formed_fails_with_its_place(String text, String code) throws Exception {
        results.write("a.xml", text);

        var finding = results.finding("xml");

        assertThat(finding.code()).contains(code);
        assertThat(finding.found().orElseThrow()).matches("1:[0-9]+: .*");
    }

    @Test
    void the_outermost_element_is_held_to() throws Exception {
        results.write("a.xml", "<f:feed xmlns:f='x'/>");

        assertThat(results.finding("xml: {root: feed}").passed()).contains(true);
        assertThat(results.finding("xml: {root: rss}").found()).contains("<feed> stands there");
    }

    @Test
    void an_external_entity_is_not_read() throws Exception {
        var secret = Files.writeString(temp.resolve("secret"), "no <xml");
        results.write(
                "a.xml",
                "<!DOCTYPE a [<!ENTITY s SYSTEM '%s'>]><a>&s;</a>".formatted(secret.toUri()));

        assertThat(results.finding("xml").passed()).contains(true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "laughs | false: unfolds: a.xml: ",
                "deep | false: unfolds: a.xml: ",
                "comment | unmade: too-large: a.xml: one piece of it is longer than 4.2 MB",
                "attribute | unmade: too-large: a.xml: one piece of it is longer than 4.2 MB",
                "text | true: a.xml: good"
            })
    void xml_that_was_made_to_fill_the_memory_does_not(String kind, String found) throws Exception {
        try (var out = Files.newBufferedWriter(results.file("a.xml"))) {
            switch (kind) {
                case "laughs" -> {
                    out.write("<!DOCTYPE a [<!ENTITY l0 'ha'>");
                    for (int i = 1; i < 12; i++) {
                        out.write(
                                "<!ENTITY l%d '%s'>"
                                        .formatted(i, ("&l" + (i - 1) + ";").repeat(10)));
                    }
                    out.write("]><a>&l11;</a>");
                }
                case "deep" -> repeat(out, "", "<a>", "", 2_000_000);
                case "comment" -> repeat(out, "<a><!--", "- ", "--></a>", 40_000_000);
                case "attribute" -> repeat(out, "<a b='", "c ", "'/>", 40_000_000);
                default -> repeat(out, "<a>", "text ", "</a>", 20_000_000);
            }
        }

        assertThat(SmallMachine.findings(results, "xml"))
                .singleElement()
                .asString()
                .startsWith(found);
    }

    private static void repeat(java.io.Writer out, String before, String each, String after, int n)
            throws Exception {
        out.write(before);
        var many = each.repeat(1000);
        for (int i = 0; i < n / 1000; i++) {
            out.write(many);
        }
        out.write(after);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!doctype html><title>Prices</title><p>no tag has to be closed",
                "<HTML lang=en><head><title>Prices</title></head><body><p a='>'>1 <"
                        + " 2</body></HTML>\n",
                "<!-- a page --><!DOCTYPE HTML PUBLIC '-//W3C//DTD'>\n<title>Prices</title>"
                        + "<script>if (a<b) '</p>'</script>",
                "\uFEFF<?xml version='1.0'?><html><title>Prices</title><!-- > -- </html> --></html>"
            })
    void a_whole_page_passes(String text) throws Exception {
        results.write("a.html", text);

        assertThat(results.finding("html: {title: '^Prices$'}").detail()).contains("a.html: good");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<html><body><p>prices | truncated | </body> is missing",
                "<html><body></body> | truncated | </html> is missing",
                "<!doctype html><p>prices<a href='x | truncated | it ends within a tag",
                "<!doctype html><!-- prices | truncated | it ends within a comment",
                "<!doctype html><script>let a | truncated | it ends within <script>",
                "{\"error\": 1} | no-html | it does not begin as HTML does",
                "<rss></rss> | no-html | it does not begin as HTML does",
                "sign in <html></html> | no-html | it does not begin as HTML does"
            })
    void what_was_cut_off_or_is_no_page_fails(String text, String code, String found)
            throws Exception {
        results.write("a.html", text);

        var finding = results.finding("html");

        assertThat(finding.code()).contains(code);
        assertThat(finding.found()).contains(found);
    }

    @Test
    void a_page_with_another_title_fails() throws Exception {
        results.write(
                "a.html",
                "<html><title>Anmelden für alle</title></html>".getBytes(StandardCharsets.UTF_8));

        assertThat(results.finding("html: {title: Prices}").found())
                .contains("the title is \"Anmelden für alle\"");
    }
}
