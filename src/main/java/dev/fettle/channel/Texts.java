package dev.fettle.channel;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Texts as channels take them: not too long, and with secrets where they are asked for.
final class Texts {
    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]{0,63})}");

    private Texts() {}

    /// So many characters at most; what is cut off is said.
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - 2;
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + "\n…";
    }

    /// So many bytes at most.
    static String cutBytes(String text, int most) {
        int length = text.length();
        var shown = text;
        while (shown.getBytes(StandardCharsets.UTF_8).length > most) {
            int over = shown.getBytes(StandardCharsets.UTF_8).length - most;
            length = Math.min(length, shown.length()) - Math.max(1, over / 4);
            shown = cut(text, length);
        }
        return shown;
    }

    /// `{NAME}` with the value of that secret in its place.
    static String filled(String text, Around around) {
        return PLACE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(around.secret(found.group(1))));
    }
}
