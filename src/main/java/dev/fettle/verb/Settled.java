package dev.fettle.verb;

import dev.fettle.notation.UserError;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Verbs that change something for an automation first let it have its history, where its folder
/// was renamed.
final class Settled {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final Duration A_MOMENT = Duration.ofSeconds(3);

    private Settled() {}

    /// Waits until nothing of the old name is left unfinished; what nobody carries on is carried on
    /// here.
    ///
    /// @return why it has not its history; empty where it has
    static Optional<String> await(Workshop workshop, String name, BooleanSupplier givenUp)
            throws IOException, InterruptedException {
        for (var plan = workshop.settle(); ; plan = workshop.settle()) {
            var why = plan.holds(name);
            if (why.isEmpty() || plan.isContested(name) || givenUp.getAsBoolean()) {
                return why;
            }
            var old = plan.knownAs(name);
            if (workshop.desk().recover(old).isEmpty()) {
                workshop.clock().sleep(LOOK_AGAIN);
            }
        }
    }

    /// The same for a moment only.
    ///
    /// @throws UserError where it is not over by then
    static void require(Workshop workshop, String name) throws IOException {
        long end = workshop.clock().nanos() + A_MOMENT.toNanos();
        try {
            var why = await(workshop, name, () -> workshop.clock().nanos() - end > 0);
            if (why.isPresent()) {
                throw new UserError(why.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
