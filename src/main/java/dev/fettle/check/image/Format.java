package dev.fettle.check.image;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The image formats that Fettle knows, by name and by first bytes.
public enum Format {
    JPEG("jpeg", "JPEG", "jpg", "jpeg", "jpe", "jfif"),
    PNG("png", "PNG", "png", "apng"),
    GIF("gif", "GIF", "gif"),
    WEBP("webp", "WebP", "webp"),
    TIFF("tiff", "TIFF", "tif", "tiff"),
    BMP("bmp", "BMP", "bmp", "dib"),
    AVIF("avif", "AVIF", "avif"),
    HEIC("heic", "HEIC", "heic", "heif");

    /// How many first bytes tell all of them apart.
    public static final int HEAD = 32;

    private static final List<String> HEIF_BRANDS =
            List.of("heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1");

    @SuppressWarnings("ImmutableEnumChecker") // a List.of never changes
    private final List<String> extensions;

    private final String word;
    private final String shown;

    Format(String word, String shown, String... extensions) {
        this.word = word;
        this.shown = shown;
        this.extensions = List.of(extensions);
    }

    /// As users write it: `jpeg`.
    public String word() {
        return word;
    }

    /// As sentences have it: `JPEG`.
    public String shown() {
        return shown;
    }

    /// Whether its data is walked here, without any program.
    public boolean isWalked() {
        return switch (this) {
            case JPEG, PNG, GIF, TIFF, BMP -> true;
            case WEBP, AVIF, HEIC -> false;
        };
    }

    public static Optional<Format> ofWord(String word) {
        return Arrays.stream(values()).filter(f -> f.word.equals(word)).findFirst();
    }

    /// What a file with this extension (lower case, no dot) claims to be.
    public static Optional<Format> ofExtension(String extension) {
        return Arrays.stream(values()).filter(f -> f.extensions.contains(extension)).findFirst();
    }

    /// What a file that begins so is; `head` may be short.
    public static Optional<Format> ofHead(byte[] head) {
        if (begins(head, 0, "\u00ff\u00d8\u00ff")) {
            return Optional.of(JPEG);
        }
        if (begins(head, 0, "\u0089PNG\r\n\u001a\n")) {
            return Optional.of(PNG);
        }
        if (begins(head, 0, "GIF87a") || begins(head, 0, "GIF89a")) {
            return Optional.of(GIF);
        }
        if (begins(head, 0, "RIFF") && begins(head, 8, "WEBP")) {
            return Optional.of(WEBP);
        }
        if (begins(head, 0, "II*\0")
                || begins(head, 0, "MM\0*")
                || begins(head, 0, "II+\0")
                || begins(head, 0, "MM\0+")) {
            return Optional.of(TIFF);
        }
        if (isBmp(head)) {
            return Optional.of(BMP);
        }
        return begins(head, 4, "ftyp") ? brand(head) : Optional.empty();
    }

    private static Optional<Format> brand(byte[] head) {
        if (begins(head, 8, "avif") || begins(head, 8, "avis")) {
            return Optional.of(AVIF);
        }
        boolean heif = HEIF_BRANDS.stream().anyMatch(b -> begins(head, 8, b));
        // mif1 says only "an image": an AVIF may lead with it and name itself among the compatible
        // brands.
        boolean avif = heif && (begins(head, 16, "avif") || begins(head, 20, "avif"));
        return heif ? Optional.of(avif ? AVIF : HEIC) : Optional.empty();
    }

    /// "BM" alone begins many a text: the size of the header that follows must be one that exists.
    private static boolean isBmp(byte[] head) {
        if (!begins(head, 0, "BM") || head.length < 18) {
            return false;
        }
        int header = (head[14] & 0xff) | ((head[15] & 0xff) << 8);
        boolean known =
                switch (header) {
                    case 12, 16, 40, 52, 56, 64, 108, 124 -> true;
                    default -> false;
                };
        return known && head[16] == 0 && head[17] == 0;
    }

    private static boolean begins(byte[] head, int at, String text) {
        if (head.length < at + text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if ((head[at + i] & 0xff) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
