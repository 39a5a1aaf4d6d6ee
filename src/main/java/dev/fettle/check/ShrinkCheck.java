package dev.fettle.check;

import dev.fettle.notation.Key;
import dev.fettle.notation.Shape;
import dev.fettle.notation.Wording;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/// `shrink: 80 %`: all files together have no fewer bytes than that part of the last good result.
/// Where there is none yet, it passes.
record ShrinkCheck(BigDecimal percent) implements Check {
    @Override
    public String name() {
        return "shrink";
    }

    @Override
    public Cost cost() {
        return Cost.CHEAP;
    }

    @Override
    public boolean comparesWithEarlier() {
        return true;
    }

    @Override
    public List<Finding> examine(Evidence evidence) throws IOException {
        var earlier = evidence.occasion().earlier();
        if (earlier.isEmpty()) {
            return List.of(
                    Finding.passed(name(), Optional.empty(), "nothing earlier to compare with"));
        }
        long before = earlier.get().files().stream().mapToLong(Occasion.Result::size).sum();
        long now = 0;
        for (var file : evidence.files()) {
            now += Files.size(file);
        }
        var found = "%s, and %s before".formatted(Wording.size(now), Wording.size(before));
        var least = BigDecimal.valueOf(before).multiply(percent).movePointLeft(2);
        return BigDecimal.valueOf(now).compareTo(least) >= 0
                ? List.of(Finding.passed(name(), Optional.empty(), found))
                : List.of(Finding.of(name(), Optional.empty(), tooSmall(least, found)));
    }

    private Judgement tooSmall(BigDecimal least, String found) {
        return new Judgement.Bad(
                "shrunk",
                "at least %s %% of the last good result, which is %s"
                        .formatted(percent.toPlainString(), Wording.size(least.longValue())),
                found);
    }

    /// As users write it.
    record Kind() implements CheckKind {
        private static final Shape PERCENT =
                Shape.text("^[0-9]{1,3}(\\.[0-9]{1,3})? ?%$", "percentage", "such as 80 %");

        @Override
        public String name() {
            return "shrink";
        }

        @Override
        public String says() {
            return "the result has at least this part of the bytes of the last good one: 80 %";
        }

        @Override
        public boolean standsAlone() {
            return false;
        }

        @Override
        public Shape options() {
            return Shape.either(
                    PERCENT, Shape.keys(Key.required("min", PERCENT, "the least, such as 80 %")));
        }

        @Override
        public Check parse(Options options) {
            var text = options.text("min").or(() -> options.text("")).orElse("0");
            return new ShrinkCheck(new BigDecimal(text.replace("%", "").strip()));
        }
    }
}
