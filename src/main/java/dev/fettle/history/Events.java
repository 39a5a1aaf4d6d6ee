package dev.fettle.history;

import dev.fettle.store.Store;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/// What happened that is no run. Thread-safe.
public final class Events {
    /// A mount does not answer, on which an automation waits.
    public static final String SILENT = "silent";

    /// It answers again.
    public static final String BACK = "back";

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
