package dev.fettle.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Opens files for checks.
public final class Reading {
    private Reading() {}

    /// A regular file alone, since a pipe could keep the reader for ever; and by a channel, since
    /// the stream that `Files` gives does not end at an interrupt.
    public static InputStream open(Path file) throws IOException {
        return Channels.newInputStream(channel(file));
    }

    /// The same, to be read here and there.
    public static FileChannel channel(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("it is no regular file, or not there");
        }
        return FileChannel.open(file, StandardOpenOption.READ);
    }

    /// The first bytes, fewer where the file is shorter.
    public static byte[] head(Path file, int length) throws IOException {
        try (var in = open(file)) {
            return in.readNBytes(length);
        }
    }
}
