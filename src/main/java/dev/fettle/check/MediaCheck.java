package dev.fettle.check;

import dev.fettle.notation.Durations;
import dev.fettle.notation.Key;
import dev.fettle.notation.Shape;
import dev.fettle.notation.Wording;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// `video: {min-duration: 10s, min-height: 720}`, `audio: {codec: flac}`: each file is a film or a
/// sound that decodes to its last frame, and is as stated.
///
/// @param name `video` or `audio`
/// @param millis how long it lasts
record MediaCheck(
        String name,
        List<String> codecs,
        Bounds millis,
        Bounds width,
        Bounds height,
        boolean sound,
        boolean heard)
        implements FileCheck {
    MediaCheck {
        codecs = List.copyOf(codecs);
    }

    @Override
    public Cost cost() {
        return Cost.RUNS;
    }

    @Override
    public List<String> programs() {
        return Media.PROGRAMS;
    }

    @Override
    public Judgement judge(Path file, Evidence evidence) throws IOException, InterruptedException {
        var empty = NotEmptyCheck.emptiness(file);
        if (empty.isPresent()) {
            return empty.get();
        }
        return switch (Media.look(file, evidence)) {
            case Media.Broken(var code, var found) -> new Judgement.Bad(code, whole(), found);
            case Media.Unread(var code, var why) -> new Judgement.Unmade(code, why);
            case Media.Decoded media -> {
                var judgement = judge(media);
                yield heard && !(judgement instanceof Judgement.Bad)
                        ? silence(file, evidence).orElse(judgement)
                        : judgement;
            }
        };
    }

    private String whole() {
        return name.equals("video")
                ? "a film that decodes to its last frame"
                : "a sound that decodes to its end";
    }

    private Judgement judge(Media.Decoded media) {
        var stream = media.first(name);
        if (stream.isEmpty()) {
            return new Judgement.Bad("no-" + name, whole(), "there is no " + name + " in it");
        }
        if (!codecs.isEmpty() && !codecs.contains(stream.get().codec())) {
            return new Judgement.Bad(
                    "codec", String.join(" or ", codecs), "it is " + stream.get().codec());
        }
        if (sound && media.first("audio").isEmpty()) {
            return new Judgement.Bad("no-audio", "a film with sound", "there is no sound in it");
        }
        return lasting(media)
                .or(() -> missed("width", "wide", width, stream.get().width()))
                .or(() -> missed("height", "high", height, stream.get().height()))
                .orElse(media.whole() ? Judgement.GOOD : notWholly());
    }

    static Judgement notWholly() {
        return new Judgement.Doubtful(
                "not wholly decoded: that takes longer than " + Wording.duration(Asked.LIMIT));
    }

    private Optional<Judgement> silence(Path file, Evidence evidence)
            throws IOException, InterruptedException {
        return switch (Loudness.of(file, evidence)) {
            case HEARD -> Optional.empty();
            case SILENT ->
                    Optional.of(
                            new Judgement.Bad(
                                    "silent",
                                    "something to hear",
                                    "it is silent from its beginning to its end"));
            case UNKNOWN ->
                    Optional.of(
                            new Judgement.Doubtful("whether it is silent could not be heard here"));
        };
    }

    private Optional<Judgement> lasting(Media.Decoded media) {
        if (!millis.isOpen() && media.seconds() == 0) {
            return Optional.of(
                    new Judgement.Unmade("no-duration", "it does not say how long it lasts"));
        }
        return millis.missedBy(
                        Math.round(media.seconds() * 1000),
                        ms -> Wording.duration(Duration.ofMillis(ms)))
                .map(expected ->
                        new Judgement.Bad(
                                "duration", expected, "it lasts " + Media.lasts(media.seconds())));
    }

    private static Optional<Judgement> missed(String code, String how, Bounds bounds, long pixels) {
        return bounds.missedBy(pixels, p -> p + " pixels " + how)
                .map(e -> new Judgement.Bad(code, e, "it is %d pixels %s".formatted(pixels, how)));
    }

    /// As users write it.
    record Kind(String name) implements CheckKind {
        private static final Shape PIXELS = new Shape.Whole(1, 1_000_000);

        @Override
        public String says() {
            return "each file is %s that decodes to its end, and is as stated"
                    .formatted(name.equals("video") ? "a film" : "a sound");
        }

        @Override
        public Shape options() {
            var keys = new ArrayList<Key>();
            keys.add(
                    Key.of(
                            "codec",
                            Shape.oneOrMore(Shape.filled("codec")),
                            "what it may be encoded in, as ffprobe calls it: h264, opus"));
            keys.add(Key.of("min-duration", Shape.duration(), "how long it must last"));
            keys.add(Key.of("max-duration", Shape.duration(), "how long it may last"));
            if (name.equals("video")) {
                keys.add(Key.of("min-width", PIXELS, "in pixels"));
                keys.add(Key.of("max-width", PIXELS, "in pixels"));
                keys.add(Key.of("min-height", PIXELS, "in pixels"));
                keys.add(Key.of("max-height", PIXELS, "in pixels"));
                keys.add(Key.of("sound", new Shape.Flag(), "whether it must have sound"));
            }
            keys.add(
                    Key.of(
                            "heard",
                            new Shape.Flag(),
                            "whether there must be something to hear: no silence from begin to end"));
            return new Shape.Keys(keys, 0, keys.size());
        }

        @Override
        public Check parse(Options options) {
            return new MediaCheck(
                    name,
                    options.texts("codec"),
                    new Bounds(millis(options, "min-duration"), millis(options, "max-duration")),
                    options.bounds("min-width", "max-width", false),
                    options.bounds("min-height", "max-height", false),
                    options.text("sound").orElse("false").equals("true"),
                    options.text("heard").orElse("false").equals("true"));
        }

        private static OptionalLong millis(Options options, String key) {
            return options.at(key)
                    .map(node -> OptionalLong.of(Durations.at(node).toMillis()))
                    .orElse(OptionalLong.empty());
        }
    }
}
