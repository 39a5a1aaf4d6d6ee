package dev.fettle.notation;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// "Did you mean": the nearest known word, where one is near enough to be worth saying.
public final class Suggestion {
    private Suggestion() {}

    /// The nearest of `known` within a third of the word's length, at least 1 and at most 3 edits.
    public static Optional<String> near(String word, Collection<String> known) {
        if (known.contains(word)) {
            return Optional.of(word); // nearer is none, and most words are right
        }
        int limit = Math.clamp(word.length() / 3, 1, 3);
        var lower = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(k -> Math.abs(k.length() - word.length()) <= limit)
                .filter(k -> distance(lower, k.toLowerCase(Locale.ROOT)) <= limit)
                .min(Comparator.comparingInt(k -> distance(lower, k.toLowerCase(Locale.ROOT))));
    }

    /// `did you mean "check"?`, or what `known` holds where nothing is near.
    public static String didYouMean(String word, Collection<String> known) {
        return near(word, known)
                .map(k -> "did you mean \"" + k + "\"?")
                .orElseGet(() -> "known: " + String.join(", ", known));
    }

    /// Optimal string alignment: insert, delete, replace, swap of neighbours each cost 1.
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            d[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            d[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] =
                        Math.min(
                                Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1),
                                d[i - 1][j - 1] + change);
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
