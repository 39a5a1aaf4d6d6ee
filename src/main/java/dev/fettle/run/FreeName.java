package dev.fettle.run;

import dev.fettle.platform.FileId;
import dev.fettle.platform.PathBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/// A name in a folder that nothing has yet: `photo.jpg`, `photo-2.jpg`, … No longer than a file
/// system takes it: what is too long loses the end of its stem.
final class FreeName {
    /// The most bytes that a name may have.
    static final int LONGEST = 255;

    private static final int MOST_TRIES = 10_000;

    private FreeName() {}

    /// @param longest the most bytes that this name may have
    static Path in(Path folder, Path input, int longest) throws IOException {
        var name = PathBytes.of(input.getFileName());
        for (int n = 1; n <= MOST_TRIES; n++) {
            var suffix = n == 1 ? "" : "-" + n;
            var path = folder.resolve(PathBytes.path(fitting(name, suffix, longest)));
            if (FileId.of(path).isEmpty()) {
                return path;
            }
        }
        throw new IOException(
                "no free name for %s in %s"
                        .formatted(PathBytes.shown(input.getFileName()), PathBytes.shown(folder)));
    }

    private static byte[] fitting(byte[] name, String suffix, int longest) {
        var middle = suffix.getBytes(StandardCharsets.US_ASCII);
        int dot = startOfExtension(name);
        if (name.length - dot + middle.length >= longest) {
            dot = name.length; // what is so long is no extension
        }
        int stem = Math.min(dot, longest - middle.length - (name.length - dot));
        while (stem > 0 && stem < dot && (name[stem] & 0xC0) == 0x80) {
            stem--; // not in the midst of a letter
        }
        var fitting = Arrays.copyOf(name, stem + middle.length + name.length - dot);
        System.arraycopy(middle, 0, fitting, stem, middle.length);
        System.arraycopy(name, dot, fitting, stem + middle.length, name.length - dot);
        return fitting;
    }

    private static int startOfExtension(byte[] name) {
        for (int i = name.length - 1; i > 0; i--) {
            if (name[i] == '.') {
                return i;
            }
        }
        return name.length;
    }
}
