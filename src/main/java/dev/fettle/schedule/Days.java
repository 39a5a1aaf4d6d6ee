package dev.fettle.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;

/// Which days of a month are meant. Sets of days are bits: day 1 of the month is bit 1, Sunday is
/// bit 0 of the week, as cron counts.
///
/// @param ofMonth days by their number
/// @param beforeLast days counted back from the last one, which is bit 0: `L` and `L-3`
/// @param ofWeek days of the week
/// @param lastOfWeek days of the week, the last one in the month: `5L`
/// @param numberedOfWeek the first to fifth in the month, bit 7 · (n - 1) + day: `fri#2`
/// @param either whether one of month and week is enough (cron's *or*); else both must hold
record Days(
        long ofMonth,
        long beforeLast,
        long ofWeek,
        long lastOfWeek,
        long numberedOfWeek,
        boolean either) {
    private static final int WEEK = 7;
    private static final long EVERY_OF_MONTH = bits(1, 31);
    private static final long EVERY_OF_WEEK = bits(0, 6);

    static final Days ALL = new Days(EVERY_OF_MONTH, 0, EVERY_OF_WEEK, 0, 0, false);

    static Days ofWeek(long ofWeek) {
        return new Days(EVERY_OF_MONTH, 0, ofWeek, 0, 0, false);
    }

    static Days ofMonth(int day) {
        return new Days(bits(day, day), 0, EVERY_OF_WEEK, 0, 0, false);
    }

    static Days lastOfMonth() {
        return new Days(0, 1, EVERY_OF_WEEK, 0, 0, false);
    }

    /// The days of this month that are meant, as bits.
    long in(int year, int month) {
        var first = LocalDate.of(year, month, 1);
        int length = first.lengthOfMonth();
        long byMonth = byMonth(length);
        long byWeek = byWeek(first.getDayOfWeek(), length);
        return (either ? byMonth | byWeek : byMonth & byWeek) & bits(1, length);
    }

    private long byMonth(int length) {
        long days = ofMonth;
        for (int back = 0; back < length; back++) {
            if (has(beforeLast, back)) {
                days |= 1L << (length - back);
            }
        }
        return days;
    }

    private long byWeek(DayOfWeek first, int length) {
        if (ofWeek == EVERY_OF_WEEK) {
            return EVERY_OF_MONTH;
        }
        long days = 0;
        for (int day = 1; day <= length; day++) {
            int weekday = (first.getValue() + day - 1) % WEEK;
            int number = (day - 1) / WEEK;
            if (has(ofWeek, weekday)
                    || has(numberedOfWeek, WEEK * number + weekday)
                    || day + WEEK > length && has(lastOfWeek, weekday)) {
                days |= 1L << day;
            }
        }
        return days;
    }

    static boolean has(long bits, int bit) {
        return (bits >>> bit & 1) != 0;
    }

    /// All from one to the other.
    static long bits(int from, int to) {
        return (-1L >>> (Long.SIZE - 1 - to + from)) << from;
    }

    /// The lowest bit at or above `from`, or 64 where there is none.
    static int next(long bits, int from) {
        return from >= Long.SIZE ? Long.SIZE : Long.numberOfTrailingZeros(bits & -1L << from);
    }
}
