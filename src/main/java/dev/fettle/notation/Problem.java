package dev.fettle.notation;

import java.util.Comparator;
import java.util.List;

/// One thing that the user wrote wrong: where, what was found, what would be right.
///
/// @param line the line itself, as it stands in the file
/// @param right what would be right; empty where `found` says it all
public record Problem(String file, Mark mark, String line, String found, String right) {
    private static final int WIDEST_LINE_SHOWN = 120;

    /// As they stand in the file; what stands at the same place keeps its order.
    public static List<Problem> inOrder(List<Problem> problems) {
        return problems.stream().sorted(Comparator.comparing(Problem::mark)).toList();
    }

    /// `web-images/README.md:3:7: unknown key "chek"; did you mean "check"?`
    public String headline() {
        return "%s:%d:%d: %s"
                .formatted(Wording.visible(file), mark.line(), mark.column(), message());
    }

    public String message() {
        return Wording.visible(right.isEmpty() ? found : found + "; " + right);
    }

    /// The headline, and below it the line with a caret under the place; of a long line the part
    /// around it.
    public String text() {
        if (line.isBlank()) {
            return headline();
        }
        int length = line.codePointCount(0, line.length());
        int place = Math.min(mark.column() - 1, length);
        int from = place < WIDEST_LINE_SHOWN ? 0 : place - WIDEST_LINE_SHOWN / 2;
        int to = Math.min(length, from + WIDEST_LINE_SHOWN);
        var before = (from > 0 ? "…" : "") + Wording.visible(part(from, place));
        var behind = Wording.visible(part(place, to)) + (to < length ? "…" : "");
        return "%s\n    %s%s\n    %s^"
                .formatted(
                        headline(),
                        before,
                        behind,
                        " ".repeat(before.codePointCount(0, before.length())));
    }

    private String part(int from, int to) {
        int start = line.offsetByCodePoints(0, from);
        return line.substring(start, line.offsetByCodePoints(start, to - from));
    }
}
