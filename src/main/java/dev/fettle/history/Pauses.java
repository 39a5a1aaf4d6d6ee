package dev.fettle.history;

import dev.fettle.store.Sql;
import dev.fettle.store.Store;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What rests, and what rested when. Thread-safe; what writes returns once it is durable.
public final class Pauses {
    private final Store store;

    public Pauses(Store store) {
        this.store = store;
    }

    /// From now on it rests. An earlier pause of the same ends here: the last word counts.
    ///
    /// @param automation empty for all
    public Pause begin(
            Optional<String> automation,
            Instant now,
            Optional<Instant> until,
            Optional<String> note)
            throws IOException {
        var pause = new Pause(automation, now, until, Optional.empty(), note);
        return store.write(sql -> {
            PauseTable.end(sql, automation, now);
            PauseTable.insert(sql, pause);
            return pause;
        });
    }

    /// @param automation empty for that of all; those that rest by a word of their own go on
    ///   resting
    /// @return false where it did not rest
    public boolean end(Optional<String> automation, Instant now) throws IOException {
        return store.write(sql -> PauseTable.end(sql, automation, now));
    }

    /// Whether a moment, that of a slot of the past perhaps, lies within a pause of this automation
    /// or of all.
    public boolean isPaused(String automation, Instant moment) throws IOException {
        return reachingBeyond(automation, moment).stream().anyMatch(p -> p.covers(moment));
    }

    /// Its pauses and those of all that do not end before this moment, for whoever asks about many
    /// moments after it; oldest first.
    public List<Pause> reachingBeyond(String automation, Instant moment) throws IOException {
        return store.read(sql -> PauseTable.reachingBeyond(sql, automation, moment));
    }

    /// Why it rests now: by a word of its own, else with all the others.
    public Optional<Pause> current(String automation, Instant now) throws IOException {
        return store.read(sql -> current(sql, automation, now));
    }

    /// The same within somebody's transaction.
    public static Optional<Pause> current(Sql sql, String automation, Instant now)
            throws SQLException {
        var own = PauseTable.open(sql, Optional.of(automation), now);
        return own.isPresent() ? own : PauseTable.open(sql, Optional.empty(), now);
    }

    /// When its last pause ended, or the last one of all, whichever was later.
    public Optional<Instant> lastEnd(String automation, Instant now) throws IOException {
        return store.read(sql -> PauseTable.lastEnd(sql, automation, now));
    }

    /// The pause of all, where there is one now.
    public Optional<Pause> maintenance(Instant now) throws IOException {
        return store.read(sql -> PauseTable.open(sql, Optional.empty(), now));
    }
}
