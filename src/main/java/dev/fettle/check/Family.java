package dev.fettle.check;

import dev.fettle.check.archive.Packing;
import dev.fettle.check.image.Format;
import dev.fettle.check.image.Images;
import dev.fettle.check.image.Look;
import dev.fettle.platform.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A family of files that [ValidCheck] knows. A new one joins with its check: what calls a file its
/// own, by the end of its name or by its first bytes, and what must then hold.
interface Family {
    List<Family> ALL =
            List.of(
                    new ImageFamily(),
                    new PdfFamily(),
                    new ArchiveFamily(),
                    new SqliteFamily(),
                    new JsonFamily(),
                    new XmlFamily(),
                    new MediaFamily(),
                    new SelfMeasured.Font(),
                    new SelfMeasured.Parquet(),
                    new SelfMeasured.NumPy(),
                    new SelfMeasured.GitPack());

    /// What a file of it is, in a word or two.
    String word();

    /// @param extension in lower case, without its dot
    boolean calls(Path file, String extension) throws IOException;

    Judgement judge(Path file, String extension, Evidence evidence)
            throws IOException, InterruptedException;

    record ImageFamily() implements Family {
        @Override
        public String word() {
            return "image";
        }

        @Override
        public boolean calls(Path file, String extension) throws IOException {
            return Format.ofExtension(extension).isPresent() || Images.format(file).isPresent();
        }

        @Override
        public Judgement judge(Path file, String extension, Evidence evidence)
                throws IOException, InterruptedException {
            return switch (new Images(evidence.path()).look(file)) {
                case Look.Whole(var picture) -> {
                    evidence.seen().image(file, picture);
                    yield named(picture.format(), extension);
                }
                case Look.NoDecoder(var format, var why) -> {
                    evidence.seen().type(file, format.shown());
                    yield new Judgement.Doubtful("not wholly looked at: " + why);
                }
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

    record JsonFamily() implements Family {
        /// By name alone: the first bytes of JSON are those of many a text.
        private static final Set<String> EXTENSIONS = Set.of("json", "geojson", "webmanifest");

        @Override
        public String word() {
            return "JSON";
        }

        @Override
        public boolean calls(Path file, String extension) {
            return EXTENSIONS.contains(extension);
        }

        @Override
        public Judgement judge(Path file, String extension, Evidence evidence) throws IOException {
            return JsonCheck.PLAIN.judge(file, evidence);
        }
    }

    record PdfFamily() implements Family {
        private static final PdfCheck PLAIN = new PdfCheck(Bounds.OPEN, List.of());

        @Override
        public String word() {
            return "PDF";
        }

        @Override
        public boolean calls(Path file, String extension) throws IOException {
            return extension.equals("pdf")
                    || new String(Reading.head(file, 5), StandardCharsets.ISO_8859_1)
                            .equals("%PDF-");
        }

        @Override
        public Judgement judge(Path file, String extension, Evidence evidence)
                throws IOException, InterruptedException {
            return PLAIN.judge(file, evidence);
        }
    }

    record ArchiveFamily() implements Family {
        @Override
        public String word() {
            return "archive";
        }

        @Override
        public boolean calls(Path file, String extension) throws IOException {
            return Packing.ofExtension(extension).isPresent()
                    || ArchiveCheck.packing(file).isPresent();
        }

        @Override
        public Judgement judge(Path file, String extension, Evidence evidence)
                throws IOException, InterruptedException {
            return ArchiveCheck.PLAIN.judge(file, evidence);
        }
    }

    record SqliteFamily() implements Family {
        /// `.db` may be of many others.
        private static final Set<String> EXTENSIONS = Set.of("sqlite", "sqlite3");

        @Override
        public String word() {
            return "SQLite database";
        }

        @Override
        public boolean calls(Path file, String extension) throws IOException {
            return EXTENSIONS.contains(extension) || SqliteCheck.isOne(file);
        }

        @Override
        public Judgement judge(Path file, String extension, Evidence evidence)
                throws IOException, InterruptedException {
            return SqliteCheck.PLAIN.judge(file, evidence);
        }
    }

    record XmlFamily() implements Family {
        private static final Set<String> EXTENSIONS =
                Set.of("xml", "svg", "rss", "atom", "gpx", "kml", "xhtml", "opml");

        @Override
        public String word() {
            return "XML";
        }

        @Override
        public boolean calls(Path file, String extension) throws IOException {
            return EXTENSIONS.contains(extension)
                    || new String(Reading.head(file, 6), StandardCharsets.ISO_8859_1)
                            .equals("<?xml ");
        }

        @Override
        public Judgement judge(Path file, String extension, Evidence evidence)
                throws IOException, InterruptedException {
            return XmlCheck.PLAIN.judge(file, evidence);
        }
    }

    record MediaFamily() implements Family {
        private static final Set<String> EXTENSIONS =
                Set.of(
                        "mp4", "m4v", "mkv", "webm", "mov", "avi", "mpg", "mpeg", "mp3", "m4a",
                        "aac", "flac", "ogg", "oga", "opus", "wav", "wma", "aiff");

        @Override
        public String word() {
            return "audio or video";
        }

        @Override
        public boolean calls(Path file, String extension) throws IOException {
            return EXTENSIONS.contains(extension)
                    || isMedia(new String(Reading.head(file, 12), StandardCharsets.ISO_8859_1));
        }

        /// By signs that nothing else begins with. An image in such a container was known before.
        private static boolean isMedia(String head) {
            return head.startsWith("\u001aE\u00df\u00a3")
                    || head.startsWith("OggS")
                    || head.startsWith("fLaC")
                    || head.startsWith("ID3")
                    || head.startsWith("ftyp", 4)
                    || head.startsWith("RIFF")
                            && (head.startsWith("WAVE", 8) || head.startsWith("AVI ", 8));
        }

        /// A page that is named like a film is none, whatever is installed.
        @Override
        public Judgement judge(Path file, String extension, Evidence evidence)
                throws IOException, InterruptedException {
            var content = Content.of(file);
            if (content.is("text/*") || content.is("application/xml")) {
                return new Judgement.Bad(
                        "no-media", "audio or video", "it is none, but " + content.type());
            }
            for (var program : Media.PROGRAMS) {
                if (Programs.find(program, evidence.path()).isEmpty()) {
                    return new Judgement.Unmade(
                            "no-decoder", "no program here decodes it: " + program + " (ffmpeg)");
                }
            }
            return switch (Media.look(file, evidence)) {
                case Media.Broken(var code, var found) ->
                        new Judgement.Bad(code, "audio or video that decodes to its end", found);
                case Media.Unread(var code, var why) -> new Judgement.Unmade(code, why);
                case Media.Decoded media -> media.whole() ? Judgement.GOOD : MediaCheck.notWholly();
            };
        }
    }
}
