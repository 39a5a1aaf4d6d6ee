package dev.fettle.check;

import dev.fettle.notation.Wording;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads CSV strictly (RFC 4180): row by row, so that a large table takes no memory, and with
/// limits on a row, so that a quote that is never closed takes none either.
public final class CsvText {
    private static final int LONGEST_ROW = 1 << 20;
    private static final int MOST_CELLS = 10_000;
    private static final int END = -1;

    private final Reader reader;
    private final char separator;
    private final Optional<Character> comment;
    private final StringBuilder cell = new StringBuilder();
    private int next;
    private long line = 1;

    /// A text that is no CSV, and where it stops being some.
    public static final class NoCsv extends Exception {
        private static final long serialVersionUID = 1L;

        public NoCsv(long line, String message) {
            super("line " + line + ": " + message, null, false, false);
        }
    }

    /// @param line in which it begins
    public record Row(long line, List<String> cells) {
        public Row {
            cells = List.copyOf(cells);
        }

        boolean isBlank() {
            return cells.size() == 1 && cells.getFirst().isBlank();
        }
    }

    /// @param reader one that can give single characters quickly
    /// @param comment what a line begins with that is no row
    public CsvText(Reader reader, char separator, Optional<Character> comment) throws IOException {
        this.reader = reader;
        this.separator = separator;
        this.comment = comment;
        next = reader.read();
        if (next == '\uFEFF') { // a byte order mark, which spreadsheets write
            next = reader.read();
        }
    }

    /// The next row that is not blank; empty at the end.
    public Optional<Row> row() throws IOException, NoCsv {
        var row = anyRow();
        while (row.isPresent() && row.get().isBlank()) {
            row = anyRow();
        }
        return row;
    }

    private Optional<Row> anyRow() throws IOException, NoCsv {
        while (comment.isPresent() && next == comment.get()) {
            skipLine();
        }
        if (next == END) {
            return Optional.empty();
        }
        long begun = line;
        var cells = new ArrayList<String>();
        int length = 0;
        do {
            if (!cells.isEmpty()) {
                advance(); // over the separator
            }
            cells.add(cell(begun, length));
            length += cells.getLast().length();
            if (cells.size() > MOST_CELLS) {
                throw new NoCsv(begun, "more than %d cells in a row".formatted(MOST_CELLS));
            }
        } while (next == separator);
        if (next == '\r') {
            advance();
        }
        if (next == '\n') {
            advance();
        }
        return Optional.of(new Row(begun, cells));
    }

    /// @param before how long the row is before it
    private String cell(long begun, int before) throws IOException, NoCsv {
        cell.setLength(0);
        if (next == '"') {
            quoted(begun, before);
        } else {
            while (next != separator && next != '\n' && next != '\r' && next != END) {
                take(begun, before);
            }
        }
        return cell.toString();
    }

    private void quoted(long begun, int before) throws IOException, NoCsv {
        long opened = line;
        advance();
        while (true) {
            if (next == END) {
                throw new NoCsv(opened, "a quote is opened and never closed");
            }
            if (next == '"') {
                advance();
                if (next != '"') {
                    break;
                }
            }
            take(begun, before);
        }
        if (next != separator && next != '\n' && next != '\r' && next != END) {
            throw new NoCsv(
                    line,
                    "after a closing quote stands \"%s\""
                            .formatted(Wording.visible(Character.toString(next))));
        }
    }

    private void skipLine() throws IOException {
        while (next != '\n' && next != END) {
            advance();
        }
        if (next == '\n') {
            advance();
        }
    }

    private void take(long begun, int before) throws IOException, NoCsv {
        if (next == 0) {
            throw new NoCsv(line, "NUL bytes");
        }
        if (before + cell.length() >= LONGEST_ROW) {
            throw new NoCsv(
                    begun,
                    "the row that begins here is longer than %s characters; is a quote not closed?"
                            .formatted(LONGEST_ROW));
        }
        cell.append((char) next);
        advance();
    }

    private void advance() throws IOException {
        line += next == '\n' ? 1 : 0;
        next = reader.read();
    }
}
