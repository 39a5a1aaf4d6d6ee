package dev.fettle.history;

import dev.fettle.store.Sql;
import dev.fettle.store.Store;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What became of each slot, and the timetables by which they were due. Thread-safe; what writes
/// returns once it is durable.
public final class Slots {
    public static final String AWAY = "fettle was away";

    private final Store store;

    public Slots(Store store) {
        this.store = store;
    }

    /// A run that is not over.
    ///
    /// @param turn of the slot that it belongs to
    public record Working(RunId id, boolean begun, Optional<Turn> turn) {
        public boolean catchesUp() {
            return turn.equals(Optional.of(Turn.CATCHING_UP));
        }
    }

    /// Slots that wait, and runs that are not over.
    public record Underway(List<Slot> queue, List<Working> working) {
        public Underway {
            queue = List.copyOf(queue);
            working = List.copyOf(working);
        }
    }

    public List<Timetable> timetables() throws IOException {
        return store.read(TimetableTable::current);
    }

    public Optional<Timetable> timetable(String automation) throws IOException {
        return store.read(sql -> TimetableTable.current(sql, automation));
    }

    /// One that may have ended.
    public Optional<Timetable> timetable(long seq) throws IOException {
        return store.read(sql -> TimetableTable.get(sql, seq));
    }

    public Underway underway(String automation) throws IOException {
        return store.read(sql ->
                new Underway(SlotTable.queue(sql, automation), RunTable.working(sql, automation)));
    }

    /// Names of automations with slots that are not decided.
    public List<String> withQueue() throws IOException {
        return store.read(SlotTable::withQueue);
    }

    /// Those of an automation that lie between these moments, wholly or in part; newest first.
    public List<Slot> between(String automation, Instant from, Instant until, int most)
            throws IOException {
        return store.read(sql -> SlotTable.between(sql, automation, from, until, most));
    }

    public List<Slot> beyond(String automation, Instant moment) throws IOException {
        return store.read(sql -> SlotTable.beyond(sql, automation, moment));
    }

    /// Slots whose run was asked for and never begun, when Fettle ended.
    public void fettleWasAway() throws IOException {
        store.write(sql -> {
            SlotTable.fettleWasAway(sql, AWAY);
            return true;
        });
    }

    /// What a run that does not start yet waits for.
    public void waits(RunId run, String why) throws IOException {
        store.write(sql -> {
            SlotTable.waits(sql, run, why);
            return true;
        });
    }

    /// The same; what was to start at once starts behind those at work then.
    public void waitsBehind(RunId run, String why) throws IOException {
        store.write(sql -> {
            SlotTable.waits(sql, run, why);
            SlotTable.behind(sql, run);
            return true;
        });
    }

    /// Of all automations, those among them that are gone.
    public int prune(Instant before) throws IOException {
        return store.write(sql -> SlotTable.prune(sql, before));
    }

    // --- within somebody's transaction

    public static Timetable begin(Sql sql, Timetable timetable) throws SQLException {
        return timetable.at(TimetableTable.insert(sql, timetable));
    }

    public static void end(Sql sql, Timetable timetable) throws SQLException {
        TimetableTable.end(sql, timetable);
    }

    /// The machine died under the run of a slot, which is to have another one: but only one.
    public static void again(Sql sql, Run lost) throws SQLException {
        if (RunTable.countOfSlot(sql, lost) == 1) {
            var why = "again: " + lost.reason().orElse("its run was lost");
            SlotTable.again(sql, lost, RunId.random(), why);
        }
    }

    /// Takes out the rows `gone`, adds `rows` and moves the cursor.
    ///
    /// @return false, and nothing is changed, where the timetable belongs to another automation by
    ///   now: whoever decided this did not know that its folder was renamed
    public static boolean write(Sql sql, List<Slot> gone, List<Slot> rows, Timetable timetable)
            throws SQLException {
        if (!TimetableTable.update(sql, timetable)) {
            return false;
        }
        for (var slot : gone) {
            SlotTable.remove(sql, slot);
        }
        for (var slot : rows) {
            SlotTable.add(sql, slot);
        }
        return true;
    }

    /// How many slots in a row, up to and with this one, found an earlier run at work; counts to
    /// three.
    public static long busyInARow(Sql sql, Slot slot) throws SQLException {
        return SlotTable.busyInARow(sql, slot.automation(), slot.due());
    }
}
