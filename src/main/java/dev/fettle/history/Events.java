package dev.fettle.history;

import dev.fettle.store.Sql;
import dev.fettle.store.Store;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What happened that is no run. Thread-safe.
public final class Events {
    /// A mount does not answer, on which an automation waits.
    public static final String SILENT = "silent";

    /// It answers again.
    public static final String BACK = "back";

    /// Two slots in a row found an earlier run at work.
    public static final String BUSY = "busy";

    /// More slots passed than are caught up with.
    public static final String TOO_MANY = "too-many";

    /// The time zone of schedules that state none was changed.
    public static final String ZONE = "zone";

    /// An automation's folder was renamed.
    public static final String RENAMED = "renamed";

    private final Store store;

    public Events(Store store) {
        this.store = store;
    }

    public void add(Event event) throws IOException {
        store.write(sql -> {
            EventTable.insert(sql, event);
            return true;
        });
    }

    public List<Event> toTell() throws IOException {
        return store.read(EventTable::toTell);
    }

    // --- within somebody's transaction

    /// Keeps an event that the user is to be told of.
    public static void addToTell(Sql sql, Event event) throws SQLException {
        EventTable.insert(sql, event, true);
    }

    /// Those that the user is still to be told of; from here on he is.
    public static List<Event> takeToTell(Sql sql) throws SQLException {
        var events = EventTable.toTell(sql);
        EventTable.markTold(sql);
        return events;
    }

    /// An automation's folder was renamed, and its history went along.
    public static void addRenamed(Sql sql, Instant at, String from, String to) throws SQLException {
        var text = wasCalled(from) + ": its folder was renamed, and its history is here now";
        addToTell(sql, new Event(at, Optional.of(to), RENAMED, text));
    }

    private static String wasCalled(String name) {
        return "it was \"%s\" before".formatted(name);
    }

    // --- what is known

    /// The name that an automation has now whose folder had this one.
    public Optional<String> nowCalled(String old) throws IOException {
        return store.read(sql -> EventTable.newest(sql, RENAMED, wasCalled(old)))
                .flatMap(Event::automation);
    }

    public boolean isTold(String automation, String kind, String text) throws IOException {
        return store.read(sql -> EventTable.isTold(sql, automation, kind, text));
    }

    public void prune(Instant before) throws IOException {
        store.write(sql -> {
            EventTable.prune(sql, before);
            return true;
        });
    }

    /// Since when a mount has not answered on which the automation waits, as far as was told.
    public Optional<Instant> silentSince(String automation) throws IOException {
        return store.read(sql -> EventTable.lastWordOfItsMount(sql, automation))
                .filter(event -> event.kind().equals(SILENT))
                .map(Event::at);
    }
}
