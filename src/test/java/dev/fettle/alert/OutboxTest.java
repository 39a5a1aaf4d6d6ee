package dev.fettle.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fettle.alert.Message.Kind;
import dev.fettle.alert.Message.Section;
import dev.fettle.alert.Message.Urgency;
import dev.fettle.store.Sql;
import dev.fettle.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {
    private static final Instant NOW = Instant.parse("2026-11-28T02:30:00Z");

    @TempDir private Path temp;
    @AutoClose private Store store;

    @BeforeEach
    void a_store() throws IOException {
        store = Store.open(temp.resolve("fettle.db"));
    }

    @Test
    void a_message_is_kept_as_it_was_said() throws IOException {
        var message =
                new Message(
                        Kind.OPENED,
                        Optional.of("backup"),
                        Optional.of("i1"),
                        Urgency.HIGH,
                        "backup: failed since 02:30",
                        "backup failed: exit 7",
                        List.of(
                                new Section("The end of the log", "  a\n\"b\" \\ ü\n", true),
                                new Section("", "Plug the blue disk in.", false)),
                        Optional.of("http://localhost:8484/automations/backup"));

        add(message, "me");

        List<Message> kept =
                store.read(sql -> sql.list("SELECT * FROM message", MessageTable::message));
        assertThat(kept).containsExactly(message);
    }

    @Test
    void it_is_there_with_what_it_tells_of_or_not_at_all() {
        assertThatThrownBy(() ->
                        store.write(sql -> {
                            Outbox.add(sql, NOW, told("i1"), List.of("me", "phone"), NOW);
                            throw new SQLException("the incident could not be written");
                        }))
                .hasMessageContaining("could not be written");

        assertThat(count("message") + count("delivery")).isZero();
    }

    @Test
    void what_nobody_was_told_of_is_taken_back() throws IOException {
        add(told("i1"), "me", "phone");
        add(told("i2"), "me");

        assertThat(takeBack("i1")).isTrue();

        assertThat(states()).containsExactly("taken-back", "taken-back", "waiting");
    }

    @Test
    void what_one_channel_has_told_stands() throws IOException {
        add(told("i1"), "me", "phone");
        store.write(sql -> sql.update("UPDATE delivery SET state = 'sent' WHERE channel = 'me'"));

        assertThat(takeBack("i1")).isFalse();

        assertThat(states()).containsExactly("sent", "taken-back");
    }

    @Test
    void what_may_have_left_stands() throws IOException {
        add(told("i1"), "me");
        store.write(sql -> sql.update("UPDATE delivery SET state = 'sending'"));

        assertThat(takeBack("i1")).isFalse();

        assertThat(states()).containsExactly("sending");
    }

    private static Message told(String thread) {
        return new Message(
                Kind.OPENED,
                Optional.empty(),
                Optional.of(thread),
                Urgency.NORMAL,
                "subject",
                "lead",
                List.of(),
                Optional.empty());
    }

    private void add(Message message, String... channels) throws IOException {
        store.write(sql -> {
            Outbox.add(sql, NOW, message, List.of(channels), NOW);
            return true;
        });
    }

    private boolean takeBack(String thread) throws IOException {
        return store.write(sql -> Outbox.takeBack(sql, thread, NOW));
    }

    private List<String> states() throws IOException {
        return store.read(sql ->
                sql.list("SELECT state FROM delivery ORDER BY seq", row -> row.text("state")));
    }

    private long count(String table) {
        try {
            return store.read((Sql sql) -> sql.number("SELECT count(*) FROM " + table));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
