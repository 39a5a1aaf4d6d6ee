package dev.fettle.schedule;

import static dev.fettle.schedule.Schedules.ANCHOR;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Slots one by one, where somebody worked them out by hand.
class DueTimesTest {
    private static final String SPRING = "2027-03-27T23:00+01:00";
    private static final String AUTUMN = "2027-10-30T23:00+02:00";

    @Test
    void a_stated_hour_that_does_not_exist_is_due_behind_the_gap_once() {
        var slots = slots(Schedules.in("Europe/Berlin", "0,30 2 * * *"), SPRING, 2);

        assertThat(slots).containsExactly("2027-03-28T03:00+02:00", "2027-03-29T02:00+02:00");
    }

    @Test
    void a_stated_hour_that_occurs_twice_is_due_the_first_time() {
        var slots = slots(Schedules.in("Europe/Berlin", "daily at 02:30"), AUTUMN, 2);

        assertThat(slots).containsExactly("2027-10-31T02:30+02:00", "2027-11-01T02:30+01:00");
    }

    @Test
    void who_asks_in_the_repeated_hour_is_told_what_comes_behind_it() {
        var slots =
                slots(Schedules.in("Europe/Berlin", "*/15 2,3 * * *"), "2027-10-31T02:10+01:00", 1);

        assertThat(slots).containsExactly("2027-10-31T03:00+01:00");
    }

    @Test
    void a_range_of_all_hours_states_them() {
        var slots = slots(Schedules.in("Europe/Berlin", "30 0-23 * * *"), AUTUMN, 5);

        assertThat(slots)
                .containsExactly(
                        "2027-10-30T23:30+02:00",
                        "2027-10-31T00:30+02:00",
                        "2027-10-31T01:30+02:00",
                        "2027-10-31T02:30+02:00",
                        "2027-10-31T03:30+01:00");
    }

    @Test
    void with_a_wildcard_hour_what_does_not_exist_is_left_out() {
        var slots = slots(Schedules.in("Europe/Berlin", "0 */2 * * *"), SPRING, 2);

        assertThat(slots).containsExactly("2027-03-28T00:00+01:00", "2027-03-28T04:00+02:00");
    }

    @Test
    void with_a_wildcard_hour_what_occurs_twice_is_due_twice() {
        var slots = slots(Schedules.in("Europe/Berlin", "*/30 */2 * * *"), AUTUMN, 6);

        assertThat(slots)
                .endsWith(
                        "2027-10-31T02:00+02:00",
                        "2027-10-31T02:30+02:00",
                        "2027-10-31T02:00+01:00",
                        "2027-10-31T02:30+01:00");
    }

    @Test
    void a_day_that_does_not_exist_is_made_up_for_at_the_first_moment_of_the_next() {
        var apia = Schedules.in("Pacific/Apia", "daily at 02:30");

        assertThat(slots(apia, "2011-12-29T00:00-10:00", 3))
                .containsExactly(
                        "2011-12-29T02:30-10:00",
                        "2011-12-31T00:00+14:00",
                        "2011-12-31T02:30+14:00");
    }

    @Test
    void a_midnight_that_never_exists_never_comes_due_by_a_wildcard() {
        var cairo = Schedules.in("Africa/Cairo", "0 */24 * 4 5L");

        assertThat(cairo.after(Instant.parse("2026-01-01T00:00:00Z"))).isEmpty();
    }

    @Test
    void a_leap_day_is_found_across_a_century_that_has_none() {
        var slots = slots(Schedules.in("UTC", "0 0 29 2 *"), "2096-03-01T00:00Z", 1);

        assertThat(slots).containsExactly("2104-02-29T00:00Z");
    }

    @Test
    void days_of_month_and_week_are_joined_by_or_where_both_are_stated() {
        var slots = slots(Schedules.in("UTC", "0 6 13 * fri"), "2026-11-10T00:00Z", 4);

        assertThat(slots)
                .containsExactly(
                        "2026-11-13T06:00Z",
                        "2026-11-20T06:00Z",
                        "2026-11-27T06:00Z",
                        "2026-12-04T06:00Z");
    }

    @Test
    void a_field_that_begins_with_a_star_narrows_the_other() {
        var slots = slots(Schedules.in("UTC", "0 6 */10 * fri"), "2026-11-10T00:00Z", 2);

        assertThat(slots).containsExactly("2026-12-11T06:00Z", "2027-01-01T06:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    0 6 L * *                     , 2026-11-30T06:00Z, 2026-12-31T06:00Z
                    0 6 l-3 * *                   , 2026-11-27T06:00Z, 2026-12-28T06:00Z
                    0 6 L-30 * *                  , 2026-12-01T06:00Z, 2027-01-01T06:00Z
                    0 6 * * 5L                    , 2026-11-27T06:00Z, 2026-12-25T06:00Z
                    0 6 * * SunL                  , 2026-11-29T06:00Z, 2026-12-27T06:00Z
                    0 6 * * fri#2                 , 2026-11-13T06:00Z, 2026-12-11T06:00Z
                    0 6 * * 7#5                   , 2026-11-29T06:00Z, 2027-01-31T06:00Z
                    0 6 * * 1#1                   , 2026-12-07T06:00Z, 2027-01-04T06:00Z
                    0 6 * * sun                   , 2026-11-15T06:00Z, 2026-11-22T06:00Z
                    0 6 * * fri-sun               , 2026-11-13T06:00Z, 2026-11-14T06:00Z
                    0 6 * * sun-sun               , 2026-11-15T06:00Z, 2026-11-22T06:00Z
                    0 6 * * sat-7                 , 2026-11-14T06:00Z, 2026-11-15T06:00Z
                    0 6 * DEC MON                 , 2026-12-07T06:00Z, 2026-12-14T06:00Z
                    @yearly                       , 2027-01-01T00:00Z, 2028-01-01T00:00Z
                    @annually                     , 2027-01-01T00:00Z, 2028-01-01T00:00Z
                    @monthly                      , 2026-12-01T00:00Z, 2027-01-01T00:00Z
                    @weekly                       , 2026-11-15T00:00Z, 2026-11-22T00:00Z
                    @daily                        , 2026-11-11T00:00Z, 2026-11-12T00:00Z
                    @Midnight                     , 2026-11-11T00:00Z, 2026-11-12T00:00Z
                    @hourly                       , 2026-11-10T13:00Z, 2026-11-10T14:00Z
                    daily at 2:30                 , 2026-11-11T02:30Z, 2026-11-12T02:30Z
                    weekdays at 09:00             , 2026-11-11T09:00Z, 2026-11-12T09:00Z
                    Monday at 08:00               , 2026-11-16T08:00Z, 2026-11-23T08:00Z
                    sunday at 23:59               , 2026-11-15T23:59Z, 2026-11-22T23:59Z
                    monthly on 31 at 06:00        , 2026-12-31T06:00Z, 2027-01-31T06:00Z
                    monthly on last day at 06:00  , 2026-11-30T06:00Z, 2026-12-31T06:00Z
                    """)
    void each_form_means_what_it_says(String text, String first, String second) {
        var slots = slots(Schedules.in("UTC", text), "2026-11-10T12:00Z", 2);

        assertThat(slots).containsExactly(first, second);
    }

    @Test
    void what_two_texts_of_a_list_name_is_one_slot() {
        var both = Schedules.in("UTC", "daily at 06:00", "0 */6 * * *", "at boot");

        assertThat(slots(both, "2026-11-10T00:00Z", 4))
                .containsExactly(
                        "2026-11-10T06:00Z",
                        "2026-11-10T12:00Z",
                        "2026-11-10T18:00Z",
                        "2026-11-11T00:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    every 90s   ,  PT1M30S
                    every 15m   ,  PT15M
                    every 1.5h  ,  PT1H30M
                    every 2 d   ,  PT48H
                    every 1w    ,  PT168H
                    """)
    void a_period_counts_from_its_anchor(String text, Duration period) {
        var times = Schedules.in("Europe/Berlin", text);

        assertThat(times.after(ANCHOR)).contains(ANCHOR.plus(period));
        assertThat(times.after(ANCHOR.minusSeconds(1_000_000))).contains(ANCHOR.plus(period));
        assertThat(times.after(ANCHOR.plus(period))).contains(ANCHOR.plus(period.multipliedBy(2)));
        assertThat(times.after(ANCHOR.plus(period.multipliedBy(1000)).minusNanos(1)))
                .contains(ANCHOR.plus(period.multipliedBy(1000)));
    }

    @Test
    void at_boot_is_in_no_calendar() {
        var times = Schedules.in("UTC", "@reboot");

        assertThat(times.after(ANCHOR)).isEmpty();
        assertThat(times.schedule().isDueAtBoot()).isTrue();
        assertThat(Schedules.of(List.of("@daily")).isDueAtBoot()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    every 1s        ,  PT1S
                    every 5s        ,  PT2.5S
                    every 90s       ,  PT45S
                    * * * * *       ,  PT30S
                    */15 * * * *    ,  PT1M
                    @yearly         ,  PT1M
                    """)
    void a_slot_is_in_time_up_to_half_its_interval(String text, Duration tolerance) {
        var times = Schedules.in("UTC", text);
        var slot = times.after(ANCHOR).orElseThrow();

        assertThat(times.tolerance(slot)).isEqualTo(tolerance);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    2027-03-28T03:00+02:00 | 30 2 * * *     | 02:30 does not exist: 03:00
                    2027-03-28T03:00+02:00 | 0,30 2,3 * * * | 02:00 to 02:30 do not exist: 03:00
                    2027-03-28T03:00+02:00 | */15 * * * *   | 02:00 to 02:45 do not exist: left out
                    2027-03-28T04:00+02:00 | 0 */2 * * *    | 02:00 does not exist: left out
                    2027-10-31T02:30+02:00 | 30 2 * * *     | 02:30 occurs twice: the first time only
                    2027-10-31T02:30+02:00 | */30 * * * *   | 02:30 occurs twice: the first time
                    2027-10-31T02:30+01:00 | */30 * * * *   | 02:30 occurs twice: the second time
                    """)
    void what_a_change_of_the_clock_does_is_remarked(String slot, String text, String remark) {
        var times = Schedules.in("Europe/Berlin", text);

        assertThat(times.remarks(moment(slot))).containsExactly(remark);
    }

    @Test
    void a_missing_day_is_called_by_its_date() {
        assertThat(
                        Schedules.in("Pacific/Apia", "daily at 02:30")
                                .remarks(moment("2011-12-31T00:00+14:00")))
                .containsExactly("2011-12-30 02:30 does not exist: 00:00");
    }

    @Test
    void nothing_is_remarked_where_nothing_happens() {
        var daily = Schedules.in("Europe/Berlin", "daily at 03:00", "every 1h");

        assertThat(daily.remarks(moment("2027-03-28T03:00+02:00"))).isEmpty();
        assertThat(daily.remarks(moment("2027-10-31T03:00+01:00"))).isEmpty();
        assertThat(daily.remarks(moment("2027-10-31T02:00+01:00"))).isEmpty();
    }

    @Test
    void what_a_gap_left_out_is_remarked_of_the_first_slot_behind_it_alone() {
        var often = Schedules.in("Europe/Berlin", "*/15 * * * *");

        assertThat(often.remarks(moment("2027-03-28T03:00+02:00"))).hasSize(1);
        assertThat(often.remarks(moment("2027-03-28T03:15+02:00"))).isEmpty();
    }

    @Test
    void the_slots_that_changes_touch_are_found_years_ahead() {
        var from = moment("2026-11-28T00:00Z");
        var until = moment("2028-11-28T00:00Z");

        assertThat(touched(Schedules.in("Europe/Berlin", "30 2 * * *", "every 1s"), from, until))
                .containsExactly(
                        "2027-03-28T01:00:00Z",
                        "2027-10-31T00:30:00Z",
                        "2028-03-26T01:00:00Z",
                        "2028-10-29T00:30:00Z");
        assertThat(touched(Schedules.in("Europe/Berlin", "0 */2 * * *"), from, until))
                .startsWith("2027-03-28T02:00:00Z", "2027-10-31T00:00:00Z");
        assertThat(touched(Schedules.in("Europe/Berlin", "0 4 * * *"), from, until)).isEmpty();
    }

    private static List<String> touched(DueTimes times, Instant from, Instant until) {
        return times.touched(from, until).stream().map(Instant::toString).toList();
    }

    private static List<String> slots(DueTimes times, String from, int count) {
        var slots = new ArrayList<String>();
        var moment = moment(from);
        for (int i = 0; i < count; i++) {
            moment = times.after(moment).orElseThrow();
            slots.add(moment.atZone(times.zone()).toOffsetDateTime().toString());
        }
        return slots;
    }

    private static Instant moment(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
