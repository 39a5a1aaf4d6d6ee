package dev.fettle.check;

import dev.fettle.notation.Key;
import dev.fettle.notation.Shape;
import dev.fettle.notation.Wording;
import dev.fettle.platform.Answer;
import dev.fettle.platform.Programs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// `pdf`, `pdf: {pages: {min: 1}, text: 'Invoice [0-9]+'}`: each file is a PDF that can be read to
/// its end, with so many pages, and with what must be in its text.
///
/// What opens a PDF mends what it can and says so in a whisper; qpdf is asked where it is there,
/// since it decodes all streams, else poppler's programs.
record PdfCheck(Bounds pages, List<Pattern> text) implements FileCheck {
    static final String PROGRAMS = "qpdf or pdfinfo";

    private static final String WHOLE = "a PDF that can be read to its end";
    private static final byte[] SIGN = "%PDF-".getBytes(StandardCharsets.US_ASCII);

    /// Readers look for the first sign, and for the last, within so many bytes.
    private static final int WITHIN = 1024;

    PdfCheck {
        text = List.copyOf(text);
    }

    @Override
    public String name() {
        return "pdf";
    }

    @Override
    public Cost cost() {
        return Cost.RUNS;
    }

    @Override
    public List<String> programs() {
        var programs = new ArrayList<String>();
        programs.add(PROGRAMS);
        if (!text.isEmpty()) {
            programs.add("pdftotext");
        }
        return programs;
    }

    @Override
    public Judgement judge(Path file, Evidence evidence) throws IOException, InterruptedException {
        var empty = NotEmptyCheck.emptiness(file);
        if (empty.isPresent()) {
            return empty.get();
        }
        if (!isOne(file)) {
            return new Judgement.Bad(
                    "no-pdf", WHOLE, "it is no PDF, but " + Content.of(file).type());
        }
        if (!tail(file).contains("%%EOF")) {
            return new Judgement.Bad("truncated", WHOLE, "its end is missing");
        }
        boolean byQpdf = Programs.find("qpdf", evidence.path()).isPresent();
        if (!byQpdf && Programs.find("pdfinfo", evidence.path()).isEmpty()) {
            return new Judgement.Unmade(
                    "no-decoder", "no program here reads PDFs: " + PROGRAMS + " (poppler-utils)");
        }
        var fault = byQpdf ? byQpdf(file, evidence) : byPoppler(file, evidence);
        if (fault.isPresent()) {
            return fault.get();
        }
        return pages(file, evidence, byQpdf)
                .orElse(text.isEmpty() ? Judgement.GOOD : text(file, evidence));
    }

    static boolean isOne(Path file) throws IOException {
        var head = new String(Reading.head(file, WITHIN), StandardCharsets.ISO_8859_1);
        return head.contains(new String(SIGN, StandardCharsets.US_ASCII));
    }

    private static String tail(Path file) throws IOException {
        try (var channel = Reading.channel(file)) {
            var bytes = ByteBuffer.allocate(WITHIN);
            long from = Math.max(0, channel.size() - WITHIN);
            int got = 0;
            while (got >= 0 && bytes.hasRemaining()) {
                got = channel.read(bytes, from + bytes.position());
            }
            return StandardCharsets.ISO_8859_1.decode(bytes.flip()).toString();
        }
    }

    /// 2 is an error, 3 a warning, of which many a PDF that everybody can read has some.
    private static Optional<Judgement> byQpdf(Path file, Evidence evidence)
            throws IOException, InterruptedException {
        var answer = Asked.about(file, evidence, "qpdf", "--check", "{}");
        if (answer.exit() == 0 || answer.exit() == 3) {
            return Optional.empty();
        }
        return Optional.of(unread(answer, file, evidence));
    }

    private static Optional<Judgement> byPoppler(Path file, Evidence evidence)
            throws IOException, InterruptedException {
        var information = Asked.about(file, evidence, "pdfinfo", "{}");
        if (information.exit() != 0) {
            return Optional.of(unread(information, file, evidence));
        }
        if (Programs.find("pdftotext", evidence.path()).isEmpty()) {
            return Optional.empty();
        }
        var read = Asked.about(file, evidence, "pdftotext", "{}", "-");
        boolean broken = read.exit() != 0 || read.error().contains("Syntax Error");
        return broken ? Optional.of(unread(read, file, evidence)) : Optional.empty();
    }

    private static Judgement unread(Answer answer, Path file, Evidence evidence) {
        if (Asked.wasStopped(answer)) {
            return new Judgement.Unmade(
                    "too-slow", "not read within " + Wording.duration(Asked.LIMIT));
        }
        return answer.error().toLowerCase(Locale.ROOT).contains("password")
                ? new Judgement.Unmade("encrypted", "it cannot be read without its password")
                : new Judgement.Bad(
                        "damaged",
                        WHOLE,
                        "the PDF is damaged: " + Asked.said(answer, file, evidence));
    }

    private Optional<Judgement> pages(Path file, Evidence evidence, boolean byQpdf)
            throws IOException, InterruptedException {
        if (pages.isOpen()) {
            return Optional.empty();
        }
        var answer =
                byQpdf
                        ? Asked.about(file, evidence, "qpdf", "--show-npages", "{}")
                        : Asked.about(file, evidence, "pdfinfo", "{}");
        var number =
                Pattern.compile(byQpdf ? "^([0-9]+)\\s*$" : "(?m)^Pages:\\s+([0-9]+)$")
                        .matcher(answer.output());
        if (!number.find()) {
            return Optional.of(
                    new Judgement.Unmade("no-pages", "its pages cannot be counted here"));
        }
        long found = Long.parseLong(number.group(1));
        return pages.missedBy(found, n -> Wording.count(n, "page"))
                .map(expected ->
                        new Judgement.Bad("pages", expected, Wording.count(found, "page")));
    }

    private Judgement text(Path file, Evidence evidence) throws IOException, InterruptedException {
        var answer = Asked.about(file, evidence, "pdftotext", "{}", "-");
        if (answer.exit() != 0) {
            return unread(answer, file, evidence);
        }
        try {
            return TextCheck.search(
                    new StringBuilder(answer.output()), text, "text", List.of(), "text");
        } catch (SearchText.Interrupted e) {
            throw new InterruptedException();
        }
    }

    /// As users write it.
    record Kind() implements CheckKind {
        private static final Shape NUMBER = new Shape.Whole(0, 1_000_000);

        @Override
        public String name() {
            return "pdf";
        }

        @Override
        public String says() {
            return "each file is a PDF that can be read to its end, and is as stated";
        }

        @Override
        public Shape options() {
            return Shape.keys(
                    Key.of(
                            "pages",
                            Shape.either(
                                    NUMBER,
                                    Shape.keys(
                                            Key.of("min", NUMBER, "the least"),
                                            Key.of("max", NUMBER, "the most"))),
                            "how many pages there must be"),
                    Key.of(
                            "text",
                            Shape.oneOrMore(Shape.text("regular expression")),
                            "expressions that must be found in its text"));
        }

        @Override
        public Check parse(Options options) {
            return new PdfCheck(
                    options.within("pages").map(Kind::pages).orElse(Bounds.OPEN),
                    options.patterns("text"));
        }

        private static Bounds pages(Options pages) {
            var exact = pages.whole("");
            return exact.isPresent() ? new Bounds(exact, exact) : pages.bounds("min", "max", false);
        }
    }
}
