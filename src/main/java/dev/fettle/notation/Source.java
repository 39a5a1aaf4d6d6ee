package dev.fettle.notation;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A text with the name under which the user knows it, so that a problem can show the line it
/// means.
///
/// @param name as shown in messages: `web-images/README.md`
public record Source(String name, List<String> lines) {
    public Source {
        lines = List.copyOf(lines);
    }

    public static Source of(String name, String text) {
        return new Source(name, text.lines().toList());
    }

    /// The problem at this place; `right` says what would be right and may be empty.
    public Problem problem(Mark mark, String found, String right) {
        return new Problem(name, mark, line(mark.line()), found, right);
    }

    /// Where the `count`-th match (from 0) at or behind `from` stands in the text.
    public Optional<Mark> find(Pattern pattern, Mark from, int count) {
        int left = count;
        for (int number = from.line(); number <= lines.size(); number++) {
            var line = line(number);
            int start = number == from.line() ? from.column() - 1 : 0;
            if (start > line.codePointCount(0, line.length())) {
                continue;
            }
            var matcher = pattern.matcher(line);
            for (int at = line.offsetByCodePoints(0, start); matcher.find(at); at = matcher.end()) {
                if (left-- == 0) {
                    return Optional.of(
                            new Mark(number, line.codePointCount(0, matcher.start()) + 1));
                }
            }
        }
        return Optional.empty();
    }

    private String line(int number) {
        return number <= lines.size() ? lines.get(number - 1) : "";
    }
}
