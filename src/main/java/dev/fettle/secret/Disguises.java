package dev.fettle.secret;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/// The forms in which a text shows up in what programs write: as it is, in base64, escaped for a
/// URL or for JSON.
final class Disguises {
    private static final int BITS_OF_A_SIGN = 6;

    private Disguises() {}

    static Set<String> of(String value) {
        var forms = new LinkedHashSet<String>();
        forms.add(value);
        base64(value.getBytes(StandardCharsets.UTF_8), forms);
        url(value, forms);
        json(value, forms);
        return forms;
    }

    /// Three bytes become four signs, so what stands before shifts it in one of three ways; of each
    /// only the signs that depend on nothing else, and, where it stands last, those to its end.
    private static void base64(byte[] value, Set<String> forms) {
        for (var encoder : new Base64.Encoder[] {Base64.getEncoder(), Base64.getUrlEncoder()}) {
            for (int before = 0; before < 3; before++) {
                var shifted = new byte[before + value.length];
                System.arraycopy(value, 0, shifted, before, value.length);
                var text = encoder.encodeToString(shifted);
                int from = (before * 8 + BITS_OF_A_SIGN - 1) / BITS_OF_A_SIGN;
                int to = shifted.length * 8 / BITS_OF_A_SIGN;
                forms.add(text.substring(from));
                forms.add(text.substring(from).replace("=", ""));
                forms.add(text.substring(from, to));
            }
        }
    }

    /// Programs differ in what they leave as it is, and in the case of the digits.
    private static void url(String value, Set<String> forms) {
        var form = URLEncoder.encode(value, StandardCharsets.UTF_8); // leaves * - _ . and letters
        var strict = form.replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
        var lenient =
                strict.replace("%21", "!")
                        .replace("%27", "'")
                        .replace("%28", "(")
                        .replace("%29", ")")
                        .replace("%2A", "*");
        for (var each :
                new String[] {
                    form, form.replace("%7E", "~"), strict, lenient, strict.replace("%2F", "/")
                }) {
            forms.add(each);
            forms.add(lowerDigits(each));
        }
    }

    private static String lowerDigits(String escaped) {
        var text = new StringBuilder(escaped);
        for (int i = text.indexOf("%"); i >= 0; i = text.indexOf("%", i + 3)) {
            text.replace(i, i + 3, text.substring(i, i + 3).toLowerCase(Locale.ROOT));
        }
        return text.toString();
    }

    private static void json(String value, Set<String> forms) {
        for (var digits : new String[] {"\\u%04x", "\\u%04X"}) {
            for (boolean ascii : new boolean[] {false, true}) {
                var plain = json(value, digits, ascii);
                forms.add(plain);
                forms.add(plain.replace("/", "\\/"));
                forms.add(
                        plain.replace("<", digits.formatted((int) '<'))
                                .replace(">", digits.formatted((int) '>'))
                                .replace("&", digits.formatted((int) '&')));
            }
        }
    }

    private static String json(String value, String digits, boolean ascii) {
        var text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                default -> {
                    if (c < ' ' || ascii && c > '~') {
                        text.append(digits.formatted((int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        return text.toString();
    }
}
