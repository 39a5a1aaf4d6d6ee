package dev.fettle.platform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads what the kernel shows as files under `/proc`.
///
/// These have no size, so `Files.readAllBytes` begins with a single byte; and many of `/proc/sys`
/// answer the first read alone: 16384 comes out as 1. Here the first read is a large one.
final class ProcFile {

    private static final Path PROC = Path.of("/proc");

    private ProcFile() {}

    static byte[] bytes(String name) throws IOException {
        try (InputStream in = Files.newInputStream(PROC.resolve(name))) {
            return in.readAllBytes();
        }
    }

    /// For what the kernel writes itself, and each byte of what others put in.
    static String text(String name) throws IOException {
        return new String(bytes(name), StandardCharsets.ISO_8859_1);
    }
}
