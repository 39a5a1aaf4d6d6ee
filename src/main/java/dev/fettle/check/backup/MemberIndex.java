package dev.fettle.check.backup;

import dev.fettle.platform.FileId;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/// The members of an archive by their names, of which there may be millions: a hash of 64 bits
/// stands for a name. Of members of one name the last counts.
final class MemberIndex {
    private static final int FEW = 1 << 10;
    private static final long UNTOLD = -1;

    private long[] names = new long[FEW];
    private long[] sizes = new long[FEW];
    private long[] times = new long[FEW];
    private byte[] kinds = new byte[FEW]; // 0 where nothing is
    private int count;

    void put(Path name, FileId.Kind kind, OptionalLong size, long modified) {
        if (count * 2 > names.length) {
            grow();
        }
        int at = place(Share.hash(name));
        count += kinds[at] == 0 ? 1 : 0;
        set(at, Share.hash(name), size.orElse(UNTOLD), modified, number(kind));
    }

    private void set(int at, long name, long size, long time, byte kind) {
        names[at] = name;
        sizes[at] = size;
        times[at] = time;
        kinds[at] = kind;
    }

    /// @param written when the archive was
    Optional<Kept> get(Path name, long written) {
        int at = place(Share.hash(name));
        return kinds[at] == 0
                ? Optional.empty()
                : Optional.of(
                        new Kept(
                                kind(kinds[at]),
                                sizes[at] == UNTOLD
                                        ? OptionalLong.empty()
                                        : OptionalLong.of(sizes[at]),
                                TimeUnit.SECONDS.toNanos(times[at]),
                                written));
    }

    private static byte number(FileId.Kind kind) {
        return switch (kind) {
            case FILE -> 1;
            case FOLDER -> 2;
            case LINK -> 3;
            case FIFO, SOCKET, DEVICE -> 4;
        };
    }

    private static FileId.Kind kind(byte number) {
        return switch (number) {
            case 1 -> FileId.Kind.FILE;
            case 2 -> FileId.Kind.FOLDER;
            case 3 -> FileId.Kind.LINK;
            default -> FileId.Kind.DEVICE;
        };
    }

    private int place(long name) {
        int mask = names.length - 1;
        int at = (int) name & mask;
        while (kinds[at] != 0 && names[at] != name) {
            at = at + 1 & mask;
        }
        return at;
    }

    private void grow() {
        var before = Arrays.copyOf(names, names.length);
        var oldSizes = sizes;
        var oldTimes = times;
        var oldKinds = kinds;
        int room = names.length * 2;
        names = new long[room];
        sizes = new long[room];
        times = new long[room];
        kinds = new byte[room];
        for (int i = 0; i < before.length; i++) {
            if (oldKinds[i] != 0) {
                set(place(before[i]), before[i], oldSizes[i], oldTimes[i], oldKinds[i]);
            }
        }
    }
}
