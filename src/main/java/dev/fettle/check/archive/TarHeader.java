package dev.fettle.check.archive;

import dev.fettle.notation.Wording;
import dev.fettle.platform.PathBytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/// The block that stands before each member of a tar.
final class TarHeader {
    static final int BLOCK = 512;

    private static final int NAME = 100;
    private static final int SIZE = 124;
    private static final int MODIFIED = 136;
    private static final int NUMBER = 12;
    private static final int SUM = 148;
    private static final int SUM_LENGTH = 8;
    private static final int KIND = 156;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;
    private static final int PREFIX_LENGTH = 155;

    /// In a sparse member of GNU's: its map, whether a further block of it follows, and the size of
    /// the file.
    private static final int GNU_MAP = 386;

    private static final int GNU_PLACES = 4;
    private static final int GNU_MORE = 482;
    private static final int GNU_SIZE = 483;

    private final byte[] block;

    TarHeader(byte[] block) {
        this.block = block;
    }

    static boolean isOne(byte[] block) {
        return block.length >= BLOCK && !isEnd(block) && new TarHeader(block).hasItsSum();
    }

    static boolean isEnd(byte[] block) {
        for (byte each : block) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }

    boolean isEnd() {
        return isEnd(block);
    }

    char kind() {
        return (char) block[KIND];
    }

    /// Links, devices and folders have none, whatever their size says.
    boolean hasContent() {
        return kind() < '1' || kind() > '6';
    }

    TarMember.Kind memberKind() {
        return switch (kind()) {
            case '0', '\0', '7', 'S' ->
                    endsWithSlash() ? TarMember.Kind.FOLDER : TarMember.Kind.FILE;
            case '1' -> TarMember.Kind.TWIN;
            case '2' -> TarMember.Kind.LINK;
            case '5', 'D' -> TarMember.Kind.FOLDER;
            default -> TarMember.Kind.OTHER;
        };
    }

    /// How the oldest programs marked a folder.
    private boolean endsWithSlash() {
        int end = end(0, NAME);
        return end > 0 && block[end - 1] == '/';
    }

    /// Negative where it is no number.
    long size() {
        return number(block, SIZE);
    }

    long modified() {
        return number(block, MODIFIED);
    }

    boolean isSparse() {
        return kind() == 'S';
    }

    void placesInto(Placing.Map map) {
        map.add(block, GNU_MAP, GNU_PLACES);
    }

    boolean hasMorePlaces() {
        return block[GNU_MORE] != 0;
    }

    long sparseSize() {
        return number(block, GNU_SIZE);
    }

    Path name() {
        var name = Arrays.copyOf(block, end(0, NAME));
        int prefix = end(PREFIX, PREFIX_LENGTH) - PREFIX;
        if (prefix == 0 || !isPosix()) {
            return PathBytes.path(name);
        }
        var whole = Arrays.copyOfRange(block, PREFIX, PREFIX + prefix + 1 + name.length);
        whole[prefix] = '/';
        System.arraycopy(name, 0, whole, prefix + 1, name.length);
        return PathBytes.path(whole);
    }

    /// GNU keeps other things where POSIX has the first part of a long name.
    private boolean isPosix() {
        return new String(block, MAGIC, 6, StandardCharsets.ISO_8859_1).equals("ustar\0");
    }

    /// For messages; the header may be damaged.
    String shownName() {
        return Wording.visible(new String(block, 0, end(0, NAME), StandardCharsets.UTF_8));
    }

    private int end(int from, int length) {
        int end = from;
        while (end < from + length && block[end] != 0) {
            end++;
        }
        return end;
    }

    boolean hasItsSum() {
        long plain = 0;
        long signed = 0;
        for (int i = 0; i < BLOCK; i++) {
            boolean blank = i >= SUM && i < SUM + SUM_LENGTH;
            plain += blank ? ' ' : block[i] & 0xff;
            signed += blank ? ' ' : block[i]; // as some old programs added
        }
        long stated = octal(block, SUM, SUM_LENGTH);
        return stated == plain || stated == signed;
    }

    /// In octal digits, or as a number of base 256; negative where it is none.
    static long number(byte[] block, int at) {
        if ((block[at] & 0x80) == 0) {
            return octal(block, at, NUMBER);
        }
        long value = block[at] & 0x7f;
        for (int i = at + 1; i < at + NUMBER; i++) {
            if (value >>> 55 != 0) {
                return -1;
            }
            value = value << 8 | block[i] & 0xff;
        }
        return value;
    }

    private static long octal(byte[] block, int from, int length) {
        long value = 0;
        for (int i = from; i < from + length; i++) {
            byte digit = block[i];
            if (digit >= '0' && digit <= '7') {
                value = value << 3 | digit - '0';
            } else if (digit != ' ' && digit != 0) {
                return -1;
            }
        }
        return value;
    }
}
