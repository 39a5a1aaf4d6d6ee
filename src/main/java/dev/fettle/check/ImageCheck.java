package dev.fettle.check;

import dev.fettle.check.image.Description;
import dev.fettle.check.image.Format;
import dev.fettle.check.image.Images;
import dev.fettle.check.image.Look;
import dev.fettle.check.image.Picture;
import dev.fettle.check.image.PlainPart;
import dev.fettle.notation.Key;
import dev.fettle.notation.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// `image: {format: [jpeg, webp], max-width: 1600, max-size: 400 kB, location: none}`: each file is
/// an image that decodes wholly, without so much as a warning, and is as stated.
///
/// Width and height are those that a viewer sees: an image that its EXIF turns by 90° is as wide as
/// its stored rows are many.
record ImageCheck(
        List<Format> formats,
        Bounds width,
        Bounds height,
        Bounds size,
        boolean noLocation,
        boolean noMetadata,
        OptionalInt maxPlain)
        implements FileCheck {
    /// A film or a second picture, which may have a position of its own.
    private static final Judgement BEHIND =
            new Judgement.Unmade(
                    "not-searched",
                    "something lies behind the end of the image, and may tell where it was taken");

    static final String WHOLE = "an image that decodes wholly";

    @Override
    public String name() {
        return "image";
    }

    /// Known beforehand only where every format that is allowed needs one.
    @Override
    public List<String> programs() {
        boolean needed = !formats.isEmpty() && formats.stream().noneMatch(Format::isWalked);
        return needed ? List.of(Images.programs(formats.getFirst())) : List.of();
    }

    @Override
    public Judgement judge(Path file, Evidence evidence) throws IOException, InterruptedException {
        var empty = NotEmptyCheck.emptiness(file);
        if (empty.isPresent()) {
            return empty.get();
        }
        var format = Images.format(file);
        if (format.isPresent() && !formats.isEmpty() && !formats.contains(format.get())) {
            return new Judgement.Bad("format", words(formats), "it is a " + format.get().shown());
        }
        var weight = SizeCheck.ofSize(Files.size(file), size);
        if (weight instanceof Judgement.Bad) {
            return weight;
        }
        return switch (new Images(evidence.path()).look(file)) {
            case Look.Whole(var picture) -> {
                evidence.seen().image(file, picture);
                yield judge(file, picture);
            }
            case Look.NoDecoder(_, var why) -> new Judgement.Unmade("no-decoder", why);
            case Look other -> broken(other);
        };
    }

    /// A look that proved a fault.
    static Judgement broken(Look look) {
        return switch (look) {
            case Look.Broken(_, var code, var detail) ->
                    new Judgement.Bad(code, WHOLE, "the image is %s: %s".formatted(code, detail));
            case Look.NoImage(var seems) ->
                    new Judgement.Bad("no-image", WHOLE, "it is no image, but " + seems);
            case Look.Whole _, Look.NoDecoder _ -> Judgement.GOOD;
        };
    }

    private Judgement judge(Path file, Picture picture) throws IOException {
        var description =
                picture.described() && looksAtDescription()
                        ? Optional.of(Description.of(file, picture.format()))
                        : Optional.<Description>empty();
        boolean turned =
                picture.format() != Format.HEIC
                        && picture.format() != Format.AVIF
                        && picture.format() != Format.TIFF
                        && description.isPresent()
                        && description.get().isTurned();
        long across = turned ? picture.height() : picture.width();
        long down = turned ? picture.width() : picture.height();
        return missed("width", "wide", width, across)
                .or(() -> missed("height", "high", height, down))
                .or(() -> told(description, picture))
                .orElse(maxPlain.isPresent() ? plain(file) : Judgement.GOOD);
    }

    private Judgement plain(Path file) throws IOException {
        var percent = PlainPart.of(file);
        if (percent.isEmpty()) {
            return new Judgement.Doubtful("how much of it is of one colour cannot be told here");
        }
        return percent.getAsInt() <= maxPlain.getAsInt()
                ? Judgement.GOOD
                : new Judgement.Bad(
                        "plain",
                        "at most %d %% of one colour".formatted(maxPlain.getAsInt()),
                        "%d %% of it is of one colour".formatted(percent.getAsInt()));
    }

    private boolean looksAtDescription() {
        return noLocation || noMetadata || !width.isOpen() || !height.isOpen();
    }

    private static Optional<Judgement> missed(String code, String how, Bounds bounds, long pixels) {
        if (!bounds.isOpen() && pixels == 0) {
            return Optional.of(
                    new Judgement.Unmade("no-size", "how " + how + " it is cannot be read here"));
        }
        return bounds.missedBy(pixels, p -> p + " pixels " + how)
                .map(e -> new Judgement.Bad(code, e, "it is %d pixels %s".formatted(pixels, how)));
    }

    private Optional<Judgement> told(Optional<Description> description, Picture picture) {
        if (noLocation) {
            var place = description.flatMap(Description::location);
            if (place.isPresent()) {
                return Optional.of(new Judgement.Bad("location", "no location in it", place.get()));
            }
            if (picture.trailer() > 0 && !noMetadata) {
                return Optional.of(BEHIND);
            }
        }
        if (!noMetadata) {
            return Optional.empty();
        }
        var more = description.flatMap(Description::metadata);
        if (more.isEmpty() && picture.trailer() > 0) {
            more = Optional.of("something behind the end of the image");
        }
        return more.map(m -> new Judgement.Bad("metadata", "no metadata in it", m));
    }

    private static String words(List<Format> formats) {
        return formats.stream().map(Format::word).collect(Collectors.joining(" or "));
    }

    /// As users write it.
    record Kind() implements CheckKind {
        private static final Shape PIXELS = new Shape.Whole(1, 1_000_000);

        @Override
        public String name() {
            return "image";
        }

        @Override
        public String says() {
            return "each file is an image that decodes wholly, without a warning, and is as stated";
        }

        @Override
        public Shape options() {
            var words = Arrays.stream(Format.values()).map(Format::word).toArray(String[]::new);
            return Shape.keys(
                    Key.of("format", Shape.oneOrMore(Shape.word(words)), "what it may be"),
                    Key.of("min-width", PIXELS, "in pixels, as a viewer sees it"),
                    Key.of("max-width", PIXELS, "in pixels, as a viewer sees it"),
                    Key.of("min-height", PIXELS, "in pixels, as a viewer sees it"),
                    Key.of("max-height", PIXELS, "in pixels, as a viewer sees it"),
                    Key.of("min-size", Shape.size(), "the least size of the file"),
                    Key.of("max-size", Shape.size(), "the greatest size of the file"),
                    Key.of("location", Shape.word("none"), "it must not say where it was taken"),
                    Key.of(
                            "metadata",
                            Shape.word("none"),
                            "no EXIF, XMP, IPTC or comment; colour profiles and orientation may stay"),
                    Key.of(
                            "max-plain",
                            Shape.text("^[0-9]{1,2} ?%$", "percentage", "such as 40 %"),
                            "how much of it may be of one colour"));
        }

        @Override
        public Check parse(Options options) {
            return new ImageCheck(
                    options.texts("format").stream()
                            .map(w ->
                                    Format.ofWord(w)
                                            .orElseThrow(() -> new IllegalStateException(w)))
                            .toList(),
                    options.bounds("min-width", "max-width", false),
                    options.bounds("min-height", "max-height", false),
                    options.bounds("min-size", "max-size", true),
                    options.text("location").isPresent(),
                    options.text("metadata").isPresent(),
                    options.text("max-plain")
                            .map(text ->
                                    OptionalInt.of(Integer.parseInt(text.replaceAll("[ %]", ""))))
                            .orElse(OptionalInt.empty()));
        }
    }
}
