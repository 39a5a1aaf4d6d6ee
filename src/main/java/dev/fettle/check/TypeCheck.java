package dev.fettle.check;

import dev.fettle.notation.Key;
import dev.fettle.notation.Shape;
import dev.fettle.notation.Suggestion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// `type: application/pdf`, `type: [image/*, pdf]`: what each file is by its content, whatever its
/// name.
record TypeCheck(List<String> types) implements FileCheck {
    @Override
    public String name() {
        return "type";
    }

    @Override
    public Judgement judge(Path file, Evidence evidence) throws IOException {
        var empty = NotEmptyCheck.emptiness(file);
        if (empty.isPresent()) {
            return empty.get();
        }
        var content = Content.of(file);
        if (types.stream().anyMatch(type -> is(type, content))) {
            return Judgement.GOOD;
        }
        if (types.stream().anyMatch(content::mayBe)) {
            return new Judgement.Doubtful("its content says no more than " + content.type());
        }
        return new Judgement.Bad(
                "type", String.join(" or ", types), "its content is " + content.type());
    }

    /// Whatever is known is a kind of bytes too, but nobody would state that.
    private static boolean is(String type, Content content) {
        return type.equals(Content.UNKNOWN)
                ? content.type().toString().equals(type)
                : content.is(type);
    }

    /// As users write it.
    record Kind() implements CheckKind {
        private static final Map<String, String> SHORT =
                new TreeMap<>(
                        Map.ofEntries(
                                Map.entry("pdf", "application/pdf"),
                                Map.entry("jpeg", "image/jpeg"),
                                Map.entry("jpg", "image/jpeg"),
                                Map.entry("png", "image/png"),
                                Map.entry("gif", "image/gif"),
                                Map.entry("webp", "image/webp"),
                                Map.entry("tiff", "image/tiff"),
                                Map.entry("bmp", "image/bmp"),
                                Map.entry("avif", "image/avif"),
                                Map.entry("heic", "image/heic"),
                                Map.entry("svg", "image/svg+xml"),
                                Map.entry("zip", "application/zip"),
                                Map.entry("gzip", "application/gzip"),
                                Map.entry("tar", "application/x-tar"),
                                Map.entry("xz", "application/x-xz"),
                                Map.entry("zstd", "application/zstd"),
                                Map.entry("7z", "application/x-7z-compressed"),
                                Map.entry("sqlite", "application/x-sqlite3"),
                                Map.entry("json", "application/json"),
                                Map.entry("xml", "application/xml"),
                                Map.entry("html", "text/html"),
                                Map.entry("csv", "text/csv"),
                                Map.entry("text", "text/*"),
                                Map.entry("image", "image/*"),
                                Map.entry("audio", "audio/*"),
                                Map.entry("video", "video/*"),
                                Map.entry("mp3", "audio/mpeg"),
                                Map.entry("flac", "audio/x-flac"),
                                Map.entry("mp4", "video/mp4"),
                                Map.entry("epub", "application/epub+zip")));

        private static final Shape TYPES =
                Shape.oneOrMore(
                        Shape.text(
                                "^([a-z0-9]+|[a-z]+/([A-Za-z0-9.+-]+|\\*))$",
                                "type",
                                "a type such as application/pdf, a glob such as image/*, or a short"
                                        + " name such as pdf"));

        @Override
        public String name() {
            return "type";
        }

        @Override
        public String says() {
            return "what each file is by its content: application/pdf, image/*, pdf";
        }

        @Override
        public boolean standsAlone() {
            return false;
        }

        @Override
        public Shape options() {
            return Shape.either(
                    ((Shape.Either) TYPES).kinds().getFirst(),
                    ((Shape.Either) TYPES).kinds().getLast(),
                    Shape.keys(Key.required("is", TYPES, "the type, or several")));
        }

        @Override
        public Check parse(Options options) {
            var at = options.at("is").or(() -> options.at(""));
            var words = at.map(n -> n.asList()).orElse(List.of());
            for (var word : words) {
                if (word.text().indexOf('/') < 0 && !SHORT.containsKey(word.text())) {
                    options.problem(
                            word,
                            "type: \"%s\" is no short name known here".formatted(word.text()),
                            Suggestion.didYouMean(word.text(), SHORT.keySet()));
                }
            }
            return new TypeCheck(
                    words.stream()
                            .map(w -> SHORT.getOrDefault(w.text(), w.text()))
                            .collect(Collectors.toCollection(java.util.ArrayList::new)));
        }
    }
}
