package dev.fettle.check;

import java.util.HashSet;

/// With how many different words the lines of a text begin.
public final class FirstWords {
    private FirstWords() {}

    /// @param enough at which it stops to count
    public static long of(CharSequence text, long enough) {
        var seen = new HashSet<Long>();
        int at = 0;
        while (at < text.length() && seen.size() < enough) {
            while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
                at++;
            }
            int end = at;
            while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
                end++;
            }
            if (end > at) {
                seen.add(Repeated.mark(text.subSequence(at, end).toString()));
            }
            while (end < text.length() && text.charAt(end) != '\n') {
                end++;
            }
            at = end + 1;
        }
        return seen.size();
    }
}
