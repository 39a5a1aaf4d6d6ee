package dev.fettle.trigger;

import dev.fettle.automation.Automation;
import dev.fettle.check.Check;
import dev.fettle.history.Facts;
import dev.fettle.history.Slots;
import dev.fettle.history.Turn;
import dev.fettle.store.Store;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A look at a backup that an automation here makes comes after that one's caught-up run: before
/// it, nothing can be seen but that the newest is as old as Fettle was away.
///
/// Only looks wait, and only for what makes backups: no two wait for each other. Who is paused,
/// blocked or gone has nothing to catch up with, and is not waited for.
final class BehindBackups {
    private final Slots slots;
    private final Facts facts;

    BehindBackups(Store store) {
        this.slots = new Slots(store);
        this.facts = new Facts(store);
    }

    /// Whom a look waits for; empty where it may be made.
    ///
    /// @param all that have a schedule
    Optional<String> of(Automation automation, Collection<Course> all) throws IOException {
        if (!looks(automation) || makes(automation)) {
            return Optional.empty();
        }
        var own = backups(automation);
        for (var course : all) {
            var other = course.automation();
            if (makes(other)
                    && looks(other)
                    && !Collections.disjoint(own, backups(other))
                    && isCatchingUp(other)) {
                return Optional.of(other.name().text());
            }
        }
        return Optional.empty();
    }

    private static boolean makes(Automation automation) {
        return automation.definition().run().isPresent();
    }

    private static boolean looks(Automation automation) {
        return checks(automation).stream().anyMatch(check -> check.backup().isPresent());
    }

    private static List<Check> checks(Automation automation) {
        return automation.definition().checks();
    }

    /// As they are called, and by their own ids where these are known.
    private Set<String> backups(Automation automation) throws IOException {
        var checks = checks(automation);
        var all = new HashSet<>(facts.of(automation.name().text()).repositories(checks));
        checks.forEach(check -> check.backup().ifPresent(all::add));
        return all;
    }

    private boolean isCatchingUp(Automation automation) throws IOException {
        var underway = slots.underway(automation.name().text());
        return underway.queue().stream().anyMatch(slot -> slot.is(Turn.CATCHING_UP))
                || underway.working().stream().anyMatch(Slots.Working::catchesUp);
    }
}
