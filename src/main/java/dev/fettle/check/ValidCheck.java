package dev.fettle.check;

import dev.fettle.check.image.Format;
import dev.fettle.check.image.Images;
import dev.fettle.check.image.Look;
import dev.fettle.notation.Shape;
import dev.fettle.platform.PathBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// `valid`, what holds where nothing is stated: no file is empty, and what a file's name or first
/// bytes call it, it is, wholly. Where the decoder for it is not installed that is a warning.
record ValidCheck() implements FileCheck {
    /// A family of files. A new one joins with its check: what calls a file its own, and what must
    /// then hold.
    private interface Family {
        boolean calls(Path file, String extension) throws IOException;

        Judgement judge(Path file, String extension, Evidence evidence)
                throws IOException, InterruptedException;
    }

    private static final List<Family> FAMILIES = List.of(new ImageFamily(), new JsonFamily());

    @Override
    public String name() {
        return "valid";
    }

    @Override
    public Judgement judge(Path file, Evidence evidence) throws IOException, InterruptedException {
        var empty = NotEmptyCheck.emptiness(file);
        if (empty.isPresent()) {
            return empty.get();
        }
        var extension = extension(file);
        for (var family : FAMILIES) {
            if (family.calls(file, extension)) {
                return family.judge(file, extension, evidence);
            }
        }
        Reading.head(file, 1); // what cannot be read is not valid
        return Judgement.GOOD;
    }

    private static String extension(Path file) {
        var name = PathBytes.shown(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    private record ImageFamily() implements Family {
        @Override
        public boolean calls(Path file, String extension) throws IOException {
            return Format.ofExtension(extension).isPresent() || Images.format(file).isPresent();
        }

        @Override
        public Judgement judge(Path file, String extension, Evidence evidence)
                throws IOException, InterruptedException {
            return switch (new Images(evidence.path()).look(file)) {
                case Look.Whole(var picture) -> named(picture.format(), extension);
                case Look.NoDecoder(_, var why) ->
                        new Judgement.Doubtful("not wholly looked at: " + why);
                case Look other -> ImageCheck.broken(other);
            };
        }

        /// An image by another format's name opens all the same, in a browser and elsewhere.
        private static Judgement named(Format format, String extension) {
            Optional<Format> name = Format.ofExtension(extension);
            return name.isEmpty() || name.get() == format
                    ? Judgement.GOOD
                    : new Judgement.Doubtful(
                            "named .%s, and is a %s".formatted(extension, format.shown()));
        }
    }

    private record JsonFamily() implements Family {
        /// By name alone: the first bytes of JSON are those of many a text.
        private static final Set<String> EXTENSIONS = Set.of("json", "geojson", "webmanifest");

        @Override
        public boolean calls(Path file, String extension) {
            return EXTENSIONS.contains(extension);
        }

        @Override
        public Judgement judge(Path file, String extension, Evidence evidence) throws IOException {
            return JsonCheck.PLAIN.judge(file, evidence);
        }
    }

    /// As users write it.
    record Kind() implements CheckKind {
        @Override
        public String name() {
            return "valid";
        }

        @Override
        public String says() {
            return "not empty, and what the name or the first bytes call an image or JSON is that,"
                    + " wholly; the default";
        }

        @Override
        public Shape options() {
            return Shape.keys();
        }

        @Override
        public Check parse(Options options) {
            return new ValidCheck();
        }
    }
}
