package dev.fettle.health;

import dev.fettle.history.Pause;
import dev.fettle.history.Run;
import dev.fettle.notation.Wording;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A health with its reason, and how it is found from what happened. Pure.
public record Assessment(Health health, Optional<String> reason) {
    /// This many different inputs in a row that fail are the automation's fault and not the
    /// inputs'.
    private static final int FAILING_INPUTS = 3;

    /// What is known of an automation.
    ///
    /// @param recent its finished runs that count (neither dry nor cancelled), newest first, each
    ///   with its only input where it had just one
    /// @param away why the watched folder, or the one for its output, is not there
    /// @param stuck why a run does not get on, where one does not
    public record Facts(
            List<Recent> recent,
            int setAside,
            int waiting,
            Optional<String> away,
            Optional<String> stuck) {
        public Facts {
            recent = List.copyOf(recent);
        }

        static Facts ofRuns(List<Recent> recent) {
            return new Facts(recent, 0, 0, Optional.empty(), Optional.empty());
        }
    }

    /// @param input its only one
    /// @param waits whether it was blocked by a mount or a host, and it is stated how long success
    ///   may stay away: until then a disk that is plugged in on Sundays is no trouble
    public record Recent(Run run, Optional<Path> input, boolean waits) {}

    /// What the user put to rest is neither well nor unwell.
    static Assessment paused(Pause pause) {
        var with =
                pause.automation().isEmpty()
                        ? Optional.of("with all others")
                        : Optional.<String>empty();
        var until = pause.until().map(end -> "until " + Wording.moment(end));
        var words = Stream.of(with, until, pause.note()).flatMap(Optional::stream).toList();
        return new Assessment(
                Health.PAUSED,
                words.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", words)));
    }

    /// The same of one that has not succeeded for too long.
    Assessment late(String why) {
        return new Assessment(
                Health.LATE, Optional.of(reason.map(other -> why + "; " + other).orElse(why)));
    }

    static Assessment failing(String reason) {
        return new Assessment(Health.FAILING, Optional.of(reason));
    }

    public static Assessment of(String name, Facts facts) {
        if (facts.away().isPresent()) {
            return new Assessment(Health.FAILING, facts.away());
        }
        if (facts.stuck().isPresent()) {
            return new Assessment(
                    Health.FAILING, facts.stuck().map(why -> "a run does not get on: " + why));
        }
        var health = health(facts.recent());
        return new Assessment(health, reason(name, health, facts));
    }

    private static Health health(List<Recent> recent) {
        if (recent.isEmpty()) {
            return Health.NEW;
        }
        var failedInputs = new HashSet<Path>();
        for (var each : recent) {
            if (each.waits()) {
                continue;
            }
            if (each.run().succeeded()) {
                return failedInputs.size() >= FAILING_INPUTS ? Health.FAILING : Health.OK;
            }
            if (each.input().isEmpty() || each.run().outcome().equals(Optional.of("blocked"))) {
                return Health.FAILING;
            }
            if (!refusedByAccept(each.run())) {
                failedInputs.add(each.input().get());
            }
        }
        // It never succeeded: the first failure of its own tells; a refused input does not.
        return failedInputs.isEmpty() ? Health.NEW : Health.FAILING;
    }

    private static boolean refusedByAccept(Run run) {
        return run.outcome().equals(Optional.of("invalid")) && run.attempts() == 0;
    }

    private static Optional<String> reason(String name, Health health, Facts facts) {
        var parts = new ArrayList<String>();
        if (health == Health.FAILING) {
            facts.recent().stream()
                    .filter(each -> !each.waits())
                    .map(Recent::run)
                    .filter(run -> !run.succeeded())
                    .findFirst()
                    .ifPresent(run -> parts.add(words(run)));
        }
        facts.recent().stream()
                .limit(1)
                .filter(Recent::waits)
                .forEach(each -> parts.add(words(each.run())));
        facts.recent().stream()
                .limit(1)
                .filter(each -> each.run().bad())
                .forEach(each -> parts.add("run " + each.run().id() + " is marked as wrong"));
        if (facts.setAside() > 0) {
            parts.add(Wording.count(facts.setAside(), "input") + " set aside");
        }
        if (facts.waiting() > 0) {
            parts.add(
                    Wording.count(facts.waiting(), "file")
                            + (facts.waiting() == 1 ? " waits" : " wait")
                            + " for `fettle run "
                            + name
                            + " --all`");
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", parts));
    }

    private static String words(Run run) {
        var outcome = run.outcome().orElse("unfinished");
        return run.reason().map(why -> outcome + ": " + why).orElse(outcome);
    }
}
