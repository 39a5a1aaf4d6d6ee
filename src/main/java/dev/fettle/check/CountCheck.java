package dev.fettle.check;

import dev.fettle.notation.Key;
import dev.fettle.notation.Shape;
import dev.fettle.notation.Wording;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// `count: {min: 1, max: 500}`, `count: 3`: how many files there are.
record CountCheck(Bounds bounds) implements Check {
    @Override
    public String name() {
        return "count";
    }

    @Override
    public Cost cost() {
        return Cost.CHEAP;
    }

    @Override
    public List<Finding> examine(Evidence evidence) {
        int files = evidence.files().size();
        var found = Wording.count(files, "file");
        var missed = bounds.missedBy(files, Long::toString);
        return List.of(
                missed.map(expected ->
                                Finding.of(
                                        name(),
                                        Optional.empty(),
                                        new Judgement.Bad("count", exactly(expected), found)))
                        .orElseGet(() -> Finding.passed(name(), Optional.empty(), found)));
    }

    private String exactly(String expected) {
        return bounds.least().equals(bounds.most())
                ? "exactly " + bounds.least().getAsLong()
                : expected;
    }

    /// A stated least of nothing, or a stated most of nothing.
    @Override
    public boolean allowsNothing() {
        return bounds.missedBy(0, Long::toString).isEmpty()
                && (bounds.least().isPresent() || bounds.most().equals(OptionalLong.of(0)));
    }

    /// As users write it.
    record Kind() implements CheckKind {
        private static final Shape NUMBER = new Shape.Whole(0, 1_000_000_000);

        @Override
        public String name() {
            return "count";
        }

        @Override
        public String says() {
            return "there are at least `min` and at most `max` files, or exactly so many";
        }

        @Override
        public boolean standsAlone() {
            return false;
        }

        @Override
        public Shape options() {
            return Shape.either(
                    NUMBER,
                    Shape.keys(
                            Key.of("min", NUMBER, "the least"), Key.of("max", NUMBER, "the most")));
        }

        @Override
        public Check parse(Options options) {
            var exact = options.whole("");
            if (exact.isPresent()) {
                return new CountCheck(new Bounds(exact, exact));
            }
            var bounds = options.bounds("min", "max", false);
            if (bounds.isOpen()) {
                options.problem("count without min and max checks nothing", "state one of them");
            }
            return new CountCheck(bounds);
        }
    }
}
