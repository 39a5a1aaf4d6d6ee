package dev.fettle.secret;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Takes secrets out of what is written: `[secret NAME]` stands in their place.
///
/// It knows a secret of 6 bytes or more as it is (of several lines each one that is long enough),
/// in base64, and escaped for a URL or for JSON; and nothing else.
public final class Redaction {
    public static final Redaction NONE = new Redaction(List.of());

    private static final String SIGNS_OF_SED = "\\.*[]^$/";

    /// Longer ones make sed slow: they are looked for piece by piece.
    private static final int LONGEST_PATTERN = 1024;

    /// What is looked for, the longest first, so that no part of it is taken before the whole.
    private final List<Pattern> patterns;

    private record Pattern(String text, SecretName name) {
        String mark() {
            return "[secret " + name + "]";
        }
    }

    private Redaction(List<Pattern> patterns) {
        this.patterns = List.copyOf(patterns);
    }

    static Redaction of(Collection<Secret> secrets) {
        Map<String, SecretName> found = new LinkedHashMap<>();
        for (var secret : secrets) {
            if (secret.isRedacted()) {
                Disguises.of(secret.value()).forEach(form -> found.put(form, secret.name()));
                secret.value().lines().forEach(line -> found.put(line, secret.name()));
            }
        }
        return new Redaction(
                found.entrySet().stream()
                        .map(e -> new Pattern(e.getKey(), e.getValue()))
                        .filter(p -> bytes(p.text()).length >= Secret.SHORTEST_REDACTED_BYTES)
                        .sorted(Comparator.comparingInt((Pattern p) -> -p.text().length()))
                        .toList());
    }

    /// Whether there is nothing to take out.
    public boolean isEmpty() {
        return patterns.isEmpty();
    }

    public String of(String text) {
        var redacted = text;
        for (var pattern : patterns) {
            redacted = redacted.replace(pattern.text(), pattern.mark());
        }
        return redacted;
    }

    /// The same as a script for `sed -n`, which prints each line once it is whole. After a line
    /// that ends with `end`, which is not printed, it writes `done` to `answer`.
    public byte[] script(String end, String answer) {
        var script = new ByteArrayOutputStream();
        for (var pattern : patterns) {
            if (pattern.text().indexOf('\n') < 0) {
                for (var piece : pieces(bytes(pattern.text()))) {
                    script.writeBytes(bytes("s/"));
                    script.writeBytes(escaped(piece));
                    script.writeBytes(bytes("/" + pattern.mark() + "/g\n"));
                }
            }
        }
        script.writeBytes(
                bytes(
                        """
                        /%1$s$/!{
                        p
                        d
                        }
                        s/%1$s$//
                        /^$/!p
                        s/.*/done/
                        w %2$s
                        """
                                .formatted(end, answer)));
        return script.toByteArray();
    }

    /// The last one takes in what would be too short to stand alone.
    private static List<byte[]> pieces(byte[] text) {
        var pieces = new ArrayList<byte[]>();
        int from = 0;
        while (from < text.length) {
            int left = text.length - from;
            int length =
                    left < LONGEST_PATTERN + Secret.SHORTEST_REDACTED_BYTES
                            ? left
                            : LONGEST_PATTERN;
            pieces.add(Arrays.copyOfRange(text, from, from + length));
            from += length;
        }
        return pieces;
    }

    private static byte[] escaped(byte[] literal) {
        var escaped = new ByteArrayOutputStream();
        for (byte each : literal) {
            if (SIGNS_OF_SED.indexOf(each) >= 0) {
                escaped.write('\\');
            }
            escaped.write(each);
        }
        return escaped.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
