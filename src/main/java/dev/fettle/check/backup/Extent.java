package dev.fettle.check.backup;

import dev.fettle.notation.Wording;

/// How much a snapshot holds of a source.
record Extent(long files, long bytes) {
    static final Extent NOTHING = new Extent(0, 0);

    Extent plus(long size) {
        return new Extent(files + 1, bytes + size);
    }

    Extent plus(Extent other) {
        return new Extent(files + other.files, bytes + other.bytes);
    }

    Extent largest(Extent other) {
        return new Extent(Math.max(files, other.files), Math.max(bytes, other.bytes));
    }

    static Extent parse(String text) {
        int blank = text.indexOf(' ');
        return new Extent(
                Long.parseLong(text.substring(0, blank)),
                Long.parseLong(text.substring(blank + 1)));
    }

    /// As it is kept.
    String text() {
        return files + " " + bytes;
    }

    @Override
    public String toString() {
        return Wording.count(files, "file") + " with " + Wording.size(bytes);
    }
}
