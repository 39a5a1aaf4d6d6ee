package dev.fettle.check.image;

import com.drew.lang.ByteArrayReader;
import com.drew.lang.KeyValuePair;
import com.drew.lang.SequentialByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifReader;
import com.drew.metadata.photoshop.PhotoshopReader;
import com.drew.metadata.png.PngDirectory;
import com.drew.metadata.xmp.XmpReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// The texts of a PNG. ImageMagick keeps whole blocks of metadata in them, in hexadecimal (`Raw
/// profile type xmp`), and single values too (`exif:GPSLatitude`).
final class PngTexts {
    private static final String PROFILE = "Raw profile type ";
    private static final String EXIF = "Exif\0\0";

    private PngTexts() {}

    /// Adds what the blocks hold to the rest of the metadata.
    static void unpack(Metadata metadata) {
        for (var png : List.copyOf(metadata.getDirectoriesOfType(PngDirectory.class))) {
            for (var text : of(png)) {
                if (text.getKey().startsWith(PROFILE)) {
                    read(bytes(text.getValue().toString()), metadata);
                }
            }
        }
    }

    /// Whether one of them by itself says where the picture was taken.
    static boolean tellPlace(PngDirectory png) {
        return of(png).stream()
                .filter(t -> !t.getValue().toString().isBlank())
                .map(t -> t.getKey().toLowerCase(Locale.ROOT))
                .anyMatch(key -> key.contains("gpslatitude") || key.contains("gpslongitude"));
    }

    private static List<KeyValuePair> of(PngDirectory png) {
        var texts = new ArrayList<KeyValuePair>();
        if (png.getObject(PngDirectory.TAG_TEXTUAL_DATA) instanceof List<?> all) {
            all.forEach(each -> texts.add((KeyValuePair) each));
        }
        return texts;
    }

    private static void read(byte[] block, Metadata into) {
        var begin = new String(block, 0, Math.min(block.length, 6), StandardCharsets.ISO_8859_1);
        if (begin.equals(EXIF)) {
            new ExifReader().extract(new ByteArrayReader(block), into, EXIF.length());
        } else if (begin.startsWith("8BIM")) {
            new PhotoshopReader().extract(new SequentialByteArrayReader(block), block.length, into);
        } else {
            new XmpReader().extract(block, into);
        }
    }

    /// A line with the profile's name, one with its length, then the bytes; none where it is
    /// otherwise.
    private static byte[] bytes(String text) {
        var lines = text.strip().lines().toList();
        if (lines.size() < 3) {
            return new byte[0];
        }
        try {
            var digits = String.join("", lines.subList(2, lines.size()));
            return HexFormat.of().parseHex(digits.replace(" ", ""));
        } catch (IllegalArgumentException e) {
            return new byte[0]; // whatever it is, nobody reads a place from it
        }
    }
}
