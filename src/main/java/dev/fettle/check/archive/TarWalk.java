package dev.fettle.check.archive;

import static dev.fettle.check.archive.TarHeader.BLOCK;

import dev.fettle.check.archive.Members.Taker;
import dev.fettle.check.archive.Unreadable.Damaged;
import dev.fettle.platform.PathBytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// Walks a tar from header to header, past the bytes of every member, to its end: a block of zeros,
/// without which it was cut off. The forms are those of POSIX (ustar, pax) and of GNU.
final class TarWalk {
    private static final int PIECE = 1 << 16;

    /// In a further block of a sparse member's map.
    private static final int GNU_PLACES = 21;

    private static final int GNU_STILL_MORE = 504;

    private static final int MOST_ATTRIBUTES = 1 << 20;
    private static final int MOST_PLACES = 1 << 20;

    private final InputStream in;
    private final Meter meter;
    private final Members members;
    private final byte[] piece = new byte[PIECE];
    private TarAttributes attributes = TarAttributes.NONE;
    private Optional<byte[]> longName = Optional.empty();

    private TarWalk(InputStream in, Meter meter, Members members) {
        this.in = in;
        this.meter = meter;
        this.members = members;
    }

    static void walk(InputStream in, Meter meter, Members members) throws IOException, Damaged {
        new TarWalk(meter.over(in), meter, members).walk();
    }

    private void walk() throws IOException, Damaged {
        for (var header = header(); !header.isEnd(); header = header()) {
            if (!header.hasItsSum()) {
                throw new Damaged(
                        "the header of member %d is damaged".formatted(meter.members() + 1));
            }
            look(header);
        }
        Archive.drain(in);
    }

    private TarHeader header() throws IOException, Damaged {
        return new TarHeader(block("its end"));
    }

    /// Some headers speak of the member that follows.
    private void look(TarHeader header) throws IOException, Damaged {
        var shown = header.shownName();
        switch (header.kind()) {
            case 'x' -> attributes = TarAttributes.of(text(header, shown));
            case 'L' -> longName = Optional.of(text(header, shown));
            case 'g', 'K' -> pass(size(header.size(), shown), Optional.empty(), shown);
            default -> {
                member(header, shown);
                meter.member(PathBytes.shown(name(header)));
                attributes = TarAttributes.NONE;
                longName = Optional.empty();
            }
        }
    }

    private void member(TarHeader header, String shown) throws IOException, Damaged {
        long stored =
                header.hasContent() ? size(attributes.size().orElse(header.size()), shown) : 0;
        long size = stored;
        var placing = Placing.whole();
        if (header.isSparse()) {
            size = header.sparseSize();
            placing = gnuMap(header, shown);
        } else if (attributes.hasMapInContent()) {
            size = attributes.sparseSize().orElse(stored);
            var map = new Placing.Map();
            stored -= mapInContent(map, shown);
            placing = map.placing();
        } else if (attributes.isSparse()) {
            size = attributes.sparseSize().orElse(stored);
            placing = attributes.map().map(Placing.Map::placing).orElseGet(Placing::whole);
        }
        var taker =
                members.member(
                        new TarMember(
                                name(header),
                                header.memberKind(),
                                size,
                                attributes.modified().orElse(header.modified())));
        var where = placing;
        pass(stored, taker.map(to -> length -> where.give(piece, length, to)), shown);
        taker.ifPresent(Taker::end);
    }

    private Path name(TarHeader header) {
        return attributes.name().or(() -> longName.map(PathBytes::path)).orElseGet(header::name);
    }

    private Placing gnuMap(TarHeader header, String shown) throws IOException, Damaged {
        var map = new Placing.Map();
        header.placesInto(map);
        for (boolean more = header.hasMorePlaces(); more; ) {
            var block = block(shown);
            meter.count(0);
            map.add(block, 0, GNU_PLACES);
            more = block[GNU_STILL_MORE] != 0;
        }
        return map.placing();
    }

    /// Numbers in lines, the first of which says how many pairs follow, in whole blocks.
    ///
    /// @return how many bytes that took
    private long mapInContent(Placing.Map map, String shown) throws IOException, Damaged {
        long read = 0;
        long wanted = 1;
        long number = 0;
        for (long found = 0; found < wanted; ) {
            var block = block(shown);
            read += BLOCK;
            for (int i = 0; i < BLOCK && found < wanted; i++) {
                if (block[i] >= '0' && block[i] <= '9') {
                    number = number * 10 + block[i] - '0';
                } else if (block[i] == '\n') {
                    if (found == 0) {
                        wanted = 1 + 2 * number;
                    } else {
                        map.add(number);
                    }
                    found++;
                    number = 0;
                }
            }
            if (wanted > MOST_PLACES || read > MOST_PLACES * 32L) {
                throw new Damaged("the map of %s makes no sense".formatted(shown));
            }
        }
        return read;
    }

    private static long size(long stated, String shown) throws Damaged {
        if (stated < 0) {
            throw new Damaged("the size of %s makes no sense".formatted(shown));
        }
        return stated;
    }

    /// The content of a member that speaks of the next one, without zeros at its end.
    private byte[] text(TarHeader header, String shown) throws IOException, Damaged {
        long length = size(header.size(), shown);
        if (length > MOST_ATTRIBUTES) {
            throw new Damaged("the attributes of %s are too long".formatted(shown));
        }
        var bytes = exactly((int) length, shown);
        pass((BLOCK - length % BLOCK) % BLOCK, 1, Optional.empty(), shown);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return Arrays.copyOf(bytes, end);
    }

    /// Is told how many bytes of content were read into the piece.
    private interface Got {
        void bytes(int length);
    }

    private void pass(long size, Optional<Got> got, String shown) throws IOException, Damaged {
        pass(size, BLOCK, got, shown);
    }

    private void pass(long size, int unit, Optional<Got> got, String shown)
            throws IOException, Damaged {
        long content = size;
        long left = size + (unit - size % unit) % unit;
        while (left > 0) {
            int read = in.read(piece, 0, (int) Math.min(piece.length, left));
            if (read < 0) {
                throw new Damaged("it ends within %s".formatted(shown));
            }
            int part = (int) Math.min(read, content);
            if (got.isPresent() && part > 0) {
                got.get().bytes(part);
            }
            content -= part;
            left -= read;
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
}
