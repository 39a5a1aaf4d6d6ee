package dev.fettle.publish;

import dev.fettle.history.RunId;
import dev.fettle.publish.Publication.File;
import dev.fettle.publish.Publication.Kind;
import dev.fettle.publish.Publication.State;
import dev.fettle.publish.Publication.VersionState;
import dev.fettle.store.Row;
import dev.fettle.store.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Rows of the journal, as they are written and read.
final class PublicationRows {
    private PublicationRows() {}

    static void insert(Sql sql, long run, long placed, File file) throws SQLException {
        sql.update(
                """
                INSERT INTO publication_file (run, n, kind, path, staged, origin, placed, size, sha256,
                  mark_inode, mark_size, mark_mtime, replaced, replaced_size, version,
                  version_state, version_size, coming_inode, coming_size, coming_mtime,
                  there_inode, there_size, there_mtime)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
                """,
                run,
                file.n(),
                text(file.kind()),
                file.path(),
                file.staged(),
                file.origin(),
                placed,
                file.size(),
                file.sha256(),
                file.mark().map(Mark::inode),
                file.mark().map(Mark::size),
                file.mark().map(Mark::mtime),
                file.replaced(),
                file.replacedSize(),
                file.version(),
                text(file.versionState()),
                file.versionSize(),
                file.coming().map(Mark::inode),
                file.coming().map(Mark::size),
                file.coming().map(Mark::mtime),
                file.there().map(Mark::inode),
                file.there().map(Mark::size),
                file.there().map(Mark::mtime));
    }

    static void setMarks(Sql sql, long run, long placed, File file) throws SQLException {
        sql.update(
                """
                UPDATE publication_file SET placed = ?, coming_inode = ?, coming_size = ?,
                  coming_mtime = ?, there_inode = ?, there_size = ?, there_mtime = ?
                WHERE run = ? AND n = ?\
                """,
                placed,
                file.coming().map(Mark::inode),
                file.coming().map(Mark::size),
                file.coming().map(Mark::mtime),
                file.there().map(Mark::inode),
                file.there().map(Mark::size),
                file.there().map(Mark::mtime),
                run,
                file.n());
    }

    static void setVersion(Sql sql, long run, File file) throws SQLException {
        sql.update(
                """
                UPDATE publication_file SET replaced = ?, replaced_size = ?, version_state = ?,
                  version_size = ? WHERE run = ? AND n = ?\
                """,
                file.replaced(),
                file.replacedSize(),
                text(file.versionState()),
                file.versionSize(),
                run,
                file.n());
    }

    static void insertFolders(Sql sql, long run, List<Folder> folders) throws SQLException {
        long n =
                sql.number("SELECT coalesce(max(n), 0) FROM publication_folder WHERE run = ?", run);
        for (var folder : folders) {
            sql.update(
                    "INSERT INTO publication_folder (run, n, path, mode) VALUES (?, ?, ?, ?)",
                    run,
                    ++n,
                    folder.path(),
                    folder.mode());
        }
    }

    static Publication publication(Row row) throws SQLException {
        return new Publication(
                row.number("run"),
                new RunId(row.text("id")),
                row.text("automation"),
                row.path("destination"),
                row.path("staging"),
                row.path("versions"),
                row.path("anchor"),
                row.number("anchor_inode"),
                State.of(row.text("state")),
                row.flag("backward"),
                row.number("placed"));
    }

    static File file(Row row) throws SQLException {
        return new File(
                row.integer("n"),
                Kind.valueOf(row.text("kind").toUpperCase(Locale.ROOT)),
                row.path("path"),
                row.maybePath("staged"),
                row.maybePath("origin"),
                row.number("size"),
                row.maybeText("sha256"),
                mark(row, "mark"),
                row.maybeText("replaced"),
                row.number("replaced_size"),
                row.path("version"),
                VersionState.valueOf(row.text("version_state").toUpperCase(Locale.ROOT)),
                row.number("version_size"),
                mark(row, "coming"),
                mark(row, "there"));
    }

    private static Optional<Mark> mark(Row row, String name) throws SQLException {
        var inode = row.maybeNumber(name + "_inode");
        return inode.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Mark(
                                inode.getAsLong(),
                                row.number(name + "_size"),
                                row.number(name + "_mtime")));
    }

    private static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
