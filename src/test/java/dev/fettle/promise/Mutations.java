package dev.fettle.promise;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Spoils YAML the way editors, accidents and malice do. The same seed gives the same text.
final class Mutations {
    private static final List<String> ODD_VALUES =
            List.of(
                    "",
                    "~",
                    "null",
                    "true",
                    "no",
                    "[]",
                    "{}",
                    "''",
                    "\"\"",
                    "1e400",
                    "0x1F",
                    ".inf",
                    "-0",
                    "+1",
                    "99999999999999999999",
                    "2026-01-01",
                    "022",
                    "\"\\0\"",
                    "\"\\ud800\"",
                    "\"\\e[2J\"",
                    "!!binary aGk=",
                    "!x y",
                    "|",
                    ">-",
                    "? a",
                    "- a",
                    "&a",
                    "*a",
                    "&a [*a]",
                    "{a: {a: {a: 1}}}",
                    "[[[]]]",
                    "{[a]: b}",
                    "\"open",
                    "'open",
                    "[open",
                    "{open",
                    "@x",
                    "`x`",
                    "%x",
                    "a: b: c",
                    "{input}",
                    "\"{output}\"",
                    "'\"{input}'",
                    "`{input}`",
                    "${input}",
                    "$(\"{input}",
                    "\\{input}",
                    "[\"\\\\\"]",
                    "*.{a,{b}}",
                    "[a",
                    "{text: {matches: \"(\"}}",
                    "{type: /}",
                    "{json: {path: {/~: x}}}");

    private static final List<String> ODD_CHARACTERS =
            List.of(
                    "\0",
                    "\u0007",
                    "\u001b",
                    "\t",
                    "\r",
                    "\r\n",
                    "\u0085",
                    "\u00a0",
                    "\u2028",
                    "\u202e",
                    "\uFEFF",
                    "\uFFFD",
                    "\uFFFE",
                    "😀",
                    "é",
                    "日本",
                    "#",
                    ":",
                    ": ",
                    "\"",
                    "'",
                    "\\",
                    "---\n",
                    "...\n",
                    "%YAML 1.3\n",
                    "<<: *a\n");

    private static final List<String> REPEATED =
            List.of(
                    "[", "{", "{a: ", "- ", "? ", "&a [", "!", "*", "(", "a|", "{input}", "\\",
                    "x");

    private static final String BOMB =
            """
            a: &a [x, x, x, x, x, x, x, x, x, x]
            b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
            c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
            d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
            env: {A: *d}
            """;

    private final Random random;

    Mutations(long seed) {
        random = new Random(seed);
    }

    /// One of these texts, spoilt in a few places.
    byte[] of(List<String> texts, String before, String behind) {
        var text = one(texts);
        int times = 1 + random.nextInt(5);
        for (int i = 0; i < times; i++) {
            text = spoilt(text, texts);
        }
        var bytes = (before + text + behind).getBytes(StandardCharsets.UTF_8);
        return bytes.length > 0 && random.nextInt(4) == 0 ? spoiltBytes(bytes) : bytes;
    }

    private String spoilt(String text, List<String> texts) {
        int at = random.nextInt(text.length() + 1);
        return switch (random.nextInt(11)) {
            case 0 -> insert(text, at, one(ODD_CHARACTERS));
            case 1 -> without(text, at, random.nextInt(10));
            case 2 -> withoutLines(text);
            case 3 -> shuffled(text);
            case 4 -> text + one(texts);
            case 5 -> insert(text, at, text);
            case 6 -> BOMB + text;
            case 7 -> text.replace("\n", one(List.of("\r\n", "\r", "\n\t", "\n ", " \n")));
            case 8 -> insert(text, behindAColon(text), one(REPEATED).repeat(howOften()));
            default -> withValue(text, one(ODD_VALUES));
        };
    }

    /// Mostly few, sometimes as many as fit.
    private int howOften() {
        return 1 << random.nextInt(1 + random.nextInt(18));
    }

    private String withValue(String text, String value) {
        int from = behindAColon(text);
        int to = text.indexOf('\n', from);
        return text.substring(0, from) + value + (to < 0 ? "" : text.substring(to));
    }

    private int behindAColon(String text) {
        int colon = text.indexOf(": ", random.nextInt(text.length() + 1));
        return colon < 0 ? text.length() : colon + 2;
    }

    private static String insert(String text, int at, String more) {
        return text.substring(0, at) + more + text.substring(at);
    }

    private static String without(String text, int at, int count) {
        return text.substring(0, at) + text.substring(Math.min(text.length(), at + count));
    }

    private String withoutLines(String text) {
        var lines = new ArrayList<>(text.lines().toList());
        lines.removeIf(_ -> random.nextInt(4) == 0);
        return String.join("\n", lines) + "\n";
    }

    private String shuffled(String text) {
        var lines = new ArrayList<>(text.lines().toList());
        Collections.shuffle(lines, random);
        return String.join("\n", lines) + "\n";
    }

    private byte[] spoiltBytes(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        if (random.nextInt(4) == 0) {
            return Arrays.copyOf(bytes, at);
        }
        bytes[at] = (byte) random.nextInt(256);
        return bytes;
    }

    private String one(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }
}
