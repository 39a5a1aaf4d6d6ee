package dev.fettle.health;

import dev.fettle.store.Store;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The incidents of a home, and the user's word about them. Thread-safe; what writes returns once
/// it is durable.
public final class Incidents {
    private final Store store;

    public Incidents(Store store) {
        this.store = store;
    }

    public Optional<Incident> open(String automation) throws IOException {
        return store.read(sql -> IncidentTable.open(sql, automation));
    }

    /// All that are open, the oldest first.
    public List<Incident> open() throws IOException {
        return store.read(IncidentTable::open);
    }

    /// Those that were over before that are let go.
    public void prune(Instant before) throws IOException {
        store.write(sql -> {
            IncidentTable.prune(sql, before);
            return true;
        });
    }

    /// @return false where none is open
    public boolean acknowledge(String automation, Acknowledgement word) throws IOException {
        return store.write(sql -> IncidentTable.acknowledge(sql, automation, word));
    }
}
