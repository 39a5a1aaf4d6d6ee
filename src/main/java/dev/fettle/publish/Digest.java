package dev.fettle.publish;

import dev.fettle.platform.Hash;
import dev.fettle.platform.PathBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// SHA-256, in lower-case hex.
final class Digest {
    private Digest() {}

    /// Of a file's content, read piece by piece; of a link, of the text that says where it leads.
    static String of(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            return of(PathBytes.of(Files.readSymbolicLink(file)));
        }
        return Hash.sha256(file).hex();
    }

    static String of(byte[] bytes) {
        return Hash.sha256(bytes).hex();
    }
}
