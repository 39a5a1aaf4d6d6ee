package dev.fettle.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fettle.alert.Message.Kind;
import dev.fettle.alert.Message.Section;
import dev.fettle.alert.Message.Urgency;
import dev.fettle.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoticesTest {
    private static final Instant NOW = Instant.parse("2026-11-28T02:30:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir private Path temp;
    @AutoClose private Store store;

    @BeforeEach
    void a_store() throws IOException {
        store = Store.open(temp.resolve("fettle.db"));
    }

    @Test
    void a_notice_is_told_once_and_goes_to_each_channel() throws IOException {
        assertThat(tell(notice("aside backup a.jpg"))).isTrue();
        assertThat(tell(notice("aside backup a.jpg"))).isFalse();
        assertThat(tell(notice("aside backup b.jpg"))).isTrue();

        assertThat(told()).hasSize(2).allMatch(message -> message.kind() == Kind.NOTICE);
        assertThat(told().getFirst().sections())
                .containsExactly(new Section("Why", "no image", false));
        assertThat(count("delivery")).isEqualTo(4);
    }

    @Test
    void what_could_not_be_written_down_is_not_taken_for_told() throws IOException {
        assertThatThrownBy(() ->
                        store.write(sql -> {
                            Notices.tell(sql, NOW, notice("a"), everybody(Urgency.LOW));
                            throw new SQLException("the event could not be marked");
                        }))
                .hasMessageContaining("could not be marked");

        assertThat(tell(notice("a"))).isTrue();
        assertThat(told()).hasSize(1);
    }

    @Test
    void quiet_hours_hold_it_even_where_its_automation_wakes_somebody() throws IOException {
        tell(notice("a"));

        assertThat(told().getFirst().urgency()).isEqualTo(Urgency.NORMAL);
    }

    @Test
    void one_that_rests_is_told_again_when_it_has_rested() throws IOException {
        assertThat(tell("busy", NOW)).isTrue();
        assertThat(tell("busy", NOW.plus(DAY).minusMillis(1))).isFalse();
        assertThat(tell("busy", NOW.plus(DAY))).isTrue();
        assertThat(tell("busy", NOW.plus(DAY).plusSeconds(1))).isFalse();
    }

    @Test
    void a_clock_that_was_ahead_by_years_keeps_none_silent() throws IOException {
        assertThat(tell("busy", NOW.plus(Duration.ofDays(4000)))).isTrue();

        assertThat(tell("busy", NOW)).isTrue();
    }

    @Test
    void what_is_forgotten_may_be_told_of_another_with_its_name() throws IOException {
        tell(notice("a"));

        store.write(sql -> {
            Notices.forget(sql, "backup");
            return true;
        });

        assertThat(tell(notice("a"))).isTrue();
    }

    // --- telling

    private boolean tell(Notice notice) throws IOException {
        return store.write(sql -> Notices.tell(sql, NOW, notice, everybody(Urgency.HIGH)));
    }

    private boolean tell(String key, Instant at) throws IOException {
        return store.write(
                sql -> Notices.tell(sql, at, notice(key), everybody(Urgency.NORMAL), DAY));
    }

    private static Notice notice(String key) {
        return new Notice(
                key,
                Optional.of("backup"),
                "backup: an input was set aside",
                "backup: an input was set aside",
                List.of(new Section("Why", "no image", false)));
    }

    private static Told everybody(Urgency urgency) {
        return new Told(List.of("me", "phone"), urgency);
    }

    private List<Message> told() throws IOException {
        return store.read(sql -> sql.list("SELECT * FROM message", MessageTable::message));
    }

    private long count(String table) throws IOException {
        return store.read(sql -> sql.number("SELECT count(*) FROM " + table));
    }
}
