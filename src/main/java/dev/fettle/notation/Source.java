package dev.fettle.notation;

import java.util.List;

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

    private String line(int number) {
        return number <= lines.size() ? lines.get(number - 1) : "";
    }
}
