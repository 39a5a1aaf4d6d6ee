package dev.fettle.check;

import dev.fettle.check.usual.Norm;
import dev.fettle.check.usual.Unusual;
import dev.fettle.notation.Key;
import dev.fettle.notation.Shape;
import dev.fettle.notation.Wording;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// `usual: strict`: the run is like the good ones before it: as many files, of such sizes and
/// types, as long at work. It is made by itself, after all others, and warns; where it is strict,
/// what is unusual is a fault.
///
/// @param stated whether somebody wrote it down; else it speaks only where there is something to
///   say
/// @param subject what its measures are kept under: those of some files are not those of all
record UsualCheck(boolean stated, boolean strict, String subject) implements Check {
    static final UsualCheck BY_ITSELF = new UsualCheck(false, false, "");

    @Override
    public String name() {
        return Checks.USUAL;
    }

    @Override
    public Cost cost() {
        return Cost.RECALLS;
    }

    @Override
    public List<Finding> examine(Evidence evidence) throws IOException {
        try {
            return findings(evidence);
        } catch (IOException e) {
            if (stated) {
                throw e;
            }
            return List.of(); // nobody asked for it
        }
    }

    private List<Finding> findings(Evidence evidence) throws IOException {
        var course = evidence.occasion().course();
        if (course.isEmpty()) {
            return plain("nothing that could be compared");
        }
        var now = Measuring.of(evidence, course.get());
        evidence.seen().keep(subject, now);
        var norm = course.get().past().norm(subject, false);
        var odd = norm.unusual(now);
        if (!odd.isEmpty()) { // what is known at once may be a little old
            norm = course.get().past().norm(subject, true);
            odd = norm.unusual(now);
        }
        return odd.isEmpty() ? plain(asUsual(norm)) : odd.stream().map(this::told).toList();
    }

    private static String asUsual(Norm norm) {
        return norm.runs() < Norm.LEAST_RUNS
                ? "%s of %d to learn from"
                        .formatted(Wording.count(norm.runs(), "good run"), Norm.LEAST_RUNS)
                : "as usual";
    }

    private List<Finding> plain(String detail) {
        return stated ? List.of(Finding.passed(Checks.USUAL, Optional.empty(), detail)) : List.of();
    }

    private Finding told(Unusual unusual) {
        return Finding.of(
                Checks.USUAL,
                Optional.empty(),
                strict
                        ? new Judgement.Bad("unusual", unusual.expected(), unusual.found())
                        : new Judgement.Doubtful(unusual.words()));
    }

    /// As users write it.
    record Kind() implements CheckKind {
        private static final String STRICT = "strict";

        @Override
        public String name() {
            return Checks.USUAL;
        }

        @Override
        public String says() {
            return "the run is like the good ones before it; made by itself, and warns";
        }

        @Override
        public Shape options() {
            return Shape.either(
                    Shape.word(STRICT),
                    Shape.keys(
                            Key.of(
                                    STRICT,
                                    new Shape.Flag(),
                                    "whether what is unusual is refused; else it is a warning")));
        }

        @Override
        public Check parse(Options options) {
            boolean strict =
                    options.text("").isPresent()
                            || options.text(STRICT).orElse("false").equals("true");
            return new UsualCheck(true, strict, options.text("file").orElse(""));
        }
    }
}
