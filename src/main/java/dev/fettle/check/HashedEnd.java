package dev.fettle.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// A file whose last bytes are the SHA-1 of all before them.
final class HashedEnd {
    private static final int LENGTH = 20;
    private static final int PIECE = 1 << 16;

    private HashedEnd() {}

    /// @param from where what is hashed begins
    static boolean holds(FileChannel file, long from) throws IOException {
        long end = file.size() - LENGTH;
        if (end <= from) {
            return false;
        }
        var hash = sha1();
        var piece = ByteBuffer.allocate(PIECE);
        for (long at = from; at < end; ) {
            piece.clear().limit((int) Math.min(PIECE, end - at));
            int got = file.read(piece, at);
            if (got <= 0) {
                return false; // it was cut off meanwhile
            }
            hash.update(piece.flip());
            at += got;
        }
        return Arrays.equals(hash.digest(), SelfMeasured.bytes(file, end, LENGTH).array());
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
