package dev.fettle.channel;

import java.util.stream.Collectors;

/// Text as `format=flowed` wants it (RFC 3676): a long line is broken for those who show 80
/// columns, by spaces that say so, and readers that know them put it together again.
final class Flowed {
    private static final int WIDTH = 78;

    private Flowed() {}

    static String of(String text) {
        return text.lines().map(Flowed::line).collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    private static String line(String line) {
        var rest = stuffed(line.stripTrailing()); // a space at the end would join it to the next
        var flowed = new StringBuilder();
        while (rest.length() > WIDTH) {
            int space = rest.lastIndexOf(' ', WIDTH - 1);
            if (space <= indent(rest)) {
                space = rest.indexOf(' ', WIDTH);
            }
            if (space < 0) {
                break;
            }
            flowed.append(rest, 0, space + 1).append("\r\n");
            rest = stuffed(rest.substring(space + 1));
        }
        return flowed.append(rest).toString();
    }

    private static int indent(String line) {
        int at = 0;
        while (at < line.length() && line.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    /// These mean something at the start of a line.
    private static String stuffed(String line) {
        return line.startsWith(" ") || line.startsWith(">") || line.startsWith("From ")
                ? " " + line
                : line;
    }
}
