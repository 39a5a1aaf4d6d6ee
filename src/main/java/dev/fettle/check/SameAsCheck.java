package dev.fettle.check;

import dev.fettle.notation.Key;
import dev.fettle.notation.Shape;
import dev.fettle.platform.PathBytes;
import dev.fettle.platform.Silence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/// `same-as: ~/letters`: each file has the very bytes of another one: of that file, or in that
/// folder the one of the same name.
record SameAsCheck(String path) implements FileCheck {
    private static final int PIECE = 1 << 16;

    @Override
    public String name() {
        return "same-as";
    }

    @Override
    public Judgement judge(Path file, Evidence evidence) throws IOException {
        var place = evidence.at(path);
        Silence.refuse(place);
        var other =
                Files.isDirectory(place) && file.startsWith(evidence.folder())
                        ? place.resolve(evidence.folder().relativize(file))
                        : place;
        var expected = "the bytes of " + PathBytes.shown(other);
        if (!Files.isRegularFile(other)) {
            return new Judgement.Unmade("missing", "there is no " + PathBytes.shown(other));
        }
        if (Files.size(file) != Files.size(other)) {
            return new Judgement.Bad(
                    "differs",
                    expected,
                    String.format(
                            Locale.ROOT,
                            "%,d bytes, and %,d there",
                            Files.size(file),
                            Files.size(other)));
        }
        long at = mismatch(file, other.toRealPath());
        return at < 0
                ? Judgement.GOOD
                : new Judgement.Bad(
                        "differs",
                        expected,
                        String.format(Locale.ROOT, "other bytes from byte %,d on", at));
    }

    /// Where they begin to differ; negative where they do not.
    private static long mismatch(Path a, Path b) throws IOException {
        try (var first = Reading.open(a);
                var second = Reading.open(b)) {
            long at = 0;
            while (true) {
                var one = first.readNBytes(PIECE);
                var two = second.readNBytes(PIECE);
                int differ = Arrays.mismatch(one, two);
                if (differ >= 0) {
                    return at + differ;
                }
                if (one.length == 0) {
                    return -1;
                }
                at += one.length;
            }
        }
    }

    /// As users write it.
    record Kind() implements CheckKind {
        @Override
        public String name() {
            return "same-as";
        }

        @Override
        public String says() {
            return "each file has the bytes of another file, or of the one of its name in a folder";
        }

        @Override
        public boolean standsAlone() {
            return false;
        }

        @Override
        public Shape options() {
            return Shape.either(
                    Shape.path(),
                    Shape.keys(
                            Key.required("path", Shape.path(), "the other file, or its folder")));
        }

        @Override
        public Check parse(Options options) {
            return new SameAsCheck(
                    options.text("path").or(() -> options.text("")).orElse("/nowhere"));
        }
    }
}
