package dev.fettle.environment;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A version as programs tell it: numbers with dots, and what may stand behind them. `0.14` and
/// `0.14.0` are the same; `2.0.0b14` and `1.3-rc2` come before the release of that number, `1.1.1w`
/// and `9.2p1` after it; what else stands there (`+deb12u1`, `-DEV`) says nothing of the order.
///
/// @param text as it was told
/// @param numbers the first of them counts most
/// @param tail letters and a number behind them; empty where they say nothing
public record Version(String text, List<BigInteger> numbers, Stage stage, String tail)
        implements Comparable<Version> {
    static final String PATTERN = "[0-9]+(?:[.-][0-9]+)*(?:[-._+~]?[A-Za-z][0-9A-Za-z.+~_-]*)?";

    private static final Pattern PARTS =
            Pattern.compile("([0-9]+(?:[.-][0-9]+)*)[-._~]?([A-Za-z]*)[-._]?([0-9]*).*");
    private static final Pattern WITH_DOTS =
            Pattern.compile(
                    "(?<![A-Za-z0-9./])[vVnN]?([0-9]+\\.[0-9]+(?:[.-][0-9]+)*(?:[-._+~]?[A-Za-z][0-9A-Za-z+~_-]*)?)(?![\\w/])");
    private static final Pattern WHOLE = Pattern.compile("(?<![\\w./-])([0-9]+)(?![\\w./:-])");

    /// Where a version stands between those of its numbers.
    enum Stage {
        BEFORE,
        RELEASE,
        AFTER
    }

    public Version {
        numbers = List.copyOf(numbers);
    }

    /// The version in a program's answer: in the first line that has a number of its own, the first
    /// with dots in it, else the first.
    static Optional<Version> in(String said) {
        for (var line : said.lines().toList()) {
            for (var pattern : List.of(WITH_DOTS, WHOLE)) {
                var found = pattern.matcher(line);
                if (found.find()) {
                    return Optional.of(of(found.group(1)));
                }
            }
        }
        return Optional.empty();
    }

    /// @param text of the shape of [#PATTERN]
    static Version of(String text) {
        var parts = PARTS.matcher(text);
        if (!parts.matches()) {
            throw new IllegalStateException("no version: " + text);
        }
        var numbers = new ArrayList<BigInteger>();
        for (var number : parts.group(1).split("[.-]", -1)) {
            numbers.add(new BigInteger(number));
        }
        var stage = text.startsWith("+", parts.end(1)) ? Stage.RELEASE : stage(parts, text);
        return new Version(
                text,
                numbers,
                stage,
                stage == Stage.RELEASE
                        ? ""
                        : parts.group(2).toLowerCase(Locale.ROOT) + parts.group(3));
    }

    private static Stage stage(Matcher parts, String text) {
        boolean isNumbered = !parts.group(3).isEmpty();
        boolean hangsOn = text.length() > parts.end(1) && parts.start(2) == parts.end(1);
        var word = parts.group(2).toLowerCase(Locale.ROOT);
        return switch (word) {
            case "alpha", "beta", "rc", "pre", "preview", "snapshot" -> Stage.BEFORE;
            case "a", "b", "c", "dev" -> isNumbered ? Stage.BEFORE : letter(word, hangsOn);
            case "p" -> Stage.AFTER;
            default -> isNumbered ? Stage.RELEASE : letter(word, hangsOn);
        };
    }

    /// `1.1.1w`.
    private static Stage letter(String word, boolean hangsOn) {
        return hangsOn && word.length() == 1 ? Stage.AFTER : Stage.RELEASE;
    }

    /// By what they mean: versions that read otherwise may be the same.
    @Override
    public int compareTo(Version other) {
        for (int i = 0; i < Math.max(numbers.size(), other.numbers.size()); i++) {
            int order = number(i).compareTo(other.number(i));
            if (order != 0) {
                return order;
            }
        }
        int order = stage.compareTo(other.stage);
        if (order != 0) {
            return order;
        }
        order = letters().compareTo(other.letters());
        return order != 0 ? order : last().compareTo(other.last());
    }

    /// Whether its first numbers are these.
    boolean beginsWith(Version beginning) {
        for (int i = 0; i < beginning.numbers.size(); i++) {
            if (!number(i).equals(beginning.number(i))) {
                return false;
            }
        }
        return true;
    }

    private BigInteger number(int place) {
        return place < numbers.size() ? numbers.get(place) : BigInteger.ZERO;
    }

    private String letters() {
        return tail.replaceAll("[0-9]", "");
    }

    private BigInteger last() {
        var digits = tail.replaceAll("[^0-9]", "");
        return digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits);
    }
}
