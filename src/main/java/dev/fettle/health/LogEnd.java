package dev.fettle.health;

import dev.fettle.history.LogRetention;
import dev.fettle.notation.Wording;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// The last lines of a log, fit for a mail: few, short, and unable to repaint a terminal.
final class LogEnd {
    private static final int LINES = 20;
    private static final int LONGEST_LINE = 400;
    private static final int BYTES = 64_000;

    private LogEnd() {}

    /// Empty where there is no log, or nothing in it.
    static String of(Path log) throws IOException {
        var file = LogRetention.find(log);
        byte[] end;
        try {
            end = file.toString().endsWith(".gz") ? endOfCompressed(file) : end(file);
        } catch (NoSuchFileException e) {
            return "";
        }
        var lines = new String(end, StandardCharsets.UTF_8).lines().map(LogEnd::shown).toList();
        return String.join("\n", newest(lines)).stripTrailing();
    }

    private static List<String> newest(List<String> lines) {
        return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
    }

    private static String shown(String line) {
        var shown = Wording.visible(line.replace('\t', ' ').stripTrailing());
        return shown.length() <= LONGEST_LINE ? shown : shown.substring(0, LONGEST_LINE) + "…";
    }

    private static byte[] end(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            channel.position(Math.max(0, size - BYTES));
            return Channels.newInputStream(channel).readNBytes(BYTES);
        }
    }

    private static byte[] endOfCompressed(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            var kept = new byte[0];
            for (var next = in.readNBytes(BYTES); next.length > 0; next = in.readNBytes(BYTES)) {
                var joined = new byte[Math.min(BYTES, kept.length + next.length)];
                int old = joined.length - next.length;
                System.arraycopy(kept, kept.length - old, joined, 0, old);
                System.arraycopy(next, 0, joined, old, next.length);
                kept = joined;
            }
            return kept;
        }
    }
}
