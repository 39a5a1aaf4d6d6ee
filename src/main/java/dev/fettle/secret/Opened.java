package dev.fettle.secret;

import dev.fettle.notation.UserError;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All secrets as they are at this moment, for what Fettle itself does with them.
public final class Opened {
    private final Map<SecretName, Secret> secrets;
    private final Redaction redaction;
    private final @Nullable UserError unreadable;

    private Opened(Map<SecretName, Secret> secrets, @Nullable UserError unreadable) {
        this.secrets = Map.copyOf(secrets);
        this.redaction = Redaction.of(secrets.values());
        this.unreadable = unreadable;
    }

    /// What cannot be read is an error for who asks for a secret, and for nobody else.
    public static Opened of(Vault vault) throws IOException {
        try {
            return new Opened(vault.secrets(), null);
        } catch (UserError e) {
            return new Opened(Map.of(), e);
        }
    }

    /// @throws UserError where the secrets cannot be read
    public Optional<String> value(String name) {
        if (unreadable != null) {
            throw unreadable;
        }
        return Optional.ofNullable(secrets.get(new SecretName(name))).map(Secret::value);
    }

    /// Takes every one of them out.
    public Redaction redaction() {
        return redaction;
    }
}
