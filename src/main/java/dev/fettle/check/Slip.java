package dev.fettle.check;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/// What programs leave in a text when something went wrong, and hardly ever otherwise: by a word,
/// so that nobody needs to write these expressions.
public enum Slip {
    /// What interpreters, shells, databases and web servers say.
    ERRORS(
            "Traceback \\(most recent call last\\)|Exception in thread|Uncaught |Fatal error|panic: "
                    + "|[Ss]egmentation fault|core dumped|: (command )?not found$"
                    + "|No such file or directory|[Pp]ermission denied|No space left on device"
                    + "|Cannot allocate memory|[Oo]ut of memory|Connection (refused|reset|timed out)"
                    + "|[Ll]ost connection|SQLSTATE\\[|ORA-[0-9]{5}|[Aa]ccess [Dd]enied"
                    + "|[Qq]uota [Ee]xceeded|[Rr]ate limit exceeded"
                    + "|\\b[45][0-9]{2} (Bad Request|Unauthorized|Forbidden|Not Found|Too Many Requests"
                    + "|Internal Server Error|Bad Gateway|Service (Temporarily )?Unavailable"
                    + "|Gateway Time-?out)\\b"),
    /// What should have been filled in, and what stands where there was no value.
    PLACEHOLDERS(
            "\\{\\{|\\}\\}|\\$\\{|<%|%>|\\[object Object\\]|\\bundefined\\b|\\b(NaN|nan)\\b"
                    + "|#(REF|VALUE|NAME|DIV/0|N/A)\\b"),
    /// Letters that were encoded twice, or decoded as what they are not.
    MOJIBAKE(
            "\uFFFD|\u00C3[\u0080-\u00BF]|\u00C2[\u0080-\u00BF]|\u00E2\u20AC|&amp;(amp|lt|gt|quot);"),
    /// Colours of a terminal, carriage returns and whatever else cannot be seen.
    CONTROLS("[\\x01-\\x08\\x0B-\\x1F\\x7F]"),
    MARKUP("(?i)<(!doctype|html|head|body|script|div|br)\\b"),
    CONFLICTS("^(<<<<<<< |>>>>>>> )"),
    /// Words that many a good text has too.
    TROUBLE("(?i)\\b(errors?|failed|failure|exception|warning|denied|unavailable|invalid)\\b");

    private final Pattern pattern;

    Slip(String expression) {
        pattern = Pattern.compile(expression, Pattern.MULTILINE);
    }

    static Slip of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    static String[] words() {
        return Arrays.stream(values()).map(Slip::word).toArray(String[]::new);
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Pattern pattern() {
        return pattern;
    }
}
