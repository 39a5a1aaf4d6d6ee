package dev.fettle.publish;

import dev.fettle.store.Row;
import dev.fettle.store.Sql;
import dev.fettle.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The versions among the journal's rows: how many there are, which have had their time.
final class VersionTable {
    private static final int BATCH = 1000;

    private final Store store;

    VersionTable(Store store) {
        this.store = store;
    }

    /// @param file where it is kept now
    record Version(long run, int n, Path folder, Path file, long size) {}

    List<String> automations() throws IOException {
        return store.read(sql ->
                sql.list(
                        "SELECT DISTINCT automation FROM publication",
                        row -> row.text("automation")));
    }

    long bytes() throws IOException {
        return store.read(sql ->
                sql.number(
                        "SELECT coalesce(sum(version_size), 0) FROM publication_file "
                                + "WHERE version_state = 'kept'"));
    }

    /// Gives up versions of an automation beyond `count` for each file, but for the newest, and all
    /// that are older. From here on they cannot be put back; their bytes may be deleted.
    List<Version> giveUp(String automation, int count, Instant oldest) throws IOException {
        return store.write(sql ->
                given(
                        sql,
                        """
                        SELECT * FROM (
                          SELECT f.run, f.n, f.version, f.version_size, p.versions, p.state,
                            p.automation, p.changed_at,
                            row_number() OVER (PARTITION BY f.path ORDER BY f.placed DESC) AS nth
                          FROM publication_file f JOIN publication p ON p.run = f.run
                          WHERE f.version_state = 'kept'
                            AND p.state IN ('published', 'undone'))
                        WHERE automation = ? AND (nth > max(?, 1) OR changed_at < ?)
                        LIMIT ?\
                        """,
                        automation,
                        count,
                        oldest,
                        BATCH));
    }

    /// Gives up the oldest, until what is left fits.
    List<Version> giveUpBeyond(long budgetBytes) throws IOException {
        return store.write(sql ->
                given(
                        sql,
                        """
                        SELECT * FROM (
                          SELECT f.run, f.n, f.version, f.version_size, p.versions, p.state,
                            sum(f.version_size) OVER (ORDER BY f.placed DESC, f.run, f.n) AS total
                          FROM publication_file f JOIN publication p ON p.run = f.run
                          WHERE f.version_state = 'kept'
                            AND p.state IN ('published', 'undone'))
                        WHERE total > ? AND version_size > 0
                        LIMIT ?\
                        """,
                        budgetBytes,
                        BATCH));
    }

    /// Whether a run has anything to do with the folder that bears its id.
    boolean isKnown(String runId) throws IOException {
        return store.read(sql ->
                sql.number(
                                """
                                SELECT count(*) FROM publication p JOIN run r ON r.seq = p.run
                                WHERE r.id = ?\
                                """,
                                runId)
                        > 0);
    }

    /// Whether the run still works, or its publication is on its way.
    boolean isUnfinished(String runId) throws IOException {
        return store.read(sql ->
                sql.number(
                                """
                                SELECT count(*) FROM run r LEFT JOIN publication p ON p.run = r.seq
                                WHERE r.id = ? AND (r.outcome IS NULL
                                  OR p.state NOT IN ('published', 'undone'))\
                                """,
                                runId)
                        > 0);
    }

    /// What a run keeps, by where it is kept now.
    List<Version> keptBy(String runId) throws IOException {
        return store.read(sql ->
                sql.list(
                        """
                        SELECT f.*, p.versions, p.state FROM publication_file f
                        JOIN publication p ON p.run = f.run JOIN run r ON r.seq = p.run
                        WHERE r.id = ? AND f.version_state = 'kept'\
                        """,
                        VersionTable::version,
                        runId));
    }

    private static List<Version> given(Sql sql, String query, Object... arguments)
            throws SQLException {
        var versions = new ArrayList<Version>(sql.list(query, VersionTable::version, arguments));
        for (var version : versions) {
            sql.update(
                    "UPDATE publication_file SET version_state = 'gone', version_size = 0 "
                            + "WHERE run = ? AND n = ?",
                    version.run(),
                    version.n());
        }
        return versions;
    }

    private static Version version(Row row) throws SQLException {
        var file = row.path("version");
        return new Version(
                row.number("run"),
                row.integer("n"),
                row.path("versions"),
                row.text("state").equals("undone") ? Names.with(file, ".redo") : file,
                row.number("version_size"));
    }
}
