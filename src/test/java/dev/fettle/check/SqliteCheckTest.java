package dev.fettle.check;

import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.check.image.Pictures;
import dev.fettle.platform.PathBytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteCheckTest {
    private static final int PAGE = 4096;

    @TempDir private Path temp;
    private Results results;
    private byte[] notes = new byte[0];

    @BeforeEach
    void results() throws Exception {
        results = Results.in(temp);
        notes =
                database(
                        "CREATE TABLE note(id INTEGER PRIMARY KEY, text TEXT)",
                        "CREATE INDEX by_text ON note(text)",
                        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i <"
                                + " 900) INSERT INTO note SELECT i, 'note ' || i || hex(zeroblob(40))"
                                + " FROM n");
    }

    private byte[] database(String... statements) throws Exception {
        var file = temp.resolve("made.db");
        Files.deleteIfExists(file);
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            for (var each : statements) {
                statement.executeUpdate(each);
            }
        }
        return Files.readAllBytes(file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sqlite",
                "sqlite: {query: SELECT count(*) > 100 FROM note}",
                "sqlite: {query: {SELECT count(*) FROM note: '900', SELECT min(id) FROM note:"
                        + " '1'}}",
                "sqlite: {integrity: false, query: [SELECT 1, SELECT text FROM note]}"
            })
    void a_sound_database_passes_and_nothing_is_left_beside_it(String check) throws Exception {
        results.write("a.db", notes);

        assertThat(results.finding(check).detail()).contains("a.db: good");
        assertThat(results.folder()).isDirectoryNotContaining("glob:**/a.db-*");
    }

    @ParameterizedTest
    @CsvSource({"2", "3", "5", "9", "20"})
    void one_that_was_cut_off_or_lost_a_page_fails(int page) throws Exception {
        results.write("a.db", Pictures.cut(notes, page * PAGE));

        assertThat(results.finding("sqlite").code()).contains("damaged");

        var zeroed = notes.clone();
        Arrays.fill(zeroed, page * PAGE, (page + 1) * PAGE, (byte) 0);
        results.write("a.db", zeroed);

        var finding = results.finding("sqlite");
        assertThat(finding.code()).contains("damaged");
        assertThat(finding.found().orElseThrow()).startsWith("the database says: ");
    }

    @Test
    void what_is_no_database_fails() throws Exception {
        results.write("a.db", "<html>sign in</html>");

        assertThat(results.finding("sqlite").code()).contains("no-database");
    }

    @Test
    void an_answer_that_is_missing_or_another_fails() throws Exception {
        results.write("a.db", notes);

        assertThat(results.finding("sqlite: {query: SELECT id FROM note WHERE id > 900}").found())
                .contains("nothing");
        var finding = results.finding("sqlite: {query: {SELECT count(*) FROM note: '901'}}");
        assertThat(finding.code()).contains("query");
        assertThat(finding.detail())
                .contains("a.db: \"900\"; expected: \"901\" from \"SELECT count(*) FROM note\"");
        assertThat(results.finding("sqlite: {query: SELECT count(*) > 900 FROM note}").code())
                .contains("query");
    }

    @Test
    void a_question_that_makes_no_sense_proves_nothing() throws Exception {
        results.write("a.db", notes);

        var finding = results.finding("sqlite: {query: SELECT sum FROM note}");

        assertThat(finding.passed()).isEmpty();
        assertThat(finding.detail()).contains("a.db: it cannot be asked this: no such column: sum");
        assertThat(results.finding("sqlite: {query: DELETE FROM note}").passed()).isEmpty();
        assertThat(Files.readAllBytes(results.file("a.db"))).isEqualTo(notes);
    }

    @Test
    void an_answer_of_a_hundred_megabytes_is_not_taken() throws Exception {
        results.write("a.db", notes);

        assertThat(
                        SmallMachine.findings(
                                results, "sqlite: {query: SELECT hex(zeroblob(100000000))}"))
                .containsExactly(
                        "unmade: query: a.db: it cannot be asked this: string or blob too big");
    }

    @Test
    void a_name_of_any_bytes_is_opened() throws Exception {
        var name = HexFormat.of().parseHex("ff2520613f62232e6462");
        results.write(name, notes);

        assertThat(results.finding("sqlite").passed()).contains(true);
        assertThat(results.finding("sqlite").file().orElseThrow())
                .isEqualTo(PathBytes.shown(PathBytes.path(name)));
    }

    @Test
    void rows_that_its_writer_left_beside_it_are_told() throws Exception {
        results.write("a.db", notes);
        results.write("a.db-wal", "something");

        assertThat(results.finding("sqlite: {file: a.db}").warning())
                .contains("its newest rows may lie beside it, in a -wal file");
    }

    @Test
    void a_question_without_end_is_broken_off() throws Exception {
        results.write("a.db", notes);
        var clock = new TurnedClock();
        var asked =
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                        + " SELECT count(*) FROM n";
        var done = new AtomicBoolean();
        var turning =
                Thread.ofVirtual()
                        .start(() ->
                                until(() -> {
                                    clock.turn(TimedCheck.LIMIT);
                                    return done.get();
                                }));

        var finding = results.with(clock).finding("sqlite: {query: '" + asked + "'}");
        done.set(true);
        turning.join();

        assertThat(finding.code()).contains("too-slow");
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("check sqlite"));
    }
}
