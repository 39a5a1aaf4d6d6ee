package dev.fettle.check;

import dev.fettle.notation.Key;
import dev.fettle.notation.Shape;
import dev.fettle.notation.Wording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// `size: {min: 10 kB, max: 1 MB}`: every file lies within.
record SizeCheck(Bounds bounds) implements FileCheck {
    @Override
    public String name() {
        return "size";
    }

    @Override
    public Cost cost() {
        return Cost.CHEAP;
    }

    @Override
    public Judgement judge(Path file, Evidence evidence) throws IOException {
        return ofSize(Files.size(file), bounds);
    }

    static Judgement ofSize(long bytes, Bounds bounds) {
        return bounds.missedBy(bytes, Wording::size)
                .<Judgement>map(expected ->
                        new Judgement.Bad(
                                "size",
                                expected,
                                String.format(
                                        Locale.ROOT,
                                        "the file has %s (%,d bytes)",
                                        Wording.size(bytes),
                                        bytes)))
                .orElse(Judgement.GOOD);
    }

    /// As users write it.
    record Kind() implements CheckKind {
        @Override
        public String name() {
            return "size";
        }

        @Override
        public String says() {
            return "each file has at least `min` and at most `max` bytes";
        }

        @Override
        public boolean standsAlone() {
            return false;
        }

        @Override
        public Shape options() {
            return Shape.keys(
                    Key.of("min", Shape.size(), "the least, such as 10 kB"),
                    Key.of("max", Shape.size(), "the most, such as 1 MB"));
        }

        @Override
        public Check parse(Options options) {
            var bounds = options.bounds("min", "max", true);
            if (bounds.isOpen()) {
                options.problem("size without min and max checks nothing", "state one of them");
            }
            return new SizeCheck(bounds);
        }
    }
}
