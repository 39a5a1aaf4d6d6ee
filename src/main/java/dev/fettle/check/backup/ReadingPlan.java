package dev.fettle.check.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// How much of a repository's bytes is read now. Pure.
///
/// Parts are counted by what was read, never by the day: a machine that sleeps through days would
/// leave out the same parts for ever.
sealed interface ReadingPlan {
    int USUAL_PARTS = 14;
    long SMALL = 2_000_000_000L;

    /// A check that is due every day does not come after 24 hours to the second.
    Duration A_DAY = Duration.ofHours(20);

    String KEY = "part";

    record Structure(String why) implements ReadingPlan {}

    record All() implements ReadingPlan {}

    record Part(int n, int of) implements ReadingPlan {}

    /// @param size of the data; empty where the repository is on no local disk
    static ReadingPlan of(
            Verify verify, Optional<Long> size, Map<String, String> known, Instant now) {
        return switch (verify) {
            case Verify.Structure() -> new Structure("as stated");
            case Verify.All() -> new All();
            case Verify.Part(int of) -> part(of, known, now);
            case Verify.BySize() ->
                    size.<ReadingPlan>map(bytes ->
                                    bytes <= SMALL ? new All() : part(USUAL_PARTS, known, now))
                            .orElse(new Structure("it is on no local disk; `verify:` says more"));
        };
    }

    private static ReadingPlan part(int of, Map<String, String> known, Instant now) {
        var last = Optional.ofNullable(known.get(KEY)).map(Last::parse);
        if (last.isPresent()) {
            var since = Duration.between(last.get().at(), now);
            if (!since.isNegative() && since.compareTo(A_DAY) < 0) {
                return new Structure("part %d was read today".formatted(last.get().n()));
            }
        }
        return new Part(last.map(l -> l.n() % of + 1).orElse(1), of);
    }

    /// What the next look should know, once this was read.
    default Map<String, String> learned(Instant now) {
        return this instanceof Part(int n, int of)
                ? Map.of(KEY, "%d/%d %s".formatted(n, of, now))
                : Map.of();
    }

    /// For people.
    default String words() {
        return switch (this) {
            case Structure(var why) -> "its structure looked at (%s)".formatted(why);
            case All() -> "all data read";
            case Part(int n, int of) -> "part %d of %d of its data read".formatted(n, of);
        };
    }

    /// The part that was read last.
    record Last(int n, Instant at) {
        static Last parse(String text) {
            int slash = text.indexOf('/');
            int blank = text.indexOf(' ');
            return new Last(
                    Integer.parseInt(text.substring(0, slash)),
                    Instant.parse(text.substring(blank + 1)));
        }
    }
}
