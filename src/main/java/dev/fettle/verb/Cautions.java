package dev.fettle.verb;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Reading;
import dev.fettle.history.Event;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// What an automation's definition promises and its output's file system cannot hold is told when
/// the definition is read, once for each automation and folder. Thread-safe.
public final class Cautions {
    private static final String KIND = "caution";

    private final Workshop workshop;
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
            for (var reading : readings) {
                if (reading instanceof Reading.Readable(var automation)) {
                    tell(automation);
                }
            }
        } finally {
            oneAtATime.release();
        }
    }

    private void tell(Automation automation) throws IOException {
        var name = automation.name().text();
        var caution = caution(automation);
        if (caution.isPresent() && !workshop.events().isTold(name, KIND, caution.get())) {
            workshop.events()
                    .add(new Event(workshop.clock().now(), Optional.of(name), KIND, caution.get()));
        }
    }

    /// What cannot be found out now is when the definitions are read again.
    private Optional<String> caution(Automation automation) throws IOException {
        var output = automation.definition().output();
        if (output.isEmpty() || workshop.publisher().blockedReason(output.get()).isPresent()) {
            return Optional.empty();
        }
        try {
            return workshop.publisher().caution(output.get());
        } catch (IOException e) {
            return Optional.empty(); // nothing can be published there: the doctor and each run say
            // it
        }
    }
}
