package dev.fettle.platform;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// A SHA-256 in lower-case hex, and how many bytes it is of.
public record Hash(String hex, long size) {
    private static final int BUFFER = 64 * 1024;

    /// After so many bytes it is worth while to have OpenSSL loaded.
    private static final int MANY = 256 * 1024;

    /// Up to here the JDK is as fast.
    private static final int SMALL = 1024;

    private static final AtomicLong READ = new AtomicLong();

    /// Reads the file once, in pieces: its size does not matter for the memory it takes.
    public static Hash sha256(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long expected = channel.size();
            var fast =
                    expected <= SMALL || READ.addAndGet(expected) < MANY
                            ? Optional.<LibCrypto>empty()
                            : LibCrypto.ofThisMachine();
            int pieces = Math.clamp(expected + 1, 512, BUFFER);
            return fast.isPresent() ? fast.get().sha256(channel, pieces) : slow(channel, pieces);
        }
    }

    public static Hash sha256(byte[] bytes) {
        return new Hash(HexFormat.of().formatHex(digest().digest(bytes)), bytes.length);
    }

    static Hash slow(ReadableByteChannel channel, int pieces) throws IOException {
        var digest = digest();
        long size = 0;
        var buffer = ByteBuffer.allocate(pieces);
        while (channel.read(buffer) >= 0) {
            buffer.flip();
            size += buffer.remaining();
            digest.update(buffer);
            buffer.clear();
        }
        return new Hash(HexFormat.of().formatHex(digest.digest()), size);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
