package dev.fettle.automation;

import dev.fettle.notation.Mark;
import dev.fettle.notation.Problem;
import dev.fettle.notation.Source;
import dev.fettle.notation.Wording;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A text that people keep by hand, read within limits: small, UTF-8, Unix line ends.
///
/// @param text without byte order mark and with Unix line ends, so that what else is wrong can be
///   told in one go; of a file that is too large only the beginning
/// @param isWhole false where `text` is the beginning only
/// @param problems why it cannot be used
record TextFile(String text, boolean isWhole, List<Problem> problems) {
    private static final int LARGEST = 1_000_000;
    private static final int BEGINNING = 200;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    TextFile {
        problems = List.copyOf(problems);
    }

    /// @param shown the name for messages
    static TextFile read(Path file, String shown) throws IOException {
        byte[] bytes;
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LARGEST + 1);
        }
        if (bytes.length > LARGEST) {
            var found = "the file is too large (%s)".formatted(Wording.size(Files.size(file)));
            var start = new String(bytes, 0, BEGINNING, StandardCharsets.UTF_8);
            return new TextFile(
                    withoutMark(start),
                    false,
                    List.of(
                            Source.of(shown, withoutMark(start))
                                    .problem(Mark.START, found, "at most 1 MB is read")));
        }
        var lenient = new String(bytes, StandardCharsets.UTF_8);
        var text = withoutMark(lenient).replace("\r\n", "\n");
        return new TextFile(text, true, problems(bytes, lenient, Source.of(shown, text)));
    }

    private static String withoutMark(String text) {
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    private static List<Problem> problems(byte[] bytes, String text, Source source) {
        var problems = new ArrayList<Problem>();
        if (text.startsWith(BYTE_ORDER_MARK)) {
            problems.add(
                    source.problem(
                            Mark.START,
                            "the file begins with a byte order mark",
                            "save it as UTF-8 without BOM"));
        }
        int carriageReturn = text.indexOf("\r\n");
        if (carriageReturn >= 0) {
            problems.add(
                    source.problem(
                            place(text, carriageReturn),
                            "the line ends with CR LF, as on Windows",
                            "save it with Unix line ends (LF)"));
        }
        if (!isUtf8(bytes)) {
            problems.add(
                    source.problem(
                            place(text, Math.max(0, text.indexOf('\uFFFD'))),
                            "this is not UTF-8",
                            "save the file as UTF-8"));
        }
        return problems;
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }

    private static Mark place(String text, int offset) {
        int start = text.lastIndexOf('\n', offset - 1) + 1;
        int line = 1 + (int) text.substring(0, start).chars().filter(c -> c == '\n').count();
        int byteOrderMark = line == 1 && text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
        return new Mark(line, text.codePointCount(start, offset) - byteOrderMark + 1);
    }
}
