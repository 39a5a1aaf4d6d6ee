package dev.fettle.history;

import dev.fettle.store.Sql;
import java.sql.SQLException;

/// SQL of the table `event`.
final class EventTable {
    private EventTable() {}

    static void insert(Sql sql, Event event) throws SQLException {
        sql.update(
                "INSERT INTO event (at, automation, kind, text) VALUES (?, ?, ?, ?)",
                event.at(),
                event.automation(),
                event.kind(),
                event.text());
    }
}
