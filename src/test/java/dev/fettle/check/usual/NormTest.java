package dev.fettle.check.usual;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class NormTest {
    private static final Instant BEGINNING = Instant.parse("2026-03-01T02:00:00Z");

    @Test
    void nothing_is_usual_of_seven_runs_and_something_of_eight() {
        assertThat(told(same(7, 4000), 3)).isEmpty();
        assertThat(told(same(8, 4000), 3)).containsExactly("usually 4.0 kB, now 3 B");
    }

    @Test
    void a_history_without_any_spread_does_not_alarm_about_a_byte() {
        var before = same(100, 4000);

        assertThat(told(before, 4001)).isEmpty();
        assertThat(told(before, 2500)).isEmpty();
        assertThat(told(before, 7000)).isEmpty();
        assertThat(told(before, 1500)).containsExactly("usually 4.0 kB, now 1.5 kB");
        assertThat(told(before, 9000)).containsExactly("usually 4.0 kB, now 9.0 kB");
        assertThat(told(before, 0)).containsExactly("usually 4.0 kB, now 0 B");
    }

    @Test
    void it_says_between_what_and_what() {
        var before = LongStream.range(0, 100).map(n -> 180_000 + n * 37 % 100 * 2400).toArray();

        assertThat(told(before, 3000)).containsExactly("usually 192–406 kB, now 3.0 kB");
    }

    @Test
    void what_has_changed_for_good_is_told_three_times_of_a_hundred_runs() {
        var runs = new ArrayList<>(Collections.nCopies(100, 4000L));
        for (int n = 0; n < 3; n++) {
            assertThat(told(array(runs), 40_000 + n)).as("the %dth", n + 1).hasSize(1);
            runs.removeFirst();
            runs.add(40_000L + n);
        }

        assertThat(told(array(runs), 40_100)).isEmpty();
        assertThat(told(array(runs), 4000)).isEmpty();
    }

    @Test
    void a_single_wrong_result_that_passed_does_not_hide_the_next() {
        var runs = new ArrayList<>(Collections.nCopies(99, 4000L));
        runs.add(70, 0L);

        assertThat(told(array(runs), 0)).hasSize(1);
    }

    @Test
    void of_few_runs_what_was_seen_once_is_usual() {
        var week =
                new long[] {900_000, 950_000, 870_000, 910_000, 90_000, 95_000, 930_000, 920_000};

        assertThat(told(week, 92_000)).isEmpty();
        assertThat(told(week, 900)).hasSize(1);
    }

    @Test
    void two_kinds_by_turns_are_both_usual_and_what_is_beyond_them_is_not() {
        var turns = IntStream.range(0, 60).mapToLong(n -> n % 2 == 0 ? 1_000 : 900_000).toArray();

        assertThat(told(turns, 1_050)).isEmpty();
        assertThat(told(turns, 880_000)).isEmpty();
        assertThat(told(turns, 60)).hasSize(1);
        assertThat(told(turns, 9_000_000)).hasSize(1);
    }

    @Test
    void what_grows_is_held_against_the_newest() {
        var growing = IntStream.range(1, 101).mapToLong(n -> n * 10_000L).toArray();

        assertThat(told(growing, 1_010_000)).isEmpty();
        assertThat(told(growing, 100_000)).containsExactly("lately 960 kB–1.0 MB, now 100 kB");
    }

    @Test
    void another_type_than_ever_is_unusual_and_one_of_several_is_not() {
        var photographs = types(60, "JPEG");
        assertThat(against(photographs, Set.of("HTML"))).containsExactly("usually JPEG, now HTML");
        assertThat(against(photographs, Set.of("JPEG"))).isEmpty();

        var mixed = new ArrayList<>(types(30, "JPEG"));
        mixed.addAll(types(30, "PNG"));
        assertThat(against(mixed, Set.of("PNG"))).isEmpty();
        assertThat(against(mixed, Set.of("JPEG", "PNG"))).isEmpty();
    }

    @Test
    void where_new_types_come_often_none_is_a_surprise() {
        var all = new ArrayList<>(types(20, "PDF"));
        for (var rare : List.of("JPEG", "PNG", "text", "archive")) {
            all.addAll(types(1, rare));
        }
        assertThat(against(all, Set.of("JSON"))).hasSize(1);

        all.addAll(types(50, "PDF"));
        assertThat(against(all, Set.of("JSON"))).isEmpty();
    }

    @Test
    void a_type_that_is_always_there_is_missed() {
        var both = runs(20, Map.of(), Set.of("JPEG", "JSON"));

        assertThat(against(both, Set.of("JPEG"))).containsExactly("usually JPEG, JSON, now JPEG");
    }

    @Test
    void a_run_each_night_is_usual_and_a_second_one_is_not() {
        var nights = new ArrayList<Measured>();
        for (int n = 0; n < 30; n++) {
            nights.add(at(BEGINNING.plus(Duration.ofDays(n)).plusSeconds(n * 37 % 600)));
        }
        var next = BEGINNING.plus(Duration.ofDays(30));

        assertThat(words(Norm.of(nights).unusual(at(next)))).isEmpty();
        nights.add(at(next));
        assertThat(words(Norm.of(nights).unusual(at(next.plusSeconds(60)))))
                .containsExactly("usually 1 run in 22 hours, now 2");
    }

    @Test
    void each_measure_is_told_in_words_of_its_own() {
        var usual =
                Map.of(
                        Measure.TOOK, 60_000L,
                        Measure.WARNINGS, 0L,
                        Measure.RATIO, 300L,
                        Measure.FILES, 12L,
                        Measure.ROWS, 1L);
        var now =
                Map.of(
                        Measure.TOOK, 40L,
                        Measure.WARNINGS, 14L,
                        Measure.RATIO, 3L,
                        Measure.FILES, 1L,
                        Measure.ROWS, 900L);

        var told = Norm.of(runs(8, usual, Set.of())).unusual(measured(now, Set.of()));

        assertThat(words(told))
                .containsExactly(
                        "usually 12 files, now 1",
                        "usually 30 % of the size of its input, now 0.3 %",
                        "usually 1 row, now 900",
                        "usually 0 warnings in the log, now 14",
                        "usually takes 60 s, now 40 ms");
    }

    @Test
    void fewer_warnings_than_usual_are_no_trouble() {
        var noisy = runs(20, Map.of(Measure.WARNINGS, 400L), Set.of());

        var now = measured(Map.of(Measure.WARNINGS, 0L), Set.of());

        assertThat(Norm.of(noisy).unusual(now)).isEmpty();
    }

    @Test
    void what_is_kept_is_read_again_and_what_nobody_knows_is_left_out() {
        var measured =
                new Measured(
                        Optional.of(BEGINNING),
                        Map.of(Measure.BYTES, 1234L, Measure.TOOK, 5L),
                        Set.of("SQLite database", "JPEG"));

        assertThat(measured.text()).isEqualTo("bytes=1234 took=5|JPEG|SQLite database");
        assertThat(Measured.of(Optional.of(BEGINNING), measured.text())).isEqualTo(measured);
        assertThat(Measured.of(Optional.empty(), "bytes=1 colour=7").values())
                .isEqualTo(Map.of(Measure.BYTES, 1L));
        assertThat(Measured.of(Optional.empty(), "").values()).isEmpty();
    }

    private static List<String> told(long[] before, long now) {
        var good =
                LongStream.of(before)
                        .mapToObj(n -> measured(Map.of(Measure.BYTES, n), Set.of()))
                        .toList();
        return words(Norm.of(good).unusual(measured(Map.of(Measure.BYTES, now), Set.of())));
    }

    private static List<String> against(List<Measured> before, Set<String> now) {
        return words(Norm.of(before).unusual(measured(Map.of(), now)));
    }

    private static List<String> words(List<Unusual> unusual) {
        return unusual.stream().map(Unusual::words).toList();
    }

    private static long[] same(int runs, long bytes) {
        return LongStream.generate(() -> bytes).limit(runs).toArray();
    }

    private static long[] array(List<Long> values) {
        return values.stream().mapToLong(n -> n).toArray();
    }

    private static List<Measured> types(int runs, String type) {
        return runs(runs, Map.of(), Set.of(type));
    }

    private static List<Measured> runs(int runs, Map<Measure, Long> values, Set<String> types) {
        return Collections.nCopies(runs, measured(values, types));
    }

    private static Measured measured(Map<Measure, Long> values, Set<String> types) {
        return new Measured(Optional.empty(), values, types);
    }

    private static Measured at(Instant moment) {
        return new Measured(Optional.of(moment), Map.of(), Set.of());
    }
}
