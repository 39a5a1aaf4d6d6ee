package dev.fettle.alert;

import dev.fettle.alert.Message.Kind;
import dev.fettle.alert.Message.Section;
import dev.fettle.alert.Message.Urgency;
import dev.fettle.notation.Wording;
import dev.fettle.store.Store;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Fire drills: an alert that takes the way of every alert, though nothing is broken, and that
/// somebody is to answer. Thread-safe.
public final class Drills {
    private static final String THREAD = "drill";

    private final Store store;

    public Drills(Store store) {
        this.store = store;
    }

    public record Drill(Instant at, Optional<Instant> answered) {
        public boolean isAnswered() {
            return answered.isPresent();
        }
    }

    /// How far it is on its way through a channel.
    ///
    /// @param state as the outbox has it: `sent`, `refused`, `dead`, `waiting`, `sending`
    public record Leg(String channel, String state, int tries, Optional<String> said) {
        public boolean isTried() {
            return !state.equals("sending") && !(state.equals("waiting") && tries == 0);
        }

        public boolean isThere() {
            return state.equals("sent");
        }
    }

    /// Puts one into the outbox.
    ///
    /// @return its number
    public long begin(Instant now, String host, Collection<String> channels, Optional<String> link)
            throws IOException {
        var message = message(now, host, link);
        return store.write(sql -> {
            DeliveryTable.takeBack(sql, THREAD, now); // an earlier one is over
            long seq = Outbox.add(sql, now, message, channels, now);
            DrillTable.insert(sql, seq, now);
            return seq;
        });
    }

    /// How far it is, channel by channel.
    public List<Leg> legs(long drill) throws IOException {
        return store.read(sql -> DeliveryTable.legs(sql, drill));
    }

    public Optional<Drill> newest() throws IOException {
        return store.read(DrillTable::newest);
    }

    /// It has reached somebody: what is still on its way goes no further.
    ///
    /// @return whether one waited for that
    public boolean answer(Instant now) throws IOException {
        return store.write(sql -> {
            DeliveryTable.takeBack(sql, THREAD, now);
            return DrillTable.answer(sql, now);
        });
    }

    private static Message message(Instant now, String host, Optional<String> link) {
        return new Message(
                Kind.DRILL,
                Optional.empty(),
                Optional.of(THREAD),
                Urgency.HIGH,
                "fire drill, " + Wording.moment(now),
                "This is a fire drill: nothing is broken. Say that it has reached you, on %s: `fettle ack drill`"
                        .formatted(host),
                List.of(
                        new Section(
                                "",
                                "An alert that nobody reads is none. Until it is answered, `fettle status` and the digest say that it was not.",
                                false)),
                link);
    }
}
