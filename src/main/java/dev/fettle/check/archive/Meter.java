package dev.fettle.check.archive;

import dev.fettle.check.archive.Unreadable.Unread;
import dev.fettle.notation.Wording;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;

/// Counts what comes out of an archive, and stops where that is too much, or where time is over.
final class Meter {
    private static final long FREE = 1_000_000_000;
    private static final long MOST_TIMES = 2000;

    private final long packed;
    private final BooleanSupplier late;
    private final Witness witness;
    private long unpacked;
    private long members;

    /// @param packed the size of the archive
    /// @param late whether time is over
    Meter(long packed, BooleanSupplier late, Witness witness) {
        this.packed = packed;
        this.late = late;
        this.witness = witness;
    }

    void member(String name) {
        witness.member(name);
        members++;
    }

    long members() {
        return members;
    }

    long unpacked() {
        return unpacked;
    }

    void count(long bytes) throws Stop {
        unpacked += bytes;
        if (Thread.currentThread().isInterrupted()) {
            throw new Stop(new Unread("interrupted", "interrupted"));
        }
        if (unpacked > FREE && unpacked / MOST_TIMES > packed) {
            throw new Stop(
                    new Unread(
                            "too-large",
                            "it unpacks to more than %d times its size, and was not read beyond %s"
                                    .formatted(MOST_TIMES, Wording.size(unpacked))));
        }
        if (late.getAsBoolean()) {
            throw new Stop(
                    new Unread(
                            "too-slow",
                            "there was no time to read more of it than " + Wording.size(unpacked)));
        }
    }

    /// The same stream, counted, and what comes out of it told.
    InputStream toldOver(InputStream in) {
        return new FilterInputStream(over(in)) {
            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                int got = super.read(into, from, length);
                if (got > 0) {
                    witness.piece(into, from, got);
                }
                return got;
            }
        };
    }

    /// The same stream, counted.
    InputStream over(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int one = super.read();
                count(one < 0 ? 0 : 1);
                return one;
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                int got = super.read(into, from, length);
                count(Math.max(0, got));
                return got;
            }

            @Override
            public long skip(long n) {
                return 0; // what is skipped would not be decoded
            }
        };
    }

    /// Carries it through decoders, which know of no other exceptions.
    static final class Stop extends IOException {
        private static final long serialVersionUID = 1L;

        private final Unread why;

        Stop(Unread why) {
            super(why.words());
            this.why = why;
        }

        Unread why() {
            return why;
        }
    }
}
