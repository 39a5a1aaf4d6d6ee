package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.check.image.Pictures;
import dev.fettle.check.usual.Measure;
import dev.fettle.check.usual.Measured;
import dev.fettle.check.usual.Norm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsualCheckTest {
    @TempDir private Path temp;
    private Results results;

    @BeforeEach
    void results() throws Exception {
        results = Results.in(temp);
    }

    @Test
    void files_are_measured_by_what_the_checks_saw_in_them() throws Exception {
        results.write("a.csv", "date,amount\n1,2\n3,4\n5,6");
        results.write("b.json", "{\"all\": [1, 2, 3]}");
        Pictures.photo(results.file("c.jpg"), "-resize", "320x200!");

        var measured = measured("valid");

        assertThat(measured.types()).containsExactlyInAnyOrder("text", "JSON", "JPEG");
        assertThat(measured.values())
                .containsEntry(Measure.FILES, 3L)
                .containsEntry(Measure.ROWS, 4L)
                .containsEntry(Measure.VALUES, 5L)
                .containsEntry(Measure.WIDTH, 320L)
                .containsEntry(Measure.HEIGHT, 200L)
                .containsEntry(Measure.LEAST, 18L)
                .containsEntry(Measure.TOOK, 1234L)
                .containsEntry(Measure.RATIO, 1000 * sizes() / 5000);
    }

    @Test
    void rows_of_a_database_are_those_of_all_its_tables() throws Exception {
        var file = results.file("notes.sqlite");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE note(text TEXT)");
            statement.executeUpdate("CREATE TABLE \"a \"\"b\"\"'c\"(n INTEGER)");
            statement.executeUpdate("CREATE VIRTUAL TABLE found USING fts5(text)");
            statement.executeUpdate("INSERT INTO note VALUES ('one'), ('two')");
            statement.executeUpdate("INSERT INTO \"a \"\"b\"\"'c\" VALUES (1), (2), (3)");
        }

        var measured = measured("valid");

        assertThat(measured.types()).containsExactly("SQLite database");
        assertThat(measured.values().get(Measure.ROWS)).isBetween(5L, 12L); // with fts5's own
    }

    @ParameterizedTest
    @CsvSource({
        "<!DOCTYPE html><p>sorry,HTML",
        "plain words,text",
        "'{\"error\": 429}',JSON",
        "'\u0000\u0001\u0002',data"
    })
    void what_no_check_knows_is_called_by_its_first_bytes(String content, String type)
            throws Exception {
        assertThat(FirstBytes.word(content.getBytes(StandardCharsets.UTF_8))).isEqualTo(type);
        assertThat(FirstBytes.word(content.getBytes(StandardCharsets.UTF_16))).isNotEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        "'all is well\n',0",
        "'',0",
        "'Warning: warning: twice\nfine\nWARN x\nan error',3",
        "'error\n\n\nerror\n',2"
    })
    void lines_that_warn_are_counted(String log, long lines) throws Exception {
        var file = Files.writeString(temp.resolve("log"), log);

        assertThat(Measuring.warnings(file)).isEqualTo(lines);
    }

    @Test
    void by_itself_it_speaks_only_of_what_is_unusual() throws Exception {
        results.write("a.txt", "x".repeat(4000));

        assertThat(verdict(norm(4000), "not-empty").findings()).hasSize(1);
        var warned = verdict(norm(100), "not-empty");
        assertThat(warned.holds()).isTrue();
        assertThat(warned.findings().getLast().warning()).contains("usually 100 B, now 4.0 kB");
    }

    @Test
    void stated_it_says_what_it_learnt_from() throws Exception {
        results.write("a.txt", "x".repeat(4000));

        assertThat(verdict(norm(4000), "usual").findings())
                .extracting(finding -> finding.detail().orElseThrow())
                .containsExactly("as usual");
        assertThat(verdict(Norm.of(List.of()), "usual").findings())
                .extracting(finding -> finding.detail().orElseThrow())
                .containsExactly("0 good runs of 8 to learn from");
    }

    @ParameterizedTest
    @CsvSource({"usual: strict", "'usual: {strict: true}'"})
    void strict_what_is_unusual_is_a_fault(String stated) throws Exception {
        results.write("a.txt", "x".repeat(4000));

        var verdict = verdict(norm(100), stated);

        assertThat(verdict.invalid()).isTrue();
        assertThat(verdict.findings().getFirst().code()).contains("unusual");
        assertThat(verdict.findings().getFirst().expected()).contains("usually 100 B");
        assertThat(verdict.findings().getFirst().found()).contains("4.0 kB");
    }

    @Test
    void narrowed_it_measures_these_files_apart_from_all_others() throws Exception {
        results.write("a.csv", "1\n2\n");
        results.write("b.txt", "x".repeat(4000));

        var measured = verdict(norm(4), "valid", "usual: {file: '*.csv'}").measured();

        assertThat(measured).containsOnlyKeys("*.csv");
        assertThat(measured.values().iterator().next().values()).containsEntry(Measure.BYTES, 4L);
    }

    @Test
    void what_is_known_at_once_is_asked_for_anew_before_anything_is_said() throws Exception {
        results.write("a.txt", "x".repeat(4000));

        var verdict =
                Checks.verdict(
                        Results.parse("valid"),
                        evidence((_, fresh) -> fresh ? norm(4000) : norm(100)),
                        results.clock());

        assertThat(verdict.findings()).hasSize(1);
    }

    @Test
    void an_input_is_held_against_nothing() throws Exception {
        results.write("a.txt", "x");

        assertThat(results.verdict("valid").measured()).isEmpty();
        assertThat(results.finding("usual").detail()).contains("nothing that could be compared");
    }

    private Measured measured(String... checks) throws Exception {
        var measured = verdict(Norm.of(List.of()), checks).measured();
        assertThat(measured).containsOnlyKeys("");
        return measured.values().iterator().next();
    }

    private Verdict verdict(Norm norm, String... checks) throws Exception {
        return Checks.verdict(Results.parse(checks), evidence((_, _) -> norm), results.clock());
    }

    private Evidence evidence(Course.Past past) throws Exception {
        var course =
                new Course(
                        Optional.empty(),
                        Optional.of(Duration.ofMillis(1234)),
                        OptionalLong.of(5000),
                        true,
                        past);
        var evidence = results.evidence();
        return evidence.on(evidence.occasion().with(course));
    }

    private long sizes() throws Exception {
        long all = 0;
        for (var file : results.evidence().files()) {
            all += Files.size(file);
        }
        return all;
    }

    private static Norm norm(long bytes) {
        var one = new Measured(Optional.empty(), Map.of(Measure.BYTES, bytes), Set.of());
        return Norm.of(Collections.nCopies(Norm.LEAST_RUNS, one));
    }
}
