package dev.fettle.verb;

import dev.fettle.health.RenamePlan;
import dev.fettle.notation.UserError;
import java.io.IOException;
import java.time.Duration;
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
    /// @return what is there then; [RenamePlan#holds] says what it could not wait for
    static RenamePlan await(Workshop workshop, String name, BooleanSupplier givenUp)
            throws IOException, InterruptedException {
        for (var plan = workshop.settle(name); ; plan = workshop.settle(name)) {
            if (isOver(plan, name) || givenUp.getAsBoolean()) {
                return plan;
            }
            var old = plan.knownAs(name);
            if (workshop.runs().unfinished(old).isEmpty()
                    || workshop.desk().recover(old).isEmpty()) {
                workshop.clock().sleep(LOOK_AGAIN);
            }
        }
    }

    /// Waits for a moment only.
    ///
    /// @return what is there then
    /// @throws UserError where it has not its history by then
    static RenamePlan require(Workshop workshop, String name) throws IOException {
        long end = workshop.clock().nanos() + A_MOMENT.toNanos();
        var plan = workshop.settle(name);
        while (!isOver(plan, name) && workshop.clock().nanos() - end < 0) {
            try {
                workshop.clock().sleep(LOOK_AGAIN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
            plan = workshop.settle(name);
        }
        var why = plan.holds(name);
        if (why.isPresent()) {
            throw new UserError(why.get());
        }
        return plan;
    }

    private static boolean isOver(RenamePlan plan, String name) {
        return plan.holds(name).isEmpty() || plan.isContested(name);
    }
}
