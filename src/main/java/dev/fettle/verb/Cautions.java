package dev.fettle.verb;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Reading;
import dev.fettle.history.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// What an automation's definition promises and its output's file system cannot hold is told when
/// the definition is read, once for each automation and folder. Thread-safe.
public final class Cautions {
    private static final String KIND = "caution";

    private final Workshop workshop;
    private final Set<Place> asked = ConcurrentHashMap.newKeySet();
    private final Semaphore oneAtATime = new Semaphore(1);

    public Cautions(Workshop workshop) {
        this.workshop = workshop;
    }

    /// Touches the folders, which may lie on any mount. Does nothing while somebody is at it:
    /// definitions are read again and again.
    public void tell(List<Reading> readings) throws IOException {
        if (!oneAtATime.tryAcquire()) {
            return;
        }
        try {
            for (var automation : Reading.automations(readings)) {
                tell(automation);
            }
        } finally {
            oneAtATime.release();
        }
    }

    /// What cannot be found out now is when the definitions are read again.
    private void tell(Automation automation) throws IOException {
        var output = automation.definition().output();
        if (output.isEmpty()) {
            return;
        }
        var place = new Place(automation.name().text(), output.get().folder());
        if (asked.contains(place) || workshop.publisher().blockedReason(output.get()).isPresent()) {
            return;
        }
        Optional<String> caution;
        try {
            caution = workshop.publisher().caution(output.get());
        } catch (IOException e) {
            return; // nothing can be published there: the doctor and each run say it
        }
        if (caution.isPresent() && !workshop.events().isTold(place.name(), KIND, caution.get())) {
            workshop.events()
                    .add(
                            new Event(
                                    workshop.clock().now(),
                                    Optional.of(place.name()),
                                    KIND,
                                    caution.get()));
        }
        asked.add(place);
    }

    private record Place(String name, Path output) {}
}
