package dev.fettle.history;

import dev.fettle.store.Store;
import java.io.IOException;

/// What happened that is no run. Thread-safe.
public final class Events {
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
}
