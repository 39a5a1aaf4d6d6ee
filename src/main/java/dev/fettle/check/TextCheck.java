package dev.fettle.check;

import dev.fettle.notation.Key;
import dev.fettle.notation.Shape;
import dev.fettle.notation.Wording;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// `text: {matches: '</html>', lacks: Traceback, min-lines: 3, encoding: utf-8}`: each file is text
/// in this encoding, holds what it must and nothing that it must not.
///
/// Expressions are searched for anywhere in the whole text; `^` and `$` mean the ends of a line.
///
/// @param lines what is found in each line
/// @param beginnings with how many different words its lines begin at least
record TextCheck(
        List<Pattern> matches,
        List<Pattern> lacks,
        List<Pattern> lines,
        Charset encoding,
        OptionalLong minLines,
        OptionalLong beginnings)
        implements FileCheck {
    /// Beyond this a file is still decoded and its lines are counted, but not searched.
    private static final long MOST_SEARCHED = 16 << 20;

    private static final int MOST_BEFORE = 40;
    private static final int MOST_SHOWN = 100;

    @Override
    public String name() {
        return "text";
    }

    @Override
    public Judgement judge(Path file, Evidence evidence) throws IOException, InterruptedException {
        boolean searched =
                !matches.isEmpty()
                        || !lacks.isEmpty()
                        || !lines.isEmpty()
                        || beginnings.isPresent();
        if (searched && Files.size(file) > MOST_SEARCHED) {
            var most = Wording.size(MOST_SEARCHED);
            return new Judgement.Unmade("too-large", "too large to be searched: more than " + most);
        }
        var text = new StringBuilder(searched ? (int) Files.size(file) : 0);
        try {
            long count = read(file, searched ? Optional.of(text) : Optional.empty());
            return count < 0
                    ? noText()
                    : tooFew(count)
                            .or(() -> otherLine(text))
                            .or(() -> alike(text))
                            .orElseGet(() -> search(text, matches, "matches", lacks, "lacks"));
        } catch (CharacterCodingException e) {
            return new Judgement.Bad(
                    "encoding",
                    "text in " + encoding.name(),
                    "bytes that are no " + encoding.name());
        } catch (SearchText.Interrupted e) {
            throw new InterruptedException();
        } catch (StackOverflowError e) {
            return new Judgement.Unmade(
                    "too-deep", "an expression needs too much room for this text");
        }
    }

    /// Decodes it all and answers the number of lines; a last one without a line break counts.
    /// Negative where a NUL is in it.
    private long read(Path file, Optional<StringBuilder> into) throws IOException {
        var decoder =
                encoding.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        long lines = 0;
        char last = '\n';
        try (var reader = new InputStreamReader(Reading.open(file), decoder)) {
            var piece = new char[1 << 14];
            for (int got = reader.read(piece); got > 0; got = reader.read(piece)) {
                for (int i = 0; i < got; i++) {
                    lines += piece[i] == '\n' ? 1 : 0;
                    if (piece[i] == 0) {
                        return -1;
                    }
                }
                last = piece[got - 1];
                if (into.isPresent()) {
                    into.get().append(piece, 0, got);
                }
            }
        }
        return last == '\n' ? lines : lines + 1;
    }

    /// NULs decode in every encoding, but no text holds any: a file system that lost what was
    /// written before a power cut gives back a file full of them.
    private Judgement noText() {
        return new Judgement.Bad("no-text", "text in " + encoding.name(), "NUL bytes");
    }

    private Optional<Judgement> tooFew(long lines) {
        return minLines.isPresent() && lines < minLines.getAsLong()
                ? Optional.of(
                        new Judgement.Bad(
                                "min-lines",
                                "at least " + Wording.count(minLines.getAsLong(), "line"),
                                Wording.count(lines, "line")))
                : Optional.empty();
    }

    /// The first line in which an expression is not found that is in each.
    private Optional<Judgement> otherLine(StringBuilder text) {
        var matchers = lines.stream().map(p -> p.matcher(new SearchText(text))).toList();
        int begin = 0;
        while (!lines.isEmpty() && begin < text.length()) {
            int next = text.indexOf("\n", begin);
            int end = next < 0 ? text.length() : next;
            for (var matcher : matchers) {
                if (!matcher.region(begin, end).find()) {
                    return Optional.of(
                            new Judgement.Bad(
                                    "lines",
                                    "in each line text that matches " + matcher.pattern(),
                                    where(text, begin)));
                }
            }
            begin = end + 1;
        }
        return Optional.empty();
    }

    /// Lines that begin with the same words over and over.
    private Optional<Judgement> alike(StringBuilder text) {
        if (beginnings.isEmpty()) {
            return Optional.empty();
        }
        var words = FirstWords.of(new SearchText(text), beginnings.getAsLong());
        return words < beginnings.getAsLong()
                ? Optional.of(
                        new Judgement.Bad(
                                "beginnings",
                                "lines that begin with at least %s"
                                        .formatted(
                                                Wording.count(
                                                        beginnings.getAsLong(), "different word")),
                                Wording.count(words, "different word")))
                : Optional.empty();
    }

    /// What is missing in a text, or stands in it though it must not.
    static Judgement search(
            StringBuilder text,
            List<Pattern> matches,
            String missingCode,
            List<Pattern> lacks,
            String foundCode) {
        for (var pattern : matches) {
            if (!pattern.matcher(new SearchText(text)).find()) {
                return new Judgement.Bad(
                        missingCode, "text that matches " + pattern, "no text that does");
            }
        }
        for (var pattern : lacks) {
            var matcher = pattern.matcher(new SearchText(text));
            if (matcher.find()) {
                return new Judgement.Bad(
                        foundCode, "no text that matches " + pattern, where(text, matcher.start()));
            }
        }
        return Judgement.GOOD;
    }

    private static String where(StringBuilder text, int at) {
        int begin = text.lastIndexOf("\n", at - 1) + 1;
        int next = text.indexOf("\n", at);
        int end = next < 0 ? text.length() : next;
        int from = at - begin > MOST_BEFORE ? at - MOST_BEFORE : begin;
        int to = Math.min(end, from + MOST_SHOWN);
        var line = Wording.visible(text.substring(from, to).strip());
        return "line %d: %s%s%s"
                .formatted(line(text, begin), from > begin ? "…" : "", line, to < end ? "…" : "");
    }

    /// The number of the line that begins here; counted without a copy of what may be a large text.
    private static int line(StringBuilder text, int begin) {
        int line = 1;
        for (int i = 0; i < begin; i++) {
            line += text.charAt(i) == '\n' ? 1 : 0;
        }
        return line;
    }

    /// As users write it.
    record Kind() implements CheckKind {
        private static final Shape PATTERNS = Shape.oneOrMore(Shape.text("regular expression"));

        @Override
        public String name() {
            return "text";
        }

        @Override
        public String says() {
            return "each file is text that matches, or lacks, what is stated";
        }

        @Override
        public Shape options() {
            return Shape.keys(
                    Key.of(
                            "matches",
                            PATTERNS,
                            "expressions that must be found somewhere in the text"),
                    Key.of("lacks", PATTERNS, "expressions that must not be found"),
                    Key.of(
                            "without",
                            Shape.oneOrMore(Shape.word(Slip.words())),
                            "what programs leave in a text when something went wrong"),
                    Key.of("lines", PATTERNS, "expressions that must be found in each line"),
                    Key.of(
                            "encoding",
                            Shape.word("utf-8", "ascii", "latin1"),
                            "how the text is encoded; utf-8 where nothing is stated"),
                    Key.of(
                            "min-lines",
                            new Shape.Whole(0, Long.MAX_VALUE),
                            "how many lines there must be at least"),
                    Key.of(
                            "beginnings",
                            new Shape.Whole(1, 1_000_000),
                            "with how many different words its lines must begin: a loop that writes"
                                    + " the same over and over has one"));
        }

        private static List<Pattern> lacks(Options options) {
            var slips = options.texts("without").stream().map(word -> Slip.of(word).pattern());
            return Stream.concat(options.patterns("lacks").stream(), slips).toList();
        }

        @Override
        public Check parse(Options options) {
            var encoding =
                    switch (options.text("encoding").orElse("utf-8")) {
                        case "ascii" -> StandardCharsets.US_ASCII;
                        case "latin1" -> StandardCharsets.ISO_8859_1;
                        default -> StandardCharsets.UTF_8;
                    };
            return new TextCheck(
                    options.patterns("matches"),
                    lacks(options),
                    options.patterns("lines"),
                    encoding,
                    options.whole("min-lines"),
                    options.whole("beginnings"));
        }
    }
}
