package dev.fettle.history;

import dev.fettle.platform.FolderId;
import dev.fettle.store.Row;
import dev.fettle.store.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// SQL of the table `folder`.
final class FolderTable {
    private FolderTable() {}

    static List<KnownFolder> all(Sql sql) throws SQLException {
        return sql.list("SELECT * FROM folder ORDER BY automation", FolderTable::folder);
    }

    static Optional<KnownFolder> find(Sql sql, String automation) throws SQLException {
        return sql.one(
                "SELECT * FROM folder WHERE automation = ?", FolderTable::folder, automation);
    }

    static boolean isKnown(Sql sql, FolderId id) throws SQLException {
        return sql.number(
                        "SELECT count(*) FROM folder WHERE inode = ? AND birth IS ?",
                        id.inode(),
                        id.birthNanos())
                > 0;
    }

    /// Its cache stays where it is.
    static void put(Sql sql, KnownFolder folder) throws SQLException {
        sql.update(
                """
                INSERT INTO folder (automation, inode, birth, content, cache) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (automation) DO UPDATE SET
                    inode = excluded.inode, birth = excluded.birth, content = excluded.content
                """,
                folder.automation(),
                folder.id().inode(),
                folder.id().birthNanos(),
                folder.content(),
                freeCache(sql, folder.automation()));
    }

    /// One that was renamed took its cache along, whatever that is called.
    private static String freeCache(Sql sql, String automation) throws SQLException {
        var name = automation;
        for (int n = 2; isCache(sql, name); n++) {
            name = automation + "~" + n; // no automation is called so
        }
        return name;
    }

    private static boolean isCache(Sql sql, String name) throws SQLException {
        return sql.number("SELECT count(*) FROM folder WHERE cache = ?", name) > 0;
    }

    static Optional<String> cache(Sql sql, String automation) throws SQLException {
        return sql.one(
                "SELECT cache FROM folder WHERE automation = ?",
                row -> row.text("cache"),
                automation);
    }

    static void forget(Sql sql, String automation) throws SQLException {
        sql.update("DELETE FROM folder WHERE automation = ?", automation);
    }

    private static KnownFolder folder(Row row) throws SQLException {
        return new KnownFolder(
                row.text("automation"),
                new FolderId(row.number("inode"), row.maybeNumber("birth")),
                row.maybeText("content"));
    }
}
