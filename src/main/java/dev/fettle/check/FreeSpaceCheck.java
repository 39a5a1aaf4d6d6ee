package dev.fettle.check;

import dev.fettle.notation.Key;
import dev.fettle.notation.Shape;
import dev.fettle.notation.Size;
import dev.fettle.notation.Wording;
import dev.fettle.platform.PathBytes;
import dev.fettle.platform.Silence;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.Optional;

/// `free-space: 10 GB`, `free-space: {path: /mnt/backup, min: 5 %}`: so much room is left on a file
/// system, for users who are not root.
///
/// @param path empty for where the output lies
record FreeSpaceCheck(Optional<String> path, String least) implements PlaceCheck {
    @Override
    public String name() {
        return "free-space";
    }

    @Override
    public Cost cost() {
        return Cost.CHEAP;
    }

    @Override
    public String place() {
        return path.orElse("the output");
    }

    @Override
    public Judgement judge(Evidence evidence) throws IOException {
        var at = path.map(evidence::at).orElse(evidence.folder());
        Silence.refuse(at);
        if (!Files.exists(at)) {
            return new Judgement.Bad(
                    "missing", "a place with room", "there is no " + PathBytes.shown(at));
        }
        var store = Files.getFileStore(at);
        long free = store.getUsableSpace();
        long whole = store.getTotalSpace();
        return free >= wanted(whole)
                ? Judgement.GOOD
                : new Judgement.Bad(
                        "free-space",
                        "at least %s free".formatted(least),
                        "%s of %s free at %s"
                                .formatted(
                                        Wording.size(free),
                                        Wording.size(whole),
                                        PathBytes.shown(at)));
    }

    private long wanted(long whole) {
        if (!least.endsWith("%")) {
            return Size.parse(least).map(Size::bytes).orElse(0L);
        }
        var percent = new BigDecimal(least.replace("%", "").strip());
        return BigDecimal.valueOf(whole).multiply(percent).movePointLeft(2).longValue();
    }

    /// As users write it.
    record Kind() implements CheckKind {
        private static final Shape LEAST =
                Shape.text(
                        "%s|^[0-9]{1,2}(\\.[0-9]{1,3})? ?%%$".formatted(Size.PATTERN),
                        "size",
                        "a size or a part: 10 GB, 5 %");

        @Override
        public String name() {
            return "free-space";
        }

        @Override
        public String says() {
            return "so much room is left where the output lies, or at a path: 10 GB, 5 %";
        }

        @Override
        public boolean standsAlone() {
            return false;
        }

        @Override
        public Shape options() {
            return Shape.either(
                    LEAST,
                    Shape.keys(
                            Key.required("min", LEAST, "the least, as a size or a part"),
                            Key.of("path", Shape.path(), "any place on that file system")));
        }

        @Override
        public Check parse(Options options) {
            var least = options.text("min").or(() -> options.text("")).orElse("0 B");
            return new FreeSpaceCheck(options.text("path"), least);
        }
    }
}
