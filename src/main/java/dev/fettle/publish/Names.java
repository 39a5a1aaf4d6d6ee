package dev.fettle.publish;

import dev.fettle.platform.PathBytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/// Names made from names. Names are bytes: what is no UTF-8 stays as it is.
final class Names {
    private Names() {}

    /// `photo.jpg` → `photo.jpg.half`.
    static Path with(Path path, String suffix) {
        var name = PathBytes.of(path.getFileName());
        return path.resolveSibling(
                PathBytes.path(joined(name, suffix.getBytes(StandardCharsets.UTF_8))));
    }

    /// `photo.jpg` → `photo-2.jpg`, `site.tar.gz` → `site-2.tar.gz`.
    static Path numbered(Path path, int number) {
        var name = PathBytes.of(path.getFileName());
        int dot = startOfExtension(name);
        var stem = Arrays.copyOfRange(name, 0, dot);
        var rest = Arrays.copyOfRange(name, dot, name.length);
        var middle = ("-" + number).getBytes(StandardCharsets.US_ASCII);
        return path.resolveSibling(PathBytes.path(joined(joined(stem, middle), rest)));
    }

    /// What two names have in common that a file system takes for one: case, and how an accent is
    /// composed.
    static String folded(Path path) {
        var upper = PathBytes.shown(path).toUpperCase(Locale.ROOT);
        return Normalizer.normalize(upper.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }

    private static int startOfExtension(byte[] name) {
        int dot = lastDot(name, name.length);
        int before = dot > 0 ? lastDot(name, dot) : -1;
        boolean isTar =
                before > 0
                        && new String(name, before, dot - before, StandardCharsets.ISO_8859_1)
                                .equals(".tar");
        if (isTar) {
            return before;
        }
        return dot > 0 ? dot : name.length;
    }

    private static int lastDot(byte[] name, int end) {
        for (int i = end - 1; i >= 0; i--) {
            if (name[i] == '.') {
                return i;
            }
        }
        return -1;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        var both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
