package dev.fettle.check.derive;

import dev.fettle.check.CellType;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The cells of one column, of all tables together.
final class Column {
    /// Fewer filled cells prove no type.
    private static final int ENOUGH = 20;

    /// The narrowest first.
    private static final List<CellType> NARROW =
            List.of(
                    CellType.INTEGER,
                    CellType.NUMBER,
                    CellType.DATE,
                    CellType.TIMESTAMP,
                    CellType.BOOLEAN);

    private final Set<CellType> fitting = EnumSet.copyOf(NARROW);
    private final Positives positives = new Positives();
    private final Variety variety = new Variety();
    private long filled;
    private boolean anyEmpty;

    /// @param number of the table
    void add(int number, String cell) {
        variety.see(number, cell);
        if (cell.isBlank()) {
            anyEmpty = true;
            return;
        }
        filled++;
        fitting.removeIf(type -> !type.fits(cell));
        positives.add(cell);
    }

    Variety variety() {
        return variety;
    }

    boolean isFilled() {
        return filled >= ENOUGH && !anyEmpty;
    }

    Optional<CellType> type() {
        if (filled < ENOUGH) {
            return Optional.empty();
        }
        if (fitting.contains(CellType.NUMBER) && positives.areAll()) {
            return Optional.of(CellType.POSITIVE);
        }
        return NARROW.stream().filter(fitting::contains).findFirst();
    }
}
