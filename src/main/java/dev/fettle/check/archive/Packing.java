package dev.fettle.check.archive;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The forms of archives and of compressed files that are read here.
public enum Packing {
    ZIP("zip", "zip", "jar", "war", "epub", "docx", "xlsx", "pptx", "odt", "ods", "odp", "cbz"),
    TAR("tar", "tar"),
    GZIP("gzip", "gz", "tgz"),
    BZIP2("bzip2", "bz2", "tbz", "tbz2"),
    XZ("xz", "xz", "txz"),
    ZSTD("Zstandard", "zst", "tzst"),
    SEVEN_ZIP("7z", "7z");

    /// So many first bytes tell it.
    public static final int HEAD = TarHeader.BLOCK;

    private final String shown;
    private final List<String> extensions;

    Packing(String shown, String... extensions) {
        this.shown = shown;
        this.extensions = List.of(extensions);
    }

    public String shown() {
        return shown;
    }

    public static Optional<Packing> ofExtension(String extension) {
        return Arrays.stream(values()).filter(p -> p.extensions.contains(extension)).findFirst();
    }

    /// By the first bytes.
    public static Optional<Packing> of(byte[] head) {
        if (begins(head, 'P', 'K', 3, 4) || begins(head, 'P', 'K', 5, 6)) {
            return Optional.of(ZIP);
        }
        if (begins(head, 0x1f, 0x8b, 8)) {
            return Optional.of(GZIP);
        }
        if (begins(head, 'B', 'Z', 'h') && head.length > 3 && head[3] >= '1' && head[3] <= '9') {
            return Optional.of(BZIP2);
        }
        if (begins(head, 0xfd, '7', 'z', 'X', 'Z', 0)) {
            return Optional.of(XZ);
        }
        if (begins(head, 0x28, 0xb5, 0x2f, 0xfd)) {
            return Optional.of(ZSTD);
        }
        if (begins(head, '7', 'z', 0xbc, 0xaf, 0x27, 0x1c)) {
            return Optional.of(SEVEN_ZIP);
        }
        return TarHeader.isOne(head) ? Optional.of(TAR) : Optional.empty();
    }

    /// Whether a compressed file of this name is said to hold a tar.
    static boolean saysTar(String name) {
        return name.matches("(?i).*\\.(tar\\.[a-z0-9]+|tgz|tbz2?|txz|tzst)");
    }

    private static boolean begins(byte[] head, int... signs) {
        if (head.length < signs.length) {
            return false;
        }
        for (int i = 0; i < signs.length; i++) {
            if ((head[i] & 0xff) != signs[i]) {
                return false;
            }
        }
        return true;
    }
}
