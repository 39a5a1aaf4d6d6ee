package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.check.image.Pictures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidCheckTest {
    @TempDir private Path temp;
    private Results results;

    @BeforeEach
    void results() throws Exception {
        results = Results.in(temp);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.txt", "a", "a.dat", ".hidden", "a.", "json", "jpg"})
    void what_nothing_is_known_of_passes_unless_it_is_empty(String name) throws Exception {
        results.write(name, "{ BM whatever");

        assertThat(results.finding("valid").detail()).contains(name + ": good");

        results.write(name, "");

        assertThat(results.finding("valid").detail())
                .contains(name + ": the file is empty; expected: something in it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "webp", "gif", "tif", "bmp", "avif", "heic"})
    void an_image_is_known_by_its_first_bytes_whatever_it_is_called(String format)
            throws Exception {
        var photo = Pictures.photo(temp.resolve("photo." + format));
        byte[] whole = Files.readAllBytes(photo);
        results.write("download", whole);

        assertThat(results.finding("valid").warning()).isEmpty();

        results.write("download", Pictures.cut(whole, whole.length / 2));

        assertThat(results.finding("valid").code()).contains("truncated");
    }

    @ParameterizedTest
    @CsvSource({
        "photo.JPG,no-image",
        "photo.jpeg,no-image",
        "icon.png,no-image",
        "a.b.webp,no-image",
        "scan.TIF,no-image",
        "feed.json,no-json",
        "map.GeoJSON,no-json",
        "app.webmanifest,no-json",
        "backup.tar,no-archive",
        "backup.tar.GZ,no-archive",
        "photos.zip,no-archive",
        "report.docx,no-archive",
        "invoice.pdf,no-pdf",
        "notes.sqlite,no-database",
        "feed.xml,no-xml",
        "track.gpx,no-xml",
        "film.mp4,no-media",
        "song.mp3,no-media"
    })
    void what_its_name_says_it_must_be(String name, String code) throws Exception {
        results.write(name, "Traceback (most recent call last):\n");

        var finding = results.finding("valid");

        assertThat(finding.passed()).contains(false);
        assertThat(finding.code()).contains(code);
        assertThat(finding.file()).contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.xml", "a.sqlite", "a.gz"})
    void what_takes_longer_than_there_is_time_passes_with_a_warning(String name) throws Exception {
        var file = results.file(name);
        switch (name) {
            case "a.xml" -> Files.writeString(file, "<a>" + "<b/>".repeat(9000) + "</a>");
            case "a.gz" -> {
                try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
                    out.write(new byte[100_000]);
                }
            }
            default -> {
                try (var made = DriverManager.getConnection("jdbc:sqlite:" + file);
                        var statement = made.createStatement()) {
                    statement.executeUpdate("CREATE TABLE a(b)");
                    statement.executeUpdate(
                            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i"
                                    + " < 9000) INSERT INTO a SELECT i FROM n");
                }
            }
        }
        var occasion = results.evidence().occasion();
        var late = results.evidence().on(occasion.until(occasion.clock().nanos() - 1));

        assertThat(new ValidCheck().judge(file, late))
                .isInstanceOfSatisfying(
                        Judgement.Doubtful.class,
                        doubt -> assertThat(doubt.warning()).contains("there was no time to read"));
        assertThat(new ValidCheck().judge(file, results.evidence())).isEqualTo(Judgement.GOOD);
    }

    @Test
    void what_its_first_bytes_say_it_must_be_whatever_it_is_called() throws Exception {
        for (var begin :
                new String[] {
                    "%PDF-1.4\n", "PK\3\4", "<?xml version='1.0'?><a>", "SQLite format 3\0", "fLaC"
                }) {
            results.write("download", begin + "x".repeat(600));

            assertThat(results.finding("valid").passed()).as(begin).contains(false);
        }
    }

    @Test
    void an_image_under_the_name_of_another_format_passes_with_a_warning() throws Exception {
        Files.move(Pictures.photo(temp.resolve("a.png")), results.file("photo.jpg"));

        var verdict = results.verdict("valid");

        assertThat(verdict.holds()).isTrue();
        assertThat(verdict.findings().getFirst().warning()).contains("named .jpg, and is a PNG");
        assertThat(verdict.findings().getFirst().detail())
                .contains("photo.jpg: named .jpg, and is a PNG");
    }

    @Test
    void an_image_whose_decoder_is_missing_passes_with_a_warning() throws Exception {
        Files.copy(Pictures.kept("tiny.webp"), results.file("tiny.webp"));

        var verdict = results.withPath("/nowhere").verdict("valid");

        assertThat(verdict.holds()).isTrue();
        assertThat(verdict.findings()).hasSize(1);
        assertThat(verdict.findings().getFirst().detail())
                .contains(
                        "tiny.webp: not wholly looked at: no program here decodes WebP:"
                                + " dwebp or identify or magick or vips");
    }

    @Test
    void of_many_warnings_twenty_are_told_and_the_rest_is_counted() throws Exception {
        for (int i = 0; i < 30; i++) {
            Files.copy(Pictures.kept("tiny.webp"), results.file("photo-%02d.webp".formatted(i)));
        }
        results.write("good.txt", "good");

        var findings = results.withPath("/nowhere").verdict("valid").findings();

        assertThat(findings).hasSize(21);
        assertThat(findings.getFirst().detail()).contains("1 file good");
        assertThat(findings.getLast().file()).contains("photo-19.webp");
        assertThat(findings.getLast().detail().orElseThrow())
                .endsWith(", and 10 files more like this");
    }

    @Test
    void a_file_that_went_away_cannot_be_judged() throws Exception {
        var file = results.write("a.txt", "a");
        var evidence = results.evidence();
        Files.delete(file);

        var verdict = Checks.verdict(Results.parse("valid"), evidence, results.clock());

        assertThat(verdict.unmade()).isTrue();
        assertThat(verdict.reason()).contains("a.txt: cannot be read: it is not there");
    }

    @Test
    void file_narrows_it_by_name_and_by_glob() throws Exception {
        results.write("a.json", "{}");
        results.write("b.json", "{");

        assertThat(results.verdict("valid: {file: a.json}").holds()).isTrue();
        assertThat(results.verdict("valid: {file: 'a*'}").holds()).isTrue();
        assertThat(results.verdict("valid: {file: '*.json'}").holds()).isFalse();
    }

    @Test
    void it_has_no_options_but_file() {
        assertThat(Results.problems("valid: {flie: a.txt}"))
                .containsExactly("README.md:2:13: unknown key \"flie\"; did you mean \"file\"?");
    }
}
