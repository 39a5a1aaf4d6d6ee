package dev.fettle.check.usual;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// What goes grossly wrong with a run that would have been good, though its program ended with 0.
enum Anomaly {
    EMPTY("nothing in it"),
    A_TENTH("a tenth of it"),
    TEN_TIMES("ten times as much"),
    WRONG_TYPE("an error page instead"),
    NO_ROWS("a table without rows, JSON without values"),
    FEW_FILES("a tenth of the files"),
    TINY_IMAGE("a tenth as wide and high"),
    TOO_FAST("over at once (of what takes 2 s or more)"),
    TOO_SLOW("20 times as slow (of what takes 2 s or more)"),
    WARNINGS("50 warnings in its log"),
    TOO_OFTEN("the sixth run of a day");

    private static final long SLOW_ENOUGH = 2000;

    final String words;

    Anomaly(String words) {
        this.words = words;
    }

    /// Empty where that cannot happen to such a run.
    Optional<Work> done(Work good, RandomGenerator random) {
        boolean output = good.hasOutput();
        return switch (this) {
            case EMPTY -> Optional.of(empty(good)).filter(_ -> output);
            case A_TENTH -> Optional.of(times(good, 0.1)).filter(_ -> output);
            case TEN_TIMES -> Optional.of(times(good, 10)).filter(_ -> output);
            case WRONG_TYPE ->
                    Optional.of(
                                    new Work(
                                            true,
                                            good.at(),
                                            good.given(),
                                            List.of(random.nextLong(500, 6000)),
                                            Set.of("HTML"),
                                            -1,
                                            -1,
                                            -1,
                                            -1,
                                            good.warnings(),
                                            good.took()))
                            .filter(_ -> output);
            case NO_ROWS ->
                    Optional.of(
                                    good.withRows(1)
                                            .withValues(1)
                                            .withSizes(List.of(random.nextLong(2, 80))))
                            .filter(_ -> good.rows() >= 0 || good.values() >= 0);
            case FEW_FILES ->
                    good.sizes().size() > 4
                            ? Optional.of(
                                    good.withSizes(
                                            good.sizes().subList(0, 1 + good.sizes().size() / 10)))
                            : Optional.empty();
            case TINY_IMAGE ->
                    Optional.of(times(good, 0.02).withPixels(good.width() / 10, good.height() / 10))
                            .filter(_ -> good.width() > 0);
            case TOO_FAST ->
                    Optional.of(good.withTook(random.nextLong(5, 40)))
                            .filter(_ -> good.took() >= SLOW_ENOUGH);
            case TOO_SLOW ->
                    Optional.of(good.withTook(good.took() * 20))
                            .filter(_ -> good.took() >= SLOW_ENOUGH);
            case WARNINGS -> Optional.of(good.withWarnings(good.warnings() + 50));
            case TOO_OFTEN -> Optional.empty(); // made of several runs
        };
    }

    private static Work empty(Work good) {
        return good.sizes().size() > 1 || good.rows() < 0
                ? good.withSizes(List.of()).withTypes(Set.of()).withPixels(-1, -1).withValues(-1)
                : good.withSizes(List.of(0L)).withRows(0);
    }

    private static Work times(Work good, double times) {
        return good.withSizes(good.sizes().stream().map(n -> Math.round(n * times)).toList())
                .withRows(Math.round(good.rows() * times))
                .withValues(Math.round(good.values() * times));
    }
}
