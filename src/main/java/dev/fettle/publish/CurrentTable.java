package dev.fettle.publish;

import dev.fettle.store.Sql;
import java.sql.SQLException;
import java.util.List;

/// SQL: which published files are the newest at their place.
final class CurrentTable {
    private CurrentTable() {}

    /// In the order in which the runs were asked for. What another automation has put there since,
    /// or what `publish: mirror` took away, is not among them.
    static List<Current> of(Sql sql, String automation) throws SQLException {
        return sql.list(
                """
                SELECT f.* FROM publication p JOIN publication_file f ON f.run = p.run
                WHERE p.automation = ? AND p.state = 'published' AND f.kind <> 'removal'
                  AND NOT EXISTS (
                    SELECT 1 FROM publication_file g JOIN publication q ON q.run = g.run
                    WHERE g.path = f.path AND g.placed > f.placed AND q.state <> 'undone')
                ORDER BY f.run, f.n\
                """,
                row -> new Current(row.number("run"), PublicationRows.file(row).published()),
                automation);
    }
}
