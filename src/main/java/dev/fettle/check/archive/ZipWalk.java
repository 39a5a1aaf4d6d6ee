package dev.fettle.check.archive;

import dev.fettle.check.archive.Unreadable.Damaged;
import dev.fettle.check.archive.Unreadable.Unread;
import dev.fettle.notation.Wording;
import io.airlift.compress.MalformedInputException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/// Walks a zip by the directory at its end, member by member: each is decoded and held against its
/// sum. The directory itself is read piece by piece, since it may be as large as the file.
final class ZipWalk {
    private static final int END_SIGN = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int LARGE_LOCATOR_SIGN = 0x07064b50;
    private static final int LARGE_LOCATOR_LENGTH = 20;
    private static final int LARGE_END_SIGN = 0x06064b50;
    private static final int LARGE_END_LENGTH = 56;
    private static final int ENTRY_SIGN = 0x02014b50;
    private static final int ENTRY_LENGTH = 46;
    private static final int LOCAL_SIGN = 0x04034b50;
    private static final int LOCAL_LENGTH = 30;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final long IN_LARGE = 0xffffffffL;

    private final FileChannel channel;
    private final Meter meter;

    ZipWalk(FileChannel channel, Meter meter) {
        this.channel = channel;
        this.meter = meter;
    }

    private record Directory(long at, long length, long count, long before) {}

    private record Entry(
            String name, int flags, int method, long sum, long packed, long size, long at) {}

    void walk() throws IOException, Unreadable {
        var directory = directory();
        long at = directory.at();
        for (long i = 0; i < directory.count(); i++) {
            var header = bytes(at, ENTRY_LENGTH, "its directory");
            if (header.getInt(0) != ENTRY_SIGN) {
                throw new Damaged("its directory is damaged at member %d".formatted(i + 1));
            }
            int name = header.getShort(28) & 0xffff;
            int extra = header.getShort(30) & 0xffff;
            var rest = bytes(at + ENTRY_LENGTH, name + extra, "its directory");
            member(entry(header, rest, name, directory.before()));
            at += ENTRY_LENGTH + name + extra + (header.getShort(32) & 0xffff);
        }
    }

    private Directory directory() throws IOException, Damaged {
        long size = channel.size();
        int tail = (int) Math.min(size, END_LENGTH + LONGEST_COMMENT);
        var bytes = bytes(size - tail, tail, "its end");
        for (int i = tail - END_LENGTH; i >= 0; i--) {
            if (bytes.getInt(i) == END_SIGN
                    && i + END_LENGTH + (bytes.getShort(i + 20) & 0xffff) <= tail) {
                return directory(size - tail + i, bytes, i);
            }
        }
        throw new Damaged("its end, which lists the members, is missing");
    }

    private Directory directory(long at, ByteBuffer bytes, int i) throws IOException, Damaged {
        long count = bytes.getShort(i + 10) & 0xffff;
        long length = bytes.getInt(i + 12) & IN_LARGE;
        long stated = bytes.getInt(i + 16) & IN_LARGE;
        long end = at;
        if (count == 0xffff || length == IN_LARGE || stated == IN_LARGE) {
            var locator = bytes(at - LARGE_LOCATOR_LENGTH, LARGE_LOCATOR_LENGTH, "its large end");
            if (locator.getInt(0) == LARGE_LOCATOR_SIGN) {
                end = locator.getLong(8);
                var large = bytes(end, LARGE_END_LENGTH, "its large end");
                if (large.getInt(0) != LARGE_END_SIGN) {
                    throw new Damaged("its end, which lists the members, is damaged");
                }
                count = large.getLong(32);
                length = large.getLong(40);
                stated = large.getLong(48);
            }
        }
        long before = end - length - stated; // a program that unpacks it, say
        if (length < 0 || stated < 0 || before < 0) {
            throw new Damaged("its end does not fit its directory; bytes are missing");
        }
        return new Directory(before + stated, length, count, before);
    }

    private static Entry entry(ByteBuffer header, ByteBuffer rest, int nameLength, long before)
            throws Damaged {
        var bytes = new byte[nameLength];
        rest.get(0, bytes);
        var name = Wording.visible(new String(bytes, StandardCharsets.UTF_8));
        long[] sizes = {
            header.getInt(24) & IN_LARGE, header.getInt(20) & IN_LARGE, header.getInt(42) & IN_LARGE
        };
        for (int i = nameLength; i + 4 <= rest.limit(); ) {
            int length = rest.getShort(i + 2) & 0xffff;
            int end = Math.min(rest.limit(), i + 4 + length);
            if (rest.getShort(i) == 1) {
                int from = i + 4;
                for (int s = 0; s < sizes.length; s++) {
                    if (sizes[s] == IN_LARGE && from + Long.BYTES <= end) {
                        sizes[s] = rest.getLong(from);
                        from += Long.BYTES;
                    }
                }
            }
            i += 4 + length;
        }
        if (sizes[0] < 0 || sizes[1] < 0 || sizes[2] < 0) {
            throw new Damaged("the sizes of %s make no sense".formatted(name));
        }
        return new Entry(
                name,
                header.getShort(8),
                header.getShort(10) & 0xffff,
                header.getInt(16) & IN_LARGE,
                sizes[1],
                sizes[0],
                before + sizes[2]);
    }

    private void member(Entry entry) throws IOException, Unreadable {
        var local = bytes(entry.at(), LOCAL_LENGTH, entry.name());
        if (local.getInt(0) != LOCAL_SIGN) {
            throw new Damaged("%s does not lie where the directory says".formatted(entry.name()));
        }
        if ((entry.flags() & 1) != 0) {
            throw new Unread("encrypted", "%s is encrypted".formatted(entry.name()));
        }
        long from =
                entry.at()
                        + LOCAL_LENGTH
                        + (local.getShort(26) & 0xffff)
                        + (local.getShort(28) & 0xffff);
        if (from + entry.packed() > channel.size()) {
            throw new Damaged("it ends within %s".formatted(entry.name()));
        }
        meter.member(entry.name());
        var part = new ChannelPart(channel, from, entry.packed());
        var inflater = new Inflater(true);
        try (var in = decoded(part, entry, inflater)) {
            hold(entry, in);
        } catch (Meter.Stop e) {
            throw e;
        } catch (EOFException | ZipException | MalformedInputException e) {
            throw damaged(entry);
        } catch (IOException e) {
            Archive.refused(e); // lets pass what the system says
            throw damaged(entry);
        } finally {
            inflater.end();
        }
    }

    private static InputStream decoded(InputStream part, Entry entry, Inflater inflater)
            throws IOException, Unread {
        return switch (entry.method()) {
            case STORED -> part;
            case DEFLATED -> new InflaterInputStream(part, inflater, 1 << 14);
            case 12 -> Archive.decoded(part, Packing.BZIP2);
            case 93 -> Archive.decoded(part, Packing.ZSTD);
            default ->
                    throw new Unread(
                            "unknown-method",
                            "%s is packed by a method (%d) that is not known here"
                                    .formatted(entry.name(), entry.method()));
        };
    }

    private void hold(Entry entry, InputStream in) throws IOException, Damaged {
        var sum = new CRC32();
        long before = meter.unpacked();
        Archive.drain(new CheckedInputStream(meter.over(in), sum));
        if (sum.getValue() != entry.sum() || meter.unpacked() - before != entry.size()) {
            throw damaged(entry);
        }
    }

    private static Damaged damaged(Entry entry) {
        return new Damaged("%s is damaged".formatted(entry.name()));
    }

    private ByteBuffer bytes(long at, int length, String what) throws IOException, Damaged {
        var bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (at >= 0 && bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) > 0) {
            meter.count(0);
        }
        if (bytes.hasRemaining()) {
            throw new Damaged("it ends before %s".formatted(what));
        }
        return bytes.flip();
    }
}
