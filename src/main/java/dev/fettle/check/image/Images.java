package dev.fettle.check.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Looks at image files. Nothing here keeps more of an image in memory than one small buffer.
public final class Images {
    /// So many at the end are no coincidence.
    private static final int ZEROS = 512;

    private final Decoders decoders;

    /// @param path where programs are looked for, as in PATH
    public Images(String path) {
        this.decoders = new Decoders(path);
    }

    /// What the first bytes say it is.
    public static Optional<Format> format(Path file) throws IOException {
        return Format.ofHead(head(file));
    }

    /// The programs of which one is needed for a format, as they should be told.
    public static String programs(Format format) {
        return Decoders.names(format);
    }

    public Look look(Path file) throws IOException, InterruptedException {
        byte[] head = head(file);
        var format = Format.ofHead(head);
        return format.isEmpty() ? new Look.NoImage(seems(head)) : walk(file, format.get());
    }

    private Look walk(Path file, Format format) throws IOException, InterruptedException {
        try (var in = Bytes.open(file)) {
            return switch (format) {
                case JPEG -> new Look.Whole(JpegWalk.walk(in));
                case PNG -> new Look.Whole(PngWalk.walk(in));
                case GIF -> new Look.Whole(GifWalk.walk(in));
                case TIFF -> new Look.Whole(TiffWalk.walk(in));
                case BMP -> new Look.Whole(BmpWalk.walk(in));
                case WEBP -> {
                    var container = WebpWalk.walk(in);
                    yield decoders.decode(file, container.picture(), container.animated());
                }
                case AVIF, HEIC -> decoders.decode(file, HeifWalk.walk(in, format), false);
            };
        } catch (Damaged e) {
            return new Look.Broken(format, e.code(), e.detail() + ending(file));
        } catch (BeyondWalk e) {
            return decoders.decode(file, new Picture(format, 0, 0, true, 0), false);
        }
    }

    /// Names what a copy that broke off, or a disk that lost its cache, often leaves behind.
    private static String ending(Path file) throws IOException {
        try (var in = Bytes.open(file)) {
            long from = in.size() - ZEROS;
            if (from > 0) {
                in.seek(from);
                return Arrays.equals(in.head(ZEROS), new byte[ZEROS]) ? "; it ends in zeros" : "";
            }
            return "";
        } catch (Damaged e) {
            return ""; // it became shorter meanwhile
        }
    }

    private static byte[] head(Path file) throws IOException {
        try (var in = Bytes.open(file)) {
            return in.head(Format.HEAD);
        }
    }

    private static String seems(byte[] head) {
        var text = new String(head, StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
        if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
            return "an HTML page";
        }
        if (text.startsWith("<?xml") || text.startsWith("<svg")) {
            return "XML";
        }
        if (text.startsWith("%pdf")) {
            return "a PDF";
        }
        boolean readable =
                text.chars().allMatch(c -> (c >= 0x20 && c != 0x7f) || Character.isWhitespace(c));
        return readable ? "text" : "something else";
    }
}
