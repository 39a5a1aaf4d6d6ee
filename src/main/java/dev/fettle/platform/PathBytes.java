package dev.fettle.platform;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/// A path as what it is on Linux: bytes.
///
/// A `Path` keeps the bytes that the kernel gave it, but its string does not where they are no
/// UTF-8. Here they come out and go in unchanged, whatever locale the JVM runs under.
public final class PathBytes {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final boolean NAMES_ARE_UTF8 =
            "UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding", ""));

    /// Anything below a file that is no folder: `toUri` looks at what it converts, and this ends
    /// that look at once.
    private static final Path NOWHERE = Path.of("/dev/null");

    private static final int NOWHERE_LENGTH = "/dev/null/".length();

    private PathBytes() {}

    /// The bytes of a path, relative or absolute, as the kernel would be handed them.
    public static byte[] of(Path path) {
        String text = path.toString();
        if (isFaithful(text)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        byte[] unescaped = unescape(NOWHERE.resolve(withoutRoot(path)).toUri().getRawPath());
        int start = path.isAbsolute() ? NOWHERE_LENGTH - 1 : NOWHERE_LENGTH;
        byte[] bytes = new byte[unescaped.length - start];
        System.arraycopy(unescaped, start, bytes, 0, bytes.length);
        return bytes;
    }

    /// The path with these bytes.
    public static Path path(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (isFaithful(text)) {
            return Path.of(text);
        }
        boolean absolute = bytes.length > 0 && bytes[0] == '/';
        Path path = Path.of(URI.create("file:///" + escape(bytes)));
        return absolute ? path : withoutRoot(path);
    }

    /// The names alone; the root has none. (`relativize` would resolve `..` on the way.)
    static Path withoutRoot(Path path) {
        int names = path.getNameCount();
        return names == 0 ? Path.of("") : path.subpath(0, names);
    }

    /// The path for a reader: UTF-8 as it is, each byte that is none as `\xNN`. Control characters
    /// stay.
    public static String shown(Path path) {
        String text = path.toString();
        return isFaithful(text) ? text : shown(of(path));
    }

    /// Whether the name can be written as UTF-8 without loss.
    public static boolean isUtf8(Path path) {
        return isFaithful(path.toString()) || isUtf8(of(path));
    }

    /// Bytes for a reader, as with `shown(Path)`.
    static String shown(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        StringBuilder shown = new StringBuilder(bytes.length);
        while (in.hasRemaining()) {
            boolean broken = decoder.reset().decode(in, out, true).isError();
            shown.append(out.flip());
            out.clear();
            if (broken) {
                shown.append("\\x").append(HEX.toHexDigits(in.get()));
            }
        }
        return shown.toString();
    }

    private static boolean isUtf8(byte[] bytes) {
        CharBuffer out = CharBuffer.allocate(bytes.length);
        return !StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes), out, true)
                .isError();
    }

    /// Whether string and bytes stand for each other: no character took the place of something
    /// unreadable.
    private static boolean isFaithful(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\uFFFD' || (c >= 0x80 && !NAMES_ARE_UTF8)) {
                return false;
            }
        }
        return true;
    }

    private static byte[] unescape(String raw) {
        var bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                bytes.write(HexFormat.fromHexDigits(raw, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toByteArray();
    }

    /// Leading and doubled slashes go: a URI would take them for a host.
    private static String escape(byte[] bytes) {
        var escaped = new StringBuilder(bytes.length * 3);
        byte before = '/';
        for (byte b : bytes) {
            if (b != '/') {
                escaped.append('%').append(HEX.toHexDigits(b));
            } else if (before != '/') {
                escaped.append('/');
            }
            before = b;
        }
        return escaped.toString();
    }
}
