package dev.fettle.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Families whose files say themselves how long they are, or how they end. They are not decoded;
/// one that was cut off, or is something else, is found all the same.
interface SelfMeasured extends Family {
    /// Begins as such a file does.
    ///
    /// @param head the first bytes, as many letters
    boolean isSign(String head);

    Set<String> extensions();

    /// What is wrong with its length or its end; empty where nothing is.
    Optional<String> amiss(FileChannel file) throws IOException;

    @Override
    default boolean calls(Path file, String extension) throws IOException {
        return extensions().contains(extension) || isSign(head(file));
    }

    @Override
    default Judgement judge(Path file, String extension, Evidence evidence) throws IOException {
        if (!isSign(head(file))) {
            return new Judgement.Bad(
                    "type", "a " + word(), "its content is " + Content.of(file).type());
        }
        try (var channel = Reading.channel(file)) {
            return amiss(channel)
                    .<Judgement>map(
                            found -> new Judgement.Bad("truncated", "a whole " + word(), found))
                    .orElse(Judgement.GOOD);
        }
    }

    private static String head(Path file) throws IOException {
        return new String(Reading.head(file, 20), StandardCharsets.ISO_8859_1);
    }

    /// As many bytes from there as there are, up to `length`.
    static ByteBuffer bytes(FileChannel file, long at, int length) throws IOException {
        var bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && file.read(bytes, at + bytes.position()) > 0) {}
        return bytes.flip();
    }

    private static Optional<String> unless(boolean whole, long needed, long size) {
        return whole
                ? Optional.empty()
                : Optional.of("it should have %d bytes, and has %d".formatted(needed, size));
    }

    /// TrueType, OpenType, and both packed for the web.
    record Font() implements SelfMeasured {
        private static final int ENTRY = 16;
        private static final int HEADER = 12;

        @Override
        public String word() {
            return "font";
        }

        @Override
        public Set<String> extensions() {
            return Set.of("ttf", "otf", "woff", "woff2");
        }

        @Override
        public boolean isSign(String head) {
            return isPacked(head)
                    || head.startsWith("\0\1\0\0\0")
                    || head.startsWith("OTTO\0")
                    || head.startsWith("true\0");
        }

        private static boolean isPacked(String head) {
            return head.startsWith("wOFF") || head.startsWith("wOF2");
        }

        @Override
        public Optional<String> amiss(FileChannel file) throws IOException {
            long size = file.size();
            var header = bytes(file, 0, HEADER);
            if (header.limit() < HEADER) {
                return unless(false, HEADER, size);
            }
            if (isPacked(StandardCharsets.ISO_8859_1.decode(header.duplicate()).toString())) {
                long stated = Integer.toUnsignedLong(header.getInt(8));
                return unless(stated == size, stated, size);
            }
            int tables = Short.toUnsignedInt(header.getShort(4));
            var directory = bytes(file, HEADER, tables * ENTRY);
            long needed = HEADER + (long) tables * ENTRY;
            for (int at = 0; at + ENTRY <= directory.limit(); at += ENTRY) {
                long end =
                        Integer.toUnsignedLong(directory.getInt(at + 8))
                                + Integer.toUnsignedLong(directory.getInt(at + HEADER));
                needed = Math.max(needed, end);
            }
            return unless(needed <= size, needed, size);
        }
    }

    /// Ends with what it begins with, and before that with how long its description is.
    record Parquet() implements SelfMeasured {
        private static final String SIGN = "PAR1";
        private static final int END = 8;

        @Override
        public String word() {
            return "Parquet file";
        }

        @Override
        public Set<String> extensions() {
            return Set.of("parquet");
        }

        @Override
        public boolean isSign(String head) {
            return head.startsWith(SIGN);
        }

        @Override
        public Optional<String> amiss(FileChannel file) throws IOException {
            long size = file.size();
            var end = bytes(file, Math.max(0, size - END), END).order(ByteOrder.LITTLE_ENDIAN);
            boolean isWhole =
                    size >= SIGN.length() + END
                            && StandardCharsets.ISO_8859_1
                                    .decode(end.slice(SIGN.length(), SIGN.length()))
                                    .toString()
                                    .equals(SIGN)
                            && Integer.toUnsignedLong(end.getInt(0)) + SIGN.length() + END <= size;
            return isWhole ? Optional.empty() : Optional.of("it does not end as it should");
        }
    }

    /// Arrays as NumPy keeps them: what kind of numbers, and how many.
    record NumPy() implements SelfMeasured {
        private static final int LONGEST_HEADER = 1 << 20;
        private static final Pattern KIND =
                Pattern.compile("'descr': *'[<>|=]?([a-zA-Z])([0-9]+)'");
        private static final Pattern SHAPE = Pattern.compile("'shape': *\\(([0-9, ]*)\\)");
        private static final int LETTER = 4;

        @Override
        public String word() {
            return "NumPy array";
        }

        @Override
        public Set<String> extensions() {
            return Set.of("npy");
        }

        @Override
        public boolean isSign(String head) {
            return head.startsWith("\u0093NUMPY");
        }

        @Override
        public Optional<String> amiss(FileChannel file) throws IOException {
            var start = bytes(file, 0, 12).order(ByteOrder.LITTLE_ENDIAN);
            if (start.limit() < 12) {
                return unless(false, 12, file.size());
            }
            boolean isFirst = start.get(6) == 1;
            long length =
                    isFirst
                            ? Short.toUnsignedInt(start.getShort(8))
                            : Integer.toUnsignedLong(start.getInt(8));
            int from = isFirst ? 10 : 12;
            var header =
                    StandardCharsets.ISO_8859_1
                            .decode(bytes(file, from, (int) Math.min(length, LONGEST_HEADER)))
                            .toString();
            if (header.length() < Math.min(length, LONGEST_HEADER)) {
                return unless(false, from + length, file.size());
            }
            var kind = KIND.matcher(header);
            var shape = SHAPE.matcher(header);
            if (!kind.find() || !shape.find()) {
                return Optional.empty(); // of several kinds at once
            }
            long bytes = Long.parseLong(kind.group(2)) * (kind.group(1).equals("U") ? LETTER : 1);
            for (var each : shape.group(1).split("[, ]+", -1)) {
                bytes *= each.isEmpty() ? 1 : Long.parseLong(each);
            }
            long needed = from + length + bytes;
            return unless(needed == file.size(), needed, file.size());
        }
    }

    /// What git packs, alone or behind the names of a bundle: the last bytes are the hash of all
    /// before them.
    record GitPack() implements SelfMeasured {
        private static final int LONGEST_NAMES = 1 << 20;
        private static final String PACK = "\n\nPACK";

        @Override
        public String word() {
            return "git bundle";
        }

        @Override
        public Set<String> extensions() {
            return Set.of();
        }

        @Override
        public boolean isSign(String head) {
            return head.startsWith("# v2 git bundle\n") || head.startsWith("PACK\0\0\0\2");
        }

        @Override
        public Optional<String> amiss(FileChannel file) throws IOException {
            var head = StandardCharsets.ISO_8859_1.decode(bytes(file, 0, LONGEST_NAMES)).toString();
            int at = head.startsWith("#") ? head.indexOf(PACK) : 0;
            return at < 0 || !HashedEnd.holds(file, head.startsWith("#") ? at + 2 : 0)
                    ? Optional.of("its end is not the hash of what stands before it")
                    : Optional.empty();
        }
    }
}
