package dev.fettle.secret;

import dev.fettle.notation.UserError;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// A secret with its value, which nothing but [#value] gives away.
public final class Secret {
    /// Fits into a variable: the kernel takes 128 KiB for one.
    public static final int LONGEST_BYTES = 65_536;

    /// What is shorter cannot be told from other words of a log.
    static final int SHORTEST_REDACTED_BYTES = 6;

    private final SecretName name;
    private final String value;

    Secret(SecretName name, String value) {
        this.name = name;
        this.value = value;
    }

    /// What somebody typed or piped. The end of a single line is not part of it; several lines,
    /// such as a key's, are kept as they are.
    ///
    /// @throws UserError where it cannot be a secret; the message does not hold it
    public static Secret given(SecretName name, byte[] bytes) {
        if (bytes.length > LONGEST_BYTES) {
            throw new UserError(
                    "%s would be longer than %d bytes, more than a variable is good for"
                            .formatted(name, LONGEST_BYTES));
        }
        var value = withoutLineEnd(decoded(name, bytes));
        if (value.isEmpty()) {
            throw new UserError("nothing was given: %s is left as it was".formatted(name));
        }
        if (value.indexOf('\0') >= 0) {
            throw new UserError(
                    "%s cannot hold a NUL byte, which no variable can; encode it, for instance by base64"
                            .formatted(name));
        }
        return new Secret(name, value);
    }

    private static String decoded(SecretName name, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new UserError(
                    "%s is no text in UTF-8; encode it, for instance by base64".formatted(name), e);
        }
    }

    private static String withoutLineEnd(String text) {
        int end = text.indexOf('\n');
        if (end < 0 || end < text.length() - 1) {
            return text;
        }
        return text.substring(0, end > 0 && text.charAt(end - 1) == '\r' ? end - 1 : end);
    }

    public SecretName name() {
        return name;
    }

    public String value() {
        return value;
    }

    /// Whether it is long enough to be taken out of what is written.
    public boolean isRedacted() {
        return bytes().length >= SHORTEST_REDACTED_BYTES;
    }

    byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "secret " + name;
    }
}
