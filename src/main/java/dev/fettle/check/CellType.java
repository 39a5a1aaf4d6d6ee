package dev.fettle.check;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/// What the cells of a column may be, and texts elsewhere. An empty cell is of every type but
/// [#FILLED].
public enum CellType {
    INTEGER("[-+]?[0-9]+"),
    NUMBER("[-+]?([0-9]+([.,][0-9]*)?|[.,][0-9]+)([eE][-+]?[0-9]+)?"),
    /// A number above zero.
    POSITIVE(NUMBER.form.pattern()),
    BOOLEAN("(?i)true|false|yes|no|0|1"),
    DATE("[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    TIMESTAMP(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]{1,9})?)?"
                    + "( ?(Z|UTC|[-+][0-9]{2}(:?[0-9]{2})?))?"),
    FILLED("");

    /// No number and no date is longer; patterns are not tried on what a broken quote swallowed.
    private static final int LONGEST = 100;

    private static final int DATE_LENGTH = 10;

    private final Pattern form;

    CellType(String form) {
        this.form = Pattern.compile(form);
    }

    static CellType of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    static String[] words() {
        return Arrays.stream(values()).map(CellType::word).toArray(String[]::new);
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean fits(String cell) {
        if (this == FILLED) {
            return !cell.isBlank();
        }
        var text = cell.strip();
        return text.isEmpty()
                || text.length() <= LONGEST
                        && form.matcher(text).matches()
                        && isOnCalendar(text)
                        && (this != POSITIVE || isAboveZero(text));
    }

    /// Digits of which one is not zero, and no sign before them: however large or small it is.
    private static boolean isAboveZero(String number) {
        return !number.startsWith("-") && number.split("[eE]", 2)[0].matches(".*[1-9].*");
    }

    private boolean isOnCalendar(String text) {
        if (this != DATE && this != TIMESTAMP) {
            return true;
        }
        try {
            LocalDate.parse(text.substring(0, DATE_LENGTH));
            return true;
        } catch (DateTimeException e) {
            return false; // the 31st of February
        }
    }
}
