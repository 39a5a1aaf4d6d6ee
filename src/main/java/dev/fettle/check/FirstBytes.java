package dev.fettle.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A file that belongs to no [Family], looked at only to be able to say what is usual: a table that
/// turned into a page of HTML.
final class FirstBytes {
    private static final Set<String> LINES = Set.of("csv", "tsv", "jsonl", "ndjson");
    private static final List<String> PAGES = List.of("<!doctype html", "<html");
    private static final List<String> OBJECTS = List.of("{\"", "[{", "[\"");
    private static final int HEAD = 512;
    private static final int PIECE = 1 << 16;

    private FirstBytes() {}

    /// Notes what it is, and how many lines a table has that is named like one.
    ///
    /// @throws IOException where it cannot be read
    static void look(Path file, String extension, Evidence evidence) throws IOException {
        var word = word(Reading.head(file, HEAD));
        var rows =
                LINES.contains(extension)
                        ? lines(file, evidence.occasion())
                        : Optional.<Long>empty();
        rows.ifPresentOrElse(
                n -> evidence.seen().rows(file, word, n), () -> evidence.seen().type(file, word));
    }

    static String word(byte[] head) {
        if (head.length > 1
                && (head[0] == (byte) 0xff && head[1] == (byte) 0xfe
                        || head[0] == (byte) 0xfe && head[1] == (byte) 0xff)) {
            return "UTF-16 text";
        }
        var text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.chars().anyMatch(c -> c < ' ' && "\t\n\r\f\u001b".indexOf(c) < 0)) {
            return "data";
        }
        var start = text.strip().toLowerCase(Locale.ROOT);
        if (PAGES.stream().anyMatch(start::startsWith)) {
            return "HTML";
        }
        return OBJECTS.stream().anyMatch(start::startsWith) ? "JSON" : "text";
    }

    /// Empty where there is no time to count them.
    private static Optional<Long> lines(Path file, Occasion occasion) throws IOException {
        long lines = 0;
        byte last = '\n';
        var piece = ByteBuffer.allocate(PIECE);
        try (var channel = Reading.channel(file)) {
            while (channel.read(piece.clear()) > 0) {
                if (occasion.isLate()) {
                    return Optional.empty();
                }
                for (int i = 0; i < piece.position(); i++) {
                    lines += piece.get(i) == '\n' ? 1 : 0;
                }
                last = piece.get(piece.position() - 1);
            }
        }
        return Optional.of(last == '\n' ? lines : lines + 1);
    }
}
