package dev.fettle.notation;

/// One thing that the user wrote wrong: where, what was found, what would be right.
///
/// @param line the line itself, as it stands in the file
/// @param right what would be right; empty where `found` says it all
public record Problem(String file, Mark mark, String line, String found, String right) {
    private static final int WIDEST_LINE_SHOWN = 120;

    /// `web-images/README.md:3:7: unknown key "chek"; did you mean "check"?`
    public String headline() {
        return "%s:%d:%d: %s".formatted(file, mark.line(), mark.column(), message());
    }

    public String message() {
        return right.isEmpty() ? found : found + "; " + right;
    }

    /// The headline, and below it the line with a caret under the place.
    public String text() {
        if (line.isBlank()) {
            return headline();
        }
        var shown = line.length() > WIDEST_LINE_SHOWN ? line.substring(0, WIDEST_LINE_SHOWN) : line;
        var text = headline() + "\n    " + Wording.visible(shown);
        return mark.column() > shown.length() + 1
                ? text
                : text + "\n    " + " ".repeat(mark.column() - 1) + "^";
    }
}
