package dev.fettle.check.derive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.check.Evidence;
import dev.fettle.platform.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The rule by which bounds are made of good results: from half the smallest to twice the largest.
class DerivationTest {
    @TempDir private Path folder;

    @Test
    void sizes_and_lines_are_from_half_the_smallest_to_twice_the_largest() throws Exception {
        var checks = checks(8, n -> "a line\n".repeat(100 + 10 * n));

        assertThat(checks)
                .contains(
                        "count: 1", "size: {min: 350 B, max: 2400 B, file: a.txt}", "shrink: 80 %")
                .anyMatch(check -> check.contains("min-lines: 50"));
    }

    @Test
    void what_is_always_the_same_is_no_change() throws Exception {
        assertThat(checks(8, _ -> "a line\n".repeat(100))).doesNotContain("changed");
        assertThat(checks(8, n -> "line %d\n".formatted(n).repeat(100))).contains("changed");
    }

    @Test
    void how_far_sizes_may_shrink_is_twice_their_spread_and_beyond_a_part_nothing_is_said()
            throws Exception {
        assertThat(checks(8, n -> "x".repeat(1000 - n % 2 * 150))).contains("shrink: 70 %");
        assertThat(checks(8, n -> "x".repeat(1000 - n % 2 * 400)))
                .noneMatch(check -> check.startsWith("shrink"));
    }

    @Test
    void of_seven_results_nothing_but_what_decodes_is_stated() throws Exception {
        assertThat(checks(7, n -> "a line\n".repeat(100 + n)))
                .containsExactly("valid", "text: {file: a.txt}");
    }

    @Test
    void numbers_of_things_are_counted_and_names_are_known_by_their_form() throws Exception {
        var results = new ArrayList<GoodResult>();
        for (int n = 0; n < 8; n++) {
            var day = Files.createDirectories(folder.resolve("day" + n));
            var names = new ArrayList<Path>();
            for (int each = 0; each < 4 + n % 3; each++) {
                names.add(Path.of("part-%02d-%d.txt".formatted(each, n)));
                Files.writeString(day.resolve(names.getLast()), "part " + each + " of " + n);
            }
            results.add(new GoodResult(day, names, "", ""));
        }

        assertThat(yaml(results, Clock.system()))
                .contains(
                        "count: {min: 2, max: 12}",
                        "count: {min: 2, file: 'part-[0-9][0-9]-[0-9].txt'}");
    }

    @Test
    void what_would_refuse_a_good_result_is_left_out_and_said() throws Exception {
        var proof = proof(Clock.system(), () -> false);
        var size =
                DerivedCheck.of("size", Map.of("min", "1 kB", "max", "1 MB"), Optional.empty(), "");

        var holding = proof.holding(List.of(size, new DerivedCheck("count", Optional.of(7L), "")));

        assertThat(holding).extracting(DerivedCheck::yaml).containsExactly("size: {max: 1 MB}");
        assertThat(proof.remarks())
                .satisfiesExactly(
                        said -> assertThat(said).startsWith("size is left out in part: a.txt: "),
                        said -> assertThat(said).startsWith("count is left out: "));
    }

    @Test
    void where_there_is_no_time_to_prove_them_that_is_said() throws Exception {
        var derived = Derivation.of(results(8, n -> "line " + n), surroundings(), new Hasty());

        assertThat(derived.remarks())
                .containsExactly("there was no time to make all of these checks over each result");
        assertThat(
                        Derivation.of(results(8, n -> "line " + n), surroundings(), Clock.system())
                                .remarks())
                .isEmpty();
    }

    private Proof proof(Clock clock, BooleanSupplier late) throws IOException {
        return new Proof(results(8, n -> "x".repeat(100 + n)), surroundings(), clock, late);
    }

    private List<String> checks(int results, IntFunction<String> text) throws Exception {
        return yaml(results(results, text), Clock.system());
    }

    private List<GoodResult> results(int count, IntFunction<String> text) throws IOException {
        var results = new ArrayList<GoodResult>();
        for (int n = 0; n < count; n++) {
            var day = Files.createDirectories(folder.resolve("day" + n));
            Files.writeString(day.resolve("a.txt"), text.apply(n));
            results.add(new GoodResult(day, List.of(Path.of("a.txt")), "", ""));
        }
        return results;
    }

    private List<String> yaml(List<GoodResult> results, Clock clock) throws Exception {
        return Derivation.of(results, surroundings(), clock).checks().stream()
                .map(DerivedCheck::yaml)
                .toList();
    }

    private Evidence surroundings() {
        return new Evidence(folder, List.of(), Map.of(), folder, "/usr/bin:/bin");
    }

    /// Of which each look takes a minute and a half.
    private static final class Hasty implements Clock {
        private long nanos;

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public long nanos() {
            nanos += Duration.ofSeconds(90).toNanos();
            return nanos;
        }

        @Override
        public void sleep(Duration duration) {}
    }
}
