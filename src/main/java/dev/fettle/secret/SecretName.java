package dev.fettle.secret;

import dev.fettle.notation.UserError;
import dev.fettle.notation.Wording;
import java.util.Optional;
import java.util.regex.Pattern;

/// A secret's name: that of the variable in which a program finds it.
public record SecretName(String text) implements Comparable<SecretName> {
    static final String PATTERN = "^[A-Za-z_][A-Za-z0-9_]{0,63}$";
    static final String RIGHT = "letters, digits and _, as in API_TOKEN";

    private static final Pattern WHOLE = Pattern.compile(PATTERN);

    public SecretName {
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException("no name of a secret: " + Wording.quoted(text));
        }
    }

    /// @throws UserError where it is none, or belongs to Fettle
    public static SecretName parse(String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw new UserError(
                    "%s is no name of a secret; right would be %s"
                            .formatted(Wording.quoted(text), RIGHT));
        }
        var name = new SecretName(text);
        if (name.objection().isPresent()) {
            throw new UserError(
                    "a secret cannot be called %s: %s".formatted(text, name.objection().get()));
        }
        return name;
    }

    /// Why a program cannot be given a secret in a variable of this name.
    Optional<String> objection() {
        if (text.equals("PATH")) {
            return Optional.of("PATH says where programs are; choose another name");
        }
        return text.startsWith("FETTLE_")
                ? Optional.of("names that begin with FETTLE_ are Fettle's own; choose another name")
                : Optional.empty();
    }

    @Override
    public int compareTo(SecretName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
