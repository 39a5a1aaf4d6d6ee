package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.ScratchPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresCheckTest {
    @TempDir private Path temp;

    @Test
    void a_database_is_asked_and_read_to_its_last_row() throws Exception {
        var results = Results.in(temp);
        try (var server = ScratchPostgres.start()) {
            server.sql("CREATE TABLE photo AS SELECT i AS id FROM generate_series(1, 900) i");
            var database = "database: '" + server.url("postgres") + "'";

            assertThat(
                            results.finding(
                                            "postgres: {%s, integrity: true, query: SELECT count(*) >"
                                                            .formatted(database)
                                                    + " 100 FROM photo}")
                                    .passed())
                    .contains(true);
            assertThat(
                            results.finding(
                                            "postgres: {%s, query: {SELECT count(*) FROM photo: '900'}}"
                                                    .formatted(database))
                                    .passed())
                    .contains(true);
            var few =
                    results.finding(
                            "postgres: {%s, query: SELECT count(*) > 900 FROM photo}"
                                    .formatted(database));
            assertThat(few.passed()).contains(false);
            assertThat(few.code()).contains("query");
            assertThat(few.found()).contains("\"f\"");

            var unasked =
                    results.finding(
                            "postgres: {%s, query: SELECT 1 FROM none}".formatted(database));
            assertThat(unasked.passed()).isEmpty();
            assertThat(unasked.code()).contains("query");
            assertThat(unasked.detail().orElseThrow()).contains("relation \"none\" does not exist");

            var away =
                    results.finding(
                            "postgres: {database: '%s', query: SELECT 1}"
                                    .formatted(server.url("no-such")));
            assertThat(away.passed()).isEmpty();
            assertThat(away.code()).contains("unreachable");
        }
    }

    @Test
    void without_psql_it_is_known_beforehand() {
        assertThat(
                        Checks.missingPrograms(
                                Results.parse("postgres: {database: a, integrity: true}"),
                                "/nowhere"))
                .containsExactly(
                        "psql (package postgresql-client)", "pg_dump (package postgresql-client)");
    }

    @Test
    void a_password_in_the_open_and_a_check_of_nothing_are_told() {
        assertThat(
                        Results.problems(
                                "postgres: {database: 'postgresql://me:secret@nas/a', query: SELECT"
                                        + " 1}"))
                .singleElement()
                .asString()
                .startsWith("README.md:2:26: postgres: a password that everybody can read here");
        assertThat(Results.problems("postgres: {database: a}"))
                .containsExactly(
                        "README.md:2:15: postgres without query and integrity checks nothing; state"
                                + " one of them");
    }
}
