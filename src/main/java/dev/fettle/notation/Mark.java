package dev.fettle.notation;

/// A place in a text, both counted from 1 as editors do.
public record Mark(int line, int column) implements Comparable<Mark> {
    public static final Mark START = new Mark(1, 1);

    public Mark {
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("lines and columns count from 1");
        }
    }

    @Override
    public int compareTo(Mark other) {
        return line != other.line
                ? Integer.compare(line, other.line)
                : Integer.compare(column, other.column);
    }
}
