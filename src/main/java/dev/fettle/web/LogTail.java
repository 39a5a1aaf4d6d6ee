package dev.fettle.web;

import dev.fettle.notation.Wording;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/// The end of a log.
///
/// @param text empty where there is no log any more
/// @param cut whether there is more before it
public record LogTail(String path, Optional<String> text, boolean cut) {
    private static final int LONGEST = 64 * 1024;

    /// Colours and the like, meant for a terminal.
    private static final Pattern ESCAPES = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]");

    private static final Pattern LINE_ENDS = Pattern.compile("\r\n|\r|\n");

    static LogTail of(Path log) throws IOException {
        var shown = Look.plain(log.toString());
        var compressed = log.resolveSibling(log.getFileName() + ".gz");
        if (isFile(log)) {
            return plain(shown, log);
        }
        if (isFile(compressed)) {
            return compressed(shown, compressed);
        }
        return new LogTail(shown, Optional.empty(), false);
    }

    private static LogTail plain(String shown, Path log) throws IOException {
        var options = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        try (var file = Files.newByteChannel(log, options)) {
            long start = Math.max(0, file.size() - LONGEST);
            file.position(start);
            var bytes = ByteBuffer.allocate(LONGEST);
            while (bytes.hasRemaining() && file.read(bytes) >= 0) {}
            return tail(shown, Arrays.copyOf(bytes.array(), bytes.position()), start > 0);
        }
    }

    /// Old logs are compressed and have to be read from their beginning.
    private static LogTail compressed(String shown, Path log) throws IOException {
        var options = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        try (InputStream file =
                new GZIPInputStream(Channels.newInputStream(Files.newByteChannel(log, options)))) {
            var former = new byte[0];
            var latest = file.readNBytes(LONGEST);
            long total = latest.length;
            while (latest.length == LONGEST) {
                var next = file.readNBytes(LONGEST);
                former = latest;
                latest = next;
                total += next.length;
            }
            var both = Arrays.copyOf(former, former.length + latest.length);
            System.arraycopy(latest, 0, both, former.length, latest.length);
            int start = Math.max(0, both.length - LONGEST);
            return tail(shown, Arrays.copyOfRange(both, start, both.length), total > LONGEST);
        }
    }

    /// @param cut whether the first line may be half of one
    private static LogTail tail(String shown, byte[] bytes, boolean cut) {
        var text = new String(bytes, StandardCharsets.UTF_8);
        if (cut && text.contains("\n")) {
            text = text.substring(text.indexOf('\n') + 1);
        }
        var lines =
                LINE_ENDS
                        .splitAsStream(ESCAPES.matcher(text).replaceAll(""))
                        .map(LogTail::visible)
                        .collect(Collectors.joining("\n"));
        return new LogTail(shown, Optional.of(lines), cut);
    }

    private static String visible(String line) {
        return Wording.visible(line.replace("\t", "    "));
    }

    private static boolean isFile(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }
}
