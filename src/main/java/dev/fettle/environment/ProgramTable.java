package dev.fettle.environment;

import dev.fettle.store.Sql;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/// SQL of the table `program`.
final class ProgramTable {
    private ProgramTable() {}

    static Optional<ProgramVersions.Told> of(Sql sql, Path program) throws SQLException {
        return sql.one(
                "SELECT file, version, asked FROM program WHERE path = ?",
                row ->
                        new ProgramVersions.Told(
                                row.text("file"),
                                Version.of(row.text("version")),
                                row.time("asked")),
                program);
    }

    static int put(Sql sql, Path program, ProgramVersions.Told told) throws SQLException {
        return sql.update(
                """
                INSERT INTO program (path, file, version, asked) VALUES (?, ?, ?, ?)
                ON CONFLICT (path) DO UPDATE
                SET file = excluded.file, version = excluded.version, asked = excluded.asked
                """,
                program,
                told.file(),
                told.version().text(),
                told.at());
    }
}
