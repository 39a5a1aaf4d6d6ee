package dev.fettle.store;

import java.sql.SQLException;

/// What is kept of an automation. Every table calls the column that holds its name `automation`; so
/// all of it is found here, and what later versions keep is too.
public final class NamedRows {
    private static final String TABLES =
            """
            SELECT t.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
            WHERE t.type = 'table' AND c.name = 'automation' ORDER BY t.name
            """;

    private NamedRows() {}

    /// Within the caller's transaction. What stands in the way under the new name goes.
    public static void rename(Sql sql, String from, String to) throws SQLException {
        for (var table : sql.list(TABLES, row -> row.text("name"))) {
            sql.update(
                    "UPDATE OR REPLACE " + table + " SET automation = ? WHERE automation = ?",
                    to,
                    from);
        }
    }
}
