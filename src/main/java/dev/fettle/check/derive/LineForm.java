package dev.fettle.check.derive;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What lines have in common, piece by piece from their beginning: words and signs that are the
/// same stand for themselves, numbers for any number, and names of days and months for any word,
/// since ten results are often of one month.
///
/// @param pieces from the beginning
/// @param whole whether the pieces are all of each line
record LineForm(List<Piece> pieces, boolean whole) {
    private static final int LONGEST = 300;
    private static final Pattern PIECES =
            Pattern.compile("([0-9]+(?:[.,:][0-9]+)*)|(\\p{L}+)|([ \\t]+)|(.)", Pattern.DOTALL);
    private static final Pattern SPECIAL = Pattern.compile("[\\\\^$.|?*+()\\[\\]{}]");
    private static final Set<String> OF_TIME = wordsOfTime();

    enum Kind {
        NUMBER("[\\d.,:]+"),
        WORD("\\p{L}+"),
        SPACE("[ \\t]+"),
        SIGN(".");

        private final String any;

        Kind(String any) {
            this.any = any;
        }
    }

    /// @param fixed whether it stands for itself
    /// @param large whether it is a count of three digits at least, each time
    record Piece(Kind kind, String text, boolean fixed, boolean large) {
        static Piece of(Kind kind, String text) {
            boolean fixed = kind != Kind.NUMBER && !OF_TIME.contains(text);
            boolean large = kind == Kind.NUMBER && text.matches("[1-9][0-9]{2,}");
            return new Piece(kind, text, fixed, large);
        }

        /// A number that is not zero.
        private String filledExpression() {
            return kind != Kind.NUMBER
                    ? expression()
                    : isDigits() ? "\\d*[1-9]\\d*" : "[\\d.,:]*[1-9][\\d.,:]*";
        }

        /// A number that never was near zero is another one than zero.
        private String tellingExpression() {
            return large ? filledExpression() : expression();
        }

        private boolean isZero() {
            return kind == Kind.NUMBER
                    && text.chars().noneMatch(sign -> sign >= '1' && sign <= '9');
        }

        private String expression() {
            if (!fixed) {
                return kind == Kind.NUMBER && isDigits() ? "\\d+" : kind.any;
            }
            char sign = text.charAt(0);
            return sign < ' ' && sign != '\t'
                    ? "\\x%02X".formatted((int) sign)
                    : SPECIAL.matcher(text).replaceAll("\\\\$0");
        }

        /// The one that says more of what both may be.
        private Piece or(Piece other) {
            boolean same = text.equals(other.text);
            return new Piece(
                    kind,
                    isDigits() ? other.text : text,
                    fixed && other.fixed && same,
                    large && other.large);
        }

        private boolean isDigits() {
            return text.chars().allMatch(sign -> sign >= '0' && sign <= '9');
        }

        private boolean isAnyWord() {
            return kind == Kind.WORD && !fixed && !OF_TIME.contains(text);
        }
    }

    static LineForm of(String line) {
        var pieces = new ArrayList<Piece>();
        var found = PIECES.matcher(line.substring(0, Math.min(line.length(), LONGEST)));
        while (found.find()) {
            var kind =
                    found.group(1) != null
                            ? Kind.NUMBER
                            : found.group(2) != null
                                    ? Kind.WORD
                                    : found.group(3) != null ? Kind.SPACE : Kind.SIGN;
            pieces.add(Piece.of(kind, found.group()));
        }
        return new LineForm(pieces, line.length() <= LONGEST);
    }

    /// The same from the end.
    LineForm reversed() {
        return new LineForm(pieces.reversed(), whole);
    }

    LineForm with(LineForm other) {
        var common = new ArrayList<Piece>();
        int shorter = Math.min(pieces.size(), other.pieces.size());
        for (int i = 0; i < shorter; i++) {
            var one = pieces.get(i);
            var two = other.pieces.get(i);
            boolean same = one.text().equals(two.text());
            if (one.kind() != two.kind() || one.kind() == Kind.SIGN && !same) {
                break;
            }
            common.add(one.or(two));
        }
        boolean all = common.size() == pieces.size() && common.size() == other.pieces.size();
        return new LineForm(common, whole && other.whole && all);
    }

    /// Up to the first word that may be any.
    LineForm uptoAnyWord() {
        int end = 0;
        while (end < pieces.size() && !pieces.get(end).isAnyWord()) {
            end++;
        }
        return end == pieces.size() ? this : new LineForm(pieces.subList(0, end), false);
    }

    /// Up to the last piece that is not just any word.
    LineForm withoutLooseEnd() {
        int end = pieces.size();
        while (end > 0
                && (pieces.get(end - 1).isAnyWord() || pieces.get(end - 1).kind() == Kind.SPACE)) {
            end--;
        }
        return new LineForm(pieces.subList(0, end), whole && end == pieces.size());
    }

    /// Whether it says enough to be worth stating.
    boolean saysSomething() {
        int letters = 0;
        int others = 0;
        for (var piece : pieces) {
            letters += piece.fixed() && piece.kind() == Kind.WORD ? piece.text().length() : 0;
            others +=
                    piece.kind() == Kind.NUMBER || piece.fixed() && piece.kind() == Kind.SIGN
                            ? 1
                            : 0;
        }
        return letters >= 3 || others >= 2;
    }

    /// Whether it can only be this one.
    boolean isFixed() {
        return pieces.stream().allMatch(Piece::fixed);
    }

    boolean hasLetters(int most) {
        int letters = 0;
        for (var piece : pieces) {
            letters += piece.fixed() && piece.kind() == Kind.WORD ? piece.text().length() : 0;
        }
        return letters >= most;
    }

    /// The same for lines that have the same words and signs.
    String key() {
        return pieces.stream()
                .map(piece -> piece.fixed() ? piece.text() : piece.kind().any)
                .collect(Collectors.joining());
    }

    String expression() {
        return pieces.stream().map(Piece::expression).collect(Collectors.joining());
    }

    /// The same, in which a number is not zero that never was near it.
    String tellingExpression() {
        return pieces.stream().map(Piece::tellingExpression).collect(Collectors.joining());
    }

    /// The same, in which no number is zero.
    String filledExpression() {
        return pieces.stream().map(Piece::filledExpression).collect(Collectors.joining());
    }

    boolean hasNumbers() {
        return pieces.stream().anyMatch(piece -> piece.kind() == Kind.NUMBER);
    }

    boolean hasZero() {
        return pieces.stream().anyMatch(Piece::isZero);
    }

    private static Set<String> wordsOfTime() {
        var words =
                new HashSet<>(Set.of("AM", "PM", "am", "pm", "GMT", "UTC", "CET", "CEST", "BST"));
        var languages =
                List.of(
                        Locale.ENGLISH,
                        Locale.GERMAN,
                        Locale.FRENCH,
                        Locale.ITALIAN,
                        Locale.of("es"),
                        Locale.of("nl"));
        for (var language : languages) {
            for (var style : List.of(TextStyle.FULL, TextStyle.SHORT)) {
                for (var month : Month.values()) {
                    words.add(withoutDot(month.getDisplayName(style, language)));
                }
                for (var day : DayOfWeek.values()) {
                    words.add(withoutDot(day.getDisplayName(style, language)));
                }
            }
        }
        return words;
    }

    private static String withoutDot(String word) {
        return word.endsWith(".") ? word.substring(0, word.length() - 1) : word;
    }
}
