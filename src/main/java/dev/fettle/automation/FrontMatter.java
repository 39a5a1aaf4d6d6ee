package dev.fettle.automation;

import java.util.List;

/// The part of a README between its first line, `---`, and the next line like it. Spaces behind the
/// dashes cannot be seen, so they do not count.
///
/// @param end the index of the line that ends it; the number of lines where none does
public record FrontMatter(List<String> lines, int end) {
    private static final String FENCE = "---";

    public FrontMatter {
        lines = List.copyOf(lines);
    }

    public static FrontMatter of(List<String> lines) {
        if (!begins(lines)) {
            return new FrontMatter(lines, -1);
        }
        int end = 1;
        while (end < lines.size() && !isFence(lines.get(end))) {
            end++;
        }
        return new FrontMatter(lines, end);
    }

    private static boolean begins(List<String> lines) {
        return !lines.isEmpty() && isFence(lines.getFirst());
    }

    private static boolean isFence(String line) {
        return line.stripTrailing().equals(FENCE);
    }

    boolean isThere() {
        return end >= 0;
    }

    boolean hasEnd() {
        return isThere() && end < lines.size();
    }

    /// What stands between the two lines.
    public List<String> inside() {
        return isThere() ? lines.subList(1, end) : List.of();
    }

    /// What follows: all of it where there is no front matter.
    List<String> below() {
        return lines.subList(Math.min(end + 1, lines.size()), lines.size());
    }
}
