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
import java.util.List;

/// A text that people keep by hand, read within limits: small, UTF-8, Unix line ends.
///
/// @param problems why it cannot be used; `text` is then what could be read of it
record TextFile(String text, List<Problem> problems) {
    private static final int LARGEST = 1_000_000;

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
            var start = new String(bytes, 0, 200, StandardCharsets.UTF_8);
            return new TextFile(
                    start, List.of(at(shown, start, Mark.START, found, "at most 1 MB is read")));
        }
        var lenient = new String(bytes, StandardCharsets.UTF_8);
        if (lenient.startsWith("\uFEFF")) {
            return new TextFile(
                    lenient,
                    List.of(
                            at(
                                    shown,
                                    lenient.substring(1),
                                    Mark.START,
                                    "the file begins with a byte order mark",
                                    "save it as UTF-8 without BOM")));
        }
        int carriageReturn = lenient.indexOf("\r\n");
        if (carriageReturn >= 0) {
            return new TextFile(
                    lenient,
                    List.of(
                            at(
                                    shown,
                                    lenient,
                                    place(lenient, carriageReturn),
                                    "the line ends with CR LF, as on Windows",
                                    "save it with Unix line ends (LF)")));
        }
        try {
            var text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return new TextFile(text, List.of());
        } catch (CharacterCodingException e) {
            var mark = place(lenient, Math.max(0, lenient.indexOf('\uFFFD')));
            return new TextFile(
                    lenient,
                    List.of(
                            at(
                                    shown,
                                    lenient,
                                    mark,
                                    "this is not UTF-8",
                                    "save the file as UTF-8")));
        }
    }

    private static Problem at(String shown, String text, Mark mark, String found, String right) {
        return Source.of(shown, text).problem(mark, found, right);
    }

    private static Mark place(String text, int offset) {
        var before = text.substring(0, offset);
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        return new Mark(line, offset - (before.lastIndexOf('\n') + 1) + 1);
    }
}
