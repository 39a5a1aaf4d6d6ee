package dev.fettle.check;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;

/// What a file is by its first bytes.
public record Content(MediaType type) {
    /// What is said of bytes without any sign.
    public static final String UNKNOWN = "application/octet-stream";

    public static Content of(Path file) throws IOException {
        // Without a name in the metadata the detector has nothing but the content to go by.
        try (var in = new BufferedInputStream(Reading.open(file))) {
            return new Content(
                    MimeTypes.getDefaultMimeTypes().detect(in, new Metadata()).getBaseType());
        }
    }

    /// Whether it is of this type, or one that is a kind of it: an SVG is XML too.
    public boolean is(String wanted) {
        var registry = MimeTypes.getDefaultMimeTypes().getMediaTypeRegistry();
        if (wanted.endsWith("/*")) {
            return isAmong(wanted.substring(0, wanted.length() - 1), type);
        }
        var other = registry.normalize(MediaType.parse(wanted));
        return registry.isInstanceOf(registry.normalize(type), other);
    }

    /// Whether it may be of this type, as far as the first bytes tell: an e-book begins as any zip
    /// does, a table as any text. JSON begins as any text too, but there `json` says more.
    boolean mayBe(String wanted) {
        if (wanted.endsWith("/*") || type.equals(MediaType.OCTET_STREAM)) {
            return false;
        }
        var registry = MimeTypes.getDefaultMimeTypes().getMediaTypeRegistry();
        var other = registry.normalize(MediaType.parse(wanted));
        boolean plain = type.equals(MediaType.TEXT_PLAIN);
        return registry.isSpecializationOf(other, registry.normalize(type))
                && (!plain || isLooseText(other));
    }

    private static boolean isLooseText(MediaType type) {
        return type.getType().equals("text") && !type.equals(MediaType.TEXT_HTML);
    }

    private static boolean isAmong(String prefix, MediaType type) {
        var registry = MimeTypes.getDefaultMimeTypes().getMediaTypeRegistry();
        for (var each = type; each != null; each = registry.getSupertype(each)) {
            if (each.toString().startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
