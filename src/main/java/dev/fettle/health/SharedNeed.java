package dev.fettle.health;

import dev.fettle.history.Lacks;
import dev.fettle.history.Run;
import dev.fettle.history.Runs;
import dev.fettle.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// A mount or a host that is missing is one trouble, however many automations it keeps from
/// running: what opens for it is told in one letter, and told again in one.
///
/// @param first the incident that opened first for the same need, where there is one
record SharedNeed(Optional<Incident> first) {
    /// For so long the first one's letter waits for the others.
    static final Duration TOGETHER = Duration.ofSeconds(10);

    /// @return empty where it is not about such a need, or nobody would be told again
    static Optional<SharedNeed> of(News.Broke broke, Store store) throws IOException {
        var lacks = new Lacks(store);
        var need = broke.sign().run().isPresent() ? lacks.of(broke.sign().run().get()) : none();
        if (need.isEmpty() || broke.isAgain()) {
            return Optional.empty();
        }
        var runs = new Runs(store);
        for (var open : store.read(IncidentTable::open)) {
            var run = open.run().isPresent() ? runs.maybe(open.run().get()) : Optional.<Run>empty();
            if (run.isPresent()
                    && open.repeatAt().isPresent()
                    && !open.automation().equals(broke.incident().automation())
                    && lacks.of(run.get()).equals(need)) {
                return Optional.of(new SharedNeed(Optional.of(open)));
            }
        }
        return Optional.of(new SharedNeed(Optional.empty()));
    }

    private static Optional<String> none() {
        return Optional.empty();
    }

    /// The incident as it stands beside the first one.
    Incident beside(Incident incident) {
        return first.filter(_ -> incident.isOpen()).map(incident::beside).orElse(incident);
    }
}
