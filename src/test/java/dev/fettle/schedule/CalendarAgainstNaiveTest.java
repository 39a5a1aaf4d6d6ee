package dev.fettle.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.notation.UserError;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The calendar and a walk through every minute agree on each slot of wild schedules, in zones with
/// odd changes. A failure names its seed; `-Dfettle.seed=SEED` begins with that case.
class CalendarAgainstNaiveTest {
    private static final int PROBES = 40;
    private static final long REACH = 3 * 60 * 60;

    /// A zone, and a year in which something odd happens there.
    private record Place(ZoneId zone, int year) {
        Place(String zone, int year) {
            this(ZoneId.of(zone), year);
        }
    }

    private static final List<Place> PLACES =
            List.of(
                    new Place("Australia/Lord_Howe", 2027), // half an hour
                    new Place("Asia/Kathmandu", 1986), // a quarter of an hour, once
                    new Place("America/St_Johns", 2009), // at one minute past midnight
                    new Place("Africa/Casablanca", 2027), // winter time in Ramadan
                    new Place("Africa/El_Aaiun", 2030),
                    new Place("Pacific/Apia", 2011), // 30 December is missing
                    new Place("Pacific/Fakaofo", 2011), // so it is here
                    new Place("Pacific/Kwajalein", 1993), // 21 August is missing
                    new Place("Pacific/Kiritimati", 1994), // 31 December is missing
                    new Place("Pacific/Chatham", 2026), // at 02:45
                    new Place("Pacific/Norfolk", 2019),
                    new Place("Pacific/Tongatapu", 2017),
                    new Place("Pacific/Easter", 2026), // the evening before
                    new Place("America/Santiago", 2026), // at midnight
                    new Place("America/Asuncion", 2023),
                    new Place("America/Havana", 2026), // midnight to one, one to midnight
                    new Place("America/Sao_Paulo", 2018),
                    new Place("America/Caracas", 2016), // half an hour, once
                    new Place("America/Nuuk", 2024), // at ten in the evening
                    new Place("America/Scoresbysund", 2024),
                    new Place("America/New_York", 2026),
                    new Place("America/Los_Angeles", 2007),
                    new Place("Atlantic/Azores", 2026), // midnight to one
                    new Place("Europe/Dublin", 2026), // winter is the saving
                    new Place("Europe/Berlin", 2027),
                    new Place("Europe/Istanbul", 2015),
                    new Place("Europe/Volgograd", 2020),
                    new Place("Europe/London", 1968), // no way back that year
                    new Place("Antarctica/Troll", 2026), // two hours
                    new Place("Antarctica/Casey", 2020), // three hours
                    new Place("Africa/Cairo", 2010), // four changes
                    new Place("Africa/Juba", 2021),
                    new Place("Asia/Gaza", 2026), // five or more changes
                    new Place("Asia/Beirut", 2026), // at midnight
                    new Place("Asia/Tehran", 2022),
                    new Place("Asia/Pyongyang", 2018),
                    new Place("Asia/Amman", 2022),
                    new Place("Asia/Kolkata", 2026), // nothing
                    new Place("Australia/Eucla", 2008),
                    new Place("UTC", 2026));

    @Test
    void three_schedules_in_each_of_forty_zones_over_a_year() {
        long slots = agreeing(Long.getLong("fettle.seed", 1), 1, 3);

        assertThat(PLACES).hasSize(40);
        assertThat(slots).as("slots compared").isGreaterThan(500_000);
    }

    @Test
    @Tag("long")
    @Tag("long-calendar")
    void twenty_five_schedules_in_each_of_forty_zones_over_five_years() {
        long slots = agreeing(Long.getLong("fettle.seed", System.nanoTime()), 5, 25);

        assertThat(slots).as("slots compared").isGreaterThan(50_000_000);
    }

    /// @return how many slots were compared
    private static long agreeing(long first, int years, int schedules) {
        long slots = 0;
        long seed = first;
        for (var place : PLACES) {
            var texts = new ArrayList<List<String>>();
            for (int i = 0; i < schedules; i++) {
                texts.add(readable(new RandomSchedules(seed++)));
            }
            for (int year = place.year(); year < place.year() + years; year++) {
                slots += agreeing(texts, place.zone(), year, seed - schedules);
            }
        }
        return slots;
    }

    private static long agreeing(List<List<String>> texts, ZoneId zone, int year, long seed) {
        var from = start(year);
        var until = start(year + 1);
        var anchor = from.minusSeconds(60 * (seed % 1000));
        var expected = NaiveWalk.slots(texts, zone, from, until, anchor);
        long slots = 0;
        for (int i = 0; i < texts.size(); i++) {
            var times = new DueTimes(Schedules.of(texts.get(i)), zone, anchor);
            var as = "seed %d: %s in %s, %d".formatted(seed + i, texts.get(i), zone, year);
            agree(as, times, expected.get(i), from, until);
            agreeFromAnywhere(as, times, expected.get(i), from, until, new SplittableRandom(seed));
            slots += expected.get(i).length;
        }
        return slots;
    }

    private static void agree(
            String as, DueTimes times, long[] expected, Instant from, Instant until) {
        var moment = from.minusNanos(1);
        for (long slot : expected) {
            var next = times.after(moment);
            if (next.isEmpty() || next.get().getEpochSecond() != slot) {
                throw new AssertionError(
                        "%s: after %s comes %s, not %s"
                                .formatted(as, moment, Instant.ofEpochSecond(slot), next));
            }
            moment = next.get();
        }
        assertThat(times.after(moment).orElse(Instant.MAX)).as(as).isAfterOrEqualTo(until);
    }

    /// The walk may begin at any moment, in the middle of a minute and of a repeated hour too.
    private static void agreeFromAnywhere(
            String as,
            DueTimes times,
            long[] expected,
            Instant from,
            Instant until,
            SplittableRandom random) {
        for (int probe = 0; probe < PROBES; probe++) {
            var moment =
                    probe % 2 == 0
                            ? Instant.ofEpochSecond(
                                    random.nextLong(from.getEpochSecond(), until.getEpochSecond()))
                            : nearAChange(times.zone(), from, random);
            moment = moment.plusMillis(random.nextInt(2) * 500L);
            int place = Arrays.binarySearch(expected, moment.getEpochSecond());
            int next = place >= 0 ? place + 1 : -place - 1;
            if (!moment.isBefore(from) && next < expected.length) {
                assertThat(times.after(moment))
                        .as("%s, after %s", as, moment)
                        .contains(Instant.ofEpochSecond(expected[next]));
            }
        }
    }

    private static Instant nearAChange(ZoneId zone, Instant from, SplittableRandom random) {
        var moment = from;
        for (int left = random.nextInt(4); left >= 0; left--) {
            var change = zone.getRules().nextTransition(moment);
            moment = change == null ? moment : change.getInstant();
        }
        return moment.plusSeconds(random.nextLong(-REACH, REACH));
    }

    /// Some of what is thrown together never comes due, which is an error and told elsewhere.
    private static List<String> readable(RandomSchedules schedules) {
        while (true) {
            var texts = schedules.next();
            try {
                var _ = Schedules.of(texts);
                return texts;
            } catch (UserError e) {
                assertThat(e).hasMessageContaining("never comes due");
            }
        }
    }

    private static Instant start(int year) {
        return LocalDate.of(year, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
