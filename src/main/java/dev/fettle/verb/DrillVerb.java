package dev.fettle.verb;

import dev.fettle.alert.Drills;
import dev.fettle.alert.Errand;
import dev.fettle.notation.UserError;
import dev.fettle.notation.Wording;
import dev.fettle.platform.Machine;
import dev.fettle.store.TroubleLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `fettle drill`: an alert through every channel, on the way that every alert takes, which
/// somebody is to answer with `fettle ack drill`.
public final class DrillVerb {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final Workshop workshop;
    private final Drills drills;

    public DrillVerb(Workshop workshop) {
        this.workshop = workshop;
        this.drills = new Drills(workshop.store());
    }

    /// What became of it at one channel.
    ///
    /// @param said what the other side answered, or why there was no answer
    public record Reached(String channel, boolean delivered, String said) {
        public String words() {
            return "%s: %s (%s)"
                    .formatted(
                            channel,
                            delivered ? "it is on its way" : "not delivered",
                            Wording.visible(said));
        }
    }

    /// @param wake tells the daemon, if one is up, that there is something to send
    /// @throws UserError where there is no channel
    public List<Reached> answer(Runnable wake) throws IOException, InterruptedException {
        var settings = workshop.settings();
        if (settings.channels().isEmpty()) {
            throw new UserError("there is no channel in fettle.yaml, so nobody would be told");
        }
        var clock = workshop.clock();
        long drill =
                drills.begin(
                        clock.now(),
                        Machine.hostname(),
                        settings.channels().keySet(),
                        settings.link("/"));
        long end = clock.nanos() + PATIENCE.toNanos();
        wake.run();
        var troubles = new TroubleLog(workshop.state().troubleLog());
        new Errand(
                        workshop.store(),
                        workshop.state(),
                        workshop.home().root(),
                        clock,
                        settings,
                        e -> troubles.add(clock.now(), e))
                .run(false, PATIENCE);
        var legs = drills.legs(drill);
        while (!legs.stream().allMatch(Drills.Leg::isTried) && clock.nanos() < end) {
            clock.sleep(BETWEEN_LOOKS);
            legs = drills.legs(drill);
        }
        var reached = new ArrayList<Reached>();
        for (var leg : legs) {
            reached.add(
                    new Reached(
                            leg.channel(),
                            leg.isThere(),
                            leg.said().orElse("nobody has sent it yet")));
        }
        return reached;
    }

    /// What is to be said of the last one; empty where there was none.
    static Optional<String> words(Workshop workshop) throws IOException {
        return new Drills(workshop.store())
                .newest()
                .map(drill ->
                        drill.answered()
                                .map(at ->
                                        "the last fire drill, of %s, was answered on %s"
                                                .formatted(
                                                        Wording.moment(drill.at()),
                                                        Wording.moment(at)))
                                .orElseGet(() -> unanswered(Wording.moment(drill.at()))));
    }

    /// @param when it was, in words
    public static String unanswered(String when) {
        return "the fire drill of %s has not been answered: does anybody read the alerts? `fettle ack drill` answers it"
                .formatted(when);
    }
}
