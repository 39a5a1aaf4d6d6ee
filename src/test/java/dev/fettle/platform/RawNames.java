package dev.fettle.platform;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Names that break what takes names for text.
final class RawNames {

    /// `caf\xE9.jpg`: Latin-1, no UTF-8.
    static final byte[] LATIN = {'c', 'a', 'f', (byte) 0xE9, '.', 'j', 'p', 'g'};

    private RawNames() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Each is one name in a folder.
    static List<byte[]> all() {
        return List.of(
                bytes("plain.jpg"),
                LATIN,
                bytes("日本.jpg"),
                bytes("a \uFFFD that is meant"),
                bytes("line\nend"),
                bytes("100%25 %C3"),
                bytes("-rf"),
                bytes("  blanks  "),
                bytes("$(touch x)'\"`\\"),
                new byte[] {(byte) 0xC3},
                new byte[] {(byte) 0xC3, '(', 1, 0x7F, (byte) 0xFF},
                bytes("?query#part"));
    }

    static Path in(Path folder, byte[] name) {
        return folder.resolve(PathBytes.path(name));
    }
}
