package dev.fettle.check.archive;

import dev.fettle.check.archive.Unreadable.Damaged;
import dev.fettle.check.archive.Unreadable.Unread;
import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.apache.commons.compress.MemoryLimitException;
import org.apache.commons.compress.PasswordRequiredException;
import org.apache.commons.compress.archivers.sevenz.SevenZFile;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.tukaani.xz.XZInputStream;

/// Reads an archive, every member of it, and all that a compressed file holds.
public final class Archive {
    /// What `xz -9` needs, and a little more; beyond it are settings that hardly anybody uses.
    private static final int MOST_KIB = 66 << 10;

    private static final int PIECE = 1 << 16;

    /// Decoders that may need much memory take turns.
    private static final Semaphore ROOM = new Semaphore(1);

    private Archive() {}

    /// @param members 1 for a compressed file that is no archive
    public record Contents(long members, long bytes) {}

    /// @param name the file's, which may promise a tar within
    /// @param late whether time is over
    public static Contents read(
            FileChannel channel,
            Packing packing,
            String name,
            BooleanSupplier late,
            Witness witness)
            throws IOException, InterruptedException, Unreadable {
        return read(channel, packing, name, late, witness, Members.NOBODY);
    }

    /// The same of a tar, packed or not, whose members somebody wants to know.
    public static Contents tar(FileChannel channel, Packing packing, Members members)
            throws IOException, InterruptedException, Unreadable {
        if (packing == Packing.ZIP || packing == Packing.SEVEN_ZIP) {
            throw new Damaged("it is no tar, but a " + packing.shown());
        }
        return read(channel, packing, "packed.tar.gz", () -> false, Witness.NONE, members);
    }

    private static Contents read(
            FileChannel channel,
            Packing packing,
            String name,
            BooleanSupplier late,
            Witness witness,
            Members members)
            throws IOException, InterruptedException, Unreadable {
        var meter = new Meter(channel.size(), late, witness);
        boolean large =
                packing == Packing.XZ || packing == Packing.SEVEN_ZIP || packing == Packing.ZSTD;
        if (large) {
            ROOM.acquire();
        }
        try {
            read(channel, packing, name, meter, members);
            return new Contents(meter.members(), meter.unpacked());
        } catch (Meter.Stop e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw e.why();
        } finally {
            if (large) {
                ROOM.release();
            }
        }
    }

    private static void read(
            FileChannel channel, Packing packing, String name, Meter meter, Members members)
            throws IOException, Unreadable {
        switch (packing) {
            case ZIP -> new ZipWalk(channel, meter).walk();
            case SEVEN_ZIP -> sevenZip(channel, meter);
            case TAR -> TarWalk.walk(raw(channel), meter, members);
            case GZIP, BZIP2, XZ, ZSTD -> compressed(channel, packing, name, meter, members);
        }
    }

    private static InputStream raw(FileChannel channel) {
        return new BufferedInputStream(Channels.newInputStream(channel), PIECE);
    }

    private static void compressed(
            FileChannel channel, Packing packing, String name, Meter meter, Members members)
            throws IOException, Unreadable {
        try (var in = new BufferedInputStream(decoded(raw(channel), packing), PIECE)) {
            in.mark(TarHeader.BLOCK);
            var head = in.readNBytes(TarHeader.BLOCK);
            in.reset();
            if (TarHeader.isOne(head)) {
                TarWalk.walk(in, meter, members);
            } else if (Packing.saysTar(name) && head.length > 0 && !TarHeader.isEnd(head)) {
                throw new Damaged("what it holds is no tar");
            } else if (head.length > 0 && !Packing.saysTar(name)) {
                meter.member(name);
                drain(meter.toldOver(in));
            }
            drain(meter.over(in));
        } catch (Meter.Stop e) {
            throw e;
        } catch (org.tukaani.xz.MemoryLimitException e) {
            throw new Unread("too-large", "it needs more memory to be read than is given here");
        } catch (EOFException e) {
            throw new Damaged("it ends too early");
        } catch (MalformedInputException e) {
            throw new Damaged(first(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            throw refused(e);
        }
    }

    static InputStream decoded(InputStream in, Packing packing) throws IOException {
        return switch (packing) {
            case GZIP ->
                    GzipCompressorInputStream.builder()
                            .setInputStream(in)
                            .setDecompressConcatenated(true)
                            .get();
            case BZIP2 -> new BZip2CompressorInputStream(in, true);
            case XZ -> new XZInputStream(in, MOST_KIB);
            case ZSTD -> new ZstdInputStream(new ZstdFrames(in));
            case ZIP, TAR, SEVEN_ZIP -> throw new IllegalArgumentException("no stream: " + packing);
        };
    }

    private static void sevenZip(FileChannel channel, Meter meter) throws IOException, Unreadable {
        try (var file =
                SevenZFile.builder()
                        .setSeekableByteChannel(channel)
                        .setMaxMemoryLimitKiB(MOST_KIB)
                        .get()) {
            for (var entry = file.getNextEntry(); entry != null; entry = file.getNextEntry()) {
                meter.member(String.valueOf(entry.getName()));
                if (entry.hasStream()) {
                    drain(meter.over(file.getInputStream(entry)));
                }
            }
        } catch (Meter.Stop e) {
            throw e;
        } catch (PasswordRequiredException e) {
            throw new Unread("encrypted", "it cannot be read without its password");
        } catch (MemoryLimitException | org.tukaani.xz.MemoryLimitException e) {
            throw new Unread("too-large", "it needs more memory to be read than is given here");
        } catch (IOException e) {
            throw refused(e);
        } catch (RuntimeException e) { // how this decoder takes headers that make no sense
            throw new Damaged(first(e.toString()));
        }
    }

    /// What a decoder says of the bytes is damage; what the system says of the file is not.
    static Unreadable refused(IOException e) throws IOException {
        if (e instanceof java.nio.file.FileSystemException
                || e instanceof java.nio.channels.ClosedChannelException
                || "Input/output error".equals(e.getMessage())) {
            throw e;
        }
        return new Damaged(first(String.valueOf(e.getMessage())));
    }

    static void drain(InputStream in) throws IOException {
        var piece = new byte[PIECE];
        int got;
        do {
            got = in.read(piece);
        } while (got >= 0);
    }

    private static String first(String said) {
        return said.lines().findFirst().orElse("").strip();
    }
}
