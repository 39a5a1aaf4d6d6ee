package dev.fettle.schedule;

import java.time.LocalDateTime;
import java.time.Month;
import java.util.Arrays;
import java.util.Optional;

/// The five fields, as sets of bits, on a calendar without a time zone. A time is found by stepping
/// from set bit to set bit, never minute by minute.
record Fields(long minutes, long hours, long months, Days days) {
    /// The calendar repeats itself after so many months: what is not found in them never comes.
    private static final int MONTHS_OF_A_CYCLE = 400 * 12;

    private static final LocalDateTime SOME_TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

    /// The first time at or after `from` that all of them name; empty where none ever comes.
    Optional<LocalDateTime> atOrAfter(LocalDateTime from) {
        var start = wholeMinute(from);
        var today = later(start);
        if (today.isPresent()) {
            return today;
        }
        int year = start.getYear();
        int month = start.getMonthValue();
        int day = start.getDayOfMonth() + 1;
        for (int left = MONTHS_OF_A_CYCLE; left >= 0; left--) {
            if (Days.has(months, month)) {
                int found = Days.next(days.in(year, month), day);
                if (found < Long.SIZE) {
                    return Optional.of(
                            LocalDateTime.of(
                                    year, month, found, Days.next(hours, 0), firstMinute()));
                }
            }
            day = 1;
            month = month % 12 + 1;
            year = month == 1 ? year + 1 : year;
        }
        return Optional.empty();
    }

    boolean everCome() {
        return atOrAfter(SOME_TIME).isPresent();
    }

    /// How many days the longest of the months has.
    int longestMonth() {
        return Arrays.stream(Month.values())
                .filter(month -> Days.has(months, month.getValue()))
                .mapToInt(Month::maxLength)
                .max()
                .orElse(0);
    }

    /// On the day of `start` itself.
    private Optional<LocalDateTime> later(LocalDateTime start) {
        if (!Days.has(months, start.getMonthValue())
                || !Days.has(
                        days.in(start.getYear(), start.getMonthValue()), start.getDayOfMonth())) {
            return Optional.empty();
        }
        int hour = start.getHour();
        int minute = Days.has(hours, hour) ? Days.next(minutes, start.getMinute()) : Long.SIZE;
        if (minute == Long.SIZE) {
            hour = Days.next(hours, hour + 1);
            minute = firstMinute();
        }
        return hour == Long.SIZE
                ? Optional.empty()
                : Optional.of(start.withHour(hour).withMinute(minute));
    }

    private int firstMinute() {
        return Days.next(minutes, 0);
    }

    /// Time zones of long ago were shifted by odd seconds.
    private static LocalDateTime wholeMinute(LocalDateTime time) {
        return time.getSecond() == 0 && time.getNano() == 0
                ? time
                : time.withSecond(0).withNano(0).plusMinutes(1);
    }
}
