package dev.fettle.alert;

import dev.fettle.alert.Message.Section;
import dev.fettle.notation.Json;
import dev.fettle.notation.JsonReader;
import dev.fettle.store.Row;
import dev.fettle.store.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// SQL of the table `message`.
final class MessageTable {
    private MessageTable() {}

    /// @return its number
    static long insert(Sql sql, MessageId id, Instant at, Message message) throws SQLException {
        sql.update(
                """
                INSERT INTO message (id, at, kind, automation, thread, urgency, subject, lead, sections, link)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                id.text(),
                at,
                message.kind().name(),
                message.automation(),
                message.thread(),
                message.urgency().name(),
                message.subject(),
                message.lead(),
                Json.line(message.sections()),
                message.link());
        return sql.number("SELECT last_insert_rowid()");
    }

    /// With them go their deliveries.
    static void prune(Sql sql, Instant before) throws SQLException {
        sql.update(
                """
                DELETE FROM message WHERE at < ? AND NOT EXISTS (
                    SELECT 1 FROM delivery
                    WHERE message = message.seq AND state IN ('waiting', 'sending'))
                """,
                before);
    }

    static Message message(Row row) throws SQLException {
        return new Message(
                Message.Kind.valueOf(row.text("kind")),
                row.maybeText("automation"),
                row.maybeText("thread"),
                Message.Urgency.valueOf(row.text("urgency")),
                row.text("subject"),
                row.text("lead"),
                sections(row.text("sections")),
                row.maybeText("link"));
    }

    private static List<Section> sections(String json) {
        var sections = new ArrayList<Section>();
        if (JsonReader.read(json) instanceof List<?> items) {
            for (var item : items) {
                if (item instanceof Map<?, ?> keys) {
                    sections.add(
                            new Section(
                                    String.valueOf(keys.get("title")),
                                    String.valueOf(keys.get("text")),
                                    Boolean.TRUE.equals(keys.get("preformatted"))));
                }
            }
        }
        return sections;
    }
}
