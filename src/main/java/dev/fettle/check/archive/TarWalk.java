package dev.fettle.check.archive;

import dev.fettle.check.archive.Unreadable.Damaged;
import dev.fettle.notation.Wording;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/// Walks a tar from header to header, past the bytes of every member, to its end: a block of zeros,
/// without which it was cut off. The forms are those of POSIX (ustar, pax) and of GNU.
final class TarWalk {
    static final int BLOCK = 512;

    private static final int NAME = 100;
    private static final int SIZE = 124;
    private static final int SIZE_LENGTH = 12;
    private static final int SUM = 148;
    private static final int SUM_LENGTH = 8;
    private static final int KIND = 156;

    /// In a sparse member of GNU's, whether a further block of its map follows.
    private static final int GNU_MORE = 482;

    private static final int GNU_STILL_MORE = 504;
    private static final int MOST_ATTRIBUTES = 1 << 20;

    private final InputStream in;
    private final Meter meter;
    private OptionalLong statedSize = OptionalLong.empty();

    private TarWalk(InputStream in, Meter meter) {
        this.in = in;
        this.meter = meter;
    }

    static void walk(InputStream in, Meter meter) throws IOException, Damaged {
        new TarWalk(meter.over(in), meter).walk();
    }

    static boolean isHeader(byte[] block) {
        return block.length >= BLOCK && !isEnd(block) && hasItsSum(block);
    }

    static boolean isEnd(byte[] block) {
        for (byte each : block) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }

    private void walk() throws IOException, Damaged {
        for (var header = block("its end"); !isEnd(header); header = block("its end")) {
            if (!hasItsSum(header)) {
                throw new Damaged(
                        "the header of member %d is damaged".formatted(meter.members() + 1));
            }
            member(header);
        }
        Archive.drain(in);
    }

    private void member(byte[] header) throws IOException, Damaged {
        var name = name(header);
        char kind = (char) header[KIND];
        long size = kind >= '1' && kind <= '6' ? 0 : statedSize.orElse(number(header));
        if (size < 0) {
            throw new Damaged("the size of %s makes no sense".formatted(name));
        }
        if (kind == 'x') {
            statedSize = attributes(size, name);
            return;
        }
        if (kind == 'S' && header[GNU_MORE] != 0) {
            while (block(name)[GNU_STILL_MORE] != 0) {
                meter.count(0);
            }
        }
        pass(size, name);
        if (kind != 'g' && kind != 'L' && kind != 'K') {
            statedSize = OptionalLong.empty();
            meter.member();
        }
    }

    /// Attributes of the member that follows; its size among them, where it did not fit.
    private OptionalLong attributes(long length, String name) throws IOException, Damaged {
        if (length > MOST_ATTRIBUTES) {
            throw new Damaged("the attributes of %s are too long".formatted(name));
        }
        var text = new String(exactly((int) length, name), StandardCharsets.UTF_8);
        pass((BLOCK - length % BLOCK) % BLOCK, 1, name);
        for (var line : text.split("\n", -1)) {
            int at = line.indexOf(" size=");
            if (at > 0 && line.substring(at + 6).matches("[0-9]{1,18}")) {
                return OptionalLong.of(Long.parseLong(line.substring(at + 6)));
            }
        }
        return OptionalLong.empty();
    }

    private void pass(long size, String name) throws IOException, Damaged {
        pass(size, BLOCK, name);
    }

    private void pass(long size, int unit, String name) throws IOException, Damaged {
        long left = size + (unit - size % unit) % unit;
        var piece = new byte[1 << 16];
        while (left > 0) {
            int got = in.read(piece, 0, (int) Math.min(piece.length, left));
            if (got < 0) {
                throw new Damaged("it ends within %s".formatted(name));
            }
            left -= got;
        }
    }

    private byte[] block(String before) throws IOException, Damaged {
        return exactly(BLOCK, before);
    }

    private byte[] exactly(int length, String what) throws IOException, Damaged {
        var bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new Damaged("it ends before %s".formatted(what));
        }
        return bytes;
    }

    private static boolean hasItsSum(byte[] header) {
        long plain = 0;
        long signed = 0;
        for (int i = 0; i < BLOCK; i++) {
            boolean blank = i >= SUM && i < SUM + SUM_LENGTH;
            plain += blank ? ' ' : header[i] & 0xff;
            signed += blank ? ' ' : header[i]; // as some old programs added
        }
        long stated = octal(header, SUM, SUM_LENGTH);
        return stated == plain || stated == signed;
    }

    private static long number(byte[] header) {
        if ((header[SIZE] & 0x80) == 0) {
            return octal(header, SIZE, SIZE_LENGTH);
        }
        long value = header[SIZE] & 0x7f;
        for (int i = SIZE + 1; i < SIZE + SIZE_LENGTH; i++) {
            if (value >>> 55 != 0) {
                return -1;
            }
            value = value << 8 | header[i] & 0xff;
        }
        return value;
    }

    /// Negative where it is no number.
    private static long octal(byte[] header, int from, int length) {
        long value = 0;
        for (int i = from; i < from + length; i++) {
            byte digit = header[i];
            if (digit >= '0' && digit <= '7') {
                value = value << 3 | digit - '0';
            } else if (digit != ' ' && digit != 0) {
                return -1;
            }
        }
        return value;
    }

    private static String name(byte[] header) {
        int end = 0;
        while (end < NAME && header[end] != 0) {
            end++;
        }
        return Wording.visible(new String(header, 0, end, StandardCharsets.UTF_8));
    }
}
