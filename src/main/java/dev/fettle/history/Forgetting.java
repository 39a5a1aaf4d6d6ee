package dev.fettle.history;

import dev.fettle.store.Sql;
import java.sql.SQLException;

/// Takes an automation out of the history, within the caller's transaction. Runs stay whose
/// publishing can still be undone: their versions' bytes lie at the destination.
public final class Forgetting {
    private Forgetting() {}

    public static void of(Sql sql, String automation) throws SQLException {
        RunTable.forget(sql, automation);
        LedgerTable.forget(sql, automation);
        PauseTable.forget(sql, automation);
        EventTable.forget(sql, automation);
        SlotTable.forget(sql, automation);
        TimetableTable.forget(sql, automation);
        FactTable.forget(sql, automation);
        MeasuredTable.forget(sql, automation);
        ChainTable.end(sql, automation);
    }
}
