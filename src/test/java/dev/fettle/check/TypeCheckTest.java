package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.check.image.Pictures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypeCheckTest {
    private static final String PAGE = "<!DOCTYPE html><html><title>Sign in</title></html>";

    @TempDir private Path temp;
    private Results results;

    @BeforeEach
    void results() throws Exception {
        results = Results.in(temp);
    }

    /// Each file has a name that says nothing, or the wrong thing.
    @ParameterizedTest
    @CsvSource({
        "JPEG,jpeg",
        "JPEG,jpg",
        "JPEG,image/*",
        "JPEG,image",
        "PNG,png",
        "GIF,gif",
        "WEBP,webp",
        "TIFF,tiff",
        "BMP3,bmp",
        "AVIF,avif",
        "HEIC,heic"
    })
    void a_picture_is_what_its_content_says(String written, String type) throws Exception {
        var picture = Pictures.magick(temp.resolve("picture." + written), List.of("rose:"));
        Files.move(picture, results.file("data.csv"));

        assertThat(results.finding("type: " + type).detail()).contains("data.csv: good");
    }

    @ParameterizedTest
    @CsvSource({"tar -cf,tar", "tar -czf,gzip", "tar -cJf,xz", "tar --zstd -cf,zstd", "zip -q,zip"})
    void an_archive_is_what_its_content_says(String program, String type) throws Exception {
        var readme = results.automation().resolve("README.md");
        var command = program + " \"$0\" \"$1\"";
        Files.writeString(readme, "# Notes\n".repeat(100));
        assertThat(Pictures.run("sh", "-c", command, results.file("x.zip") + "", readme + ""))
                .isZero();

        assertThat(results.finding("type: " + type).detail()).contains("x.zip: good");
    }

    @Test
    void a_page_under_the_name_of_a_pdf_is_no_pdf() throws Exception {
        results.write("invoice.pdf", PAGE);

        assertThat(results.finding("type: pdf"))
                .isEqualTo(
                        new Finding(
                                "type",
                                Optional.of("type"),
                                Optional.of("invoice.pdf"),
                                Optional.of(false),
                                Optional.empty(),
                                Optional.of("application/pdf"),
                                Optional.of("its content is text/html"),
                                Optional.of(
                                        "invoice.pdf: its content is text/html;"
                                                + " expected: application/pdf")));
    }

    @ParameterizedTest
    @CsvSource({
        "%PDF-1.7,pdf",
        "%PDF-1.7,application/pdf",
        "<svg xmlns='http://www.w3.org/2000/svg'/>,svg",
        "<svg xmlns='http://www.w3.org/2000/svg'/>,xml",
        "<?xml version='1.0'?><feed/>,xml"
    })
    void a_text_that_says_what_it_is_is_that(String text, String type) throws Exception {
        results.write("data", text + "\n");

        assertThat(results.finding("type: " + type).detail()).contains("data: good");
    }

    @Test
    void one_of_several_types_is_enough() throws Exception {
        results.write("page", PAGE);

        assertThat(results.verdict("type: [pdf, html]").holds()).isTrue();
        assertThat(results.verdict("type: {is: [pdf, text/html]}").holds()).isTrue();
        assertThat(results.finding("type: [pdf, image/*]").detail())
                .contains("page: its content is text/html; expected: application/pdf or image/*");
    }

    @Test
    void a_database_is_one() throws Exception {
        Pictures.run(
                "sqlite3", results.file("data") + "", "create table t(a); insert into t values(1)");

        assertThat(results.verdict("type: sqlite").holds()).isTrue();
    }

    /// A table begins as any text does: the first bytes prove neither that it is one nor that it is
    /// none.
    @Test
    void what_the_first_bytes_cannot_tell_passes_with_a_warning() throws Exception {
        results.write("rates", "day,rate\n2026-01-01,1.25\n");

        var finding = results.finding("type: csv");

        assertThat(finding.passed()).contains(true);
        assertThat(finding.warning()).contains("its content says no more than text/plain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"type: json", "type: xml", "type: html", "type: svg", "type: image"})
    void plain_text_is_nothing_more(String check) throws Exception {
        results.write("a", "Traceback (most recent call last):\n");

        assertThat(results.finding(check).passed()).contains(false);
    }

    @Test
    void an_empty_file_is_of_no_type() throws Exception {
        results.write("a.txt", "");

        assertThat(results.finding("type: text").detail())
                .contains("a.txt: the file is empty; expected: something in it");
    }

    @Test
    void file_narrows_it_by_name_and_by_glob() throws Exception {
        results.write("page.html", PAGE);
        results.write("notes/a.txt", "a note\n");

        assertThat(results.verdict("type: {is: html, file: page.html}").holds()).isTrue();
        assertThat(results.verdict("type: {is: text, file: '**.txt'}").holds()).isTrue();
        assertThat(results.verdict("type: {is: html, file: '**/a.txt'}").holds()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type | 2:5: check: \"type\" says nothing alone: write type: …",
                "type: jpgg | 2:11: type: \"jpgg\" is no short name known here; did you mean \"jpeg\"?",
                "type: [pdf, zpi] | 2:17: type: \"zpi\" is no short name known here; did you mean \"zip\"?",
                "type: {is: Image/*} | 2:16: is: \"Image/*\" is no type; right would be a type such"
                        + " as application/pdf, a glob such as image/*, or a short name such as pdf",
                "type: {si: pdf} | 2:12: unknown key \"si\"; did you mean \"is\"?"
            })
    void what_cannot_be_meant_is_told(String check, String problem) {
        assertThat(Results.problems(check)).first().isEqualTo("README.md:" + problem);
    }
}
