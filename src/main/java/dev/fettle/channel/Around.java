package dev.fettle.channel;

import java.nio.file.Path;
import java.util.Optional;

/// What a channel finds around it.
///
/// @param host the machine's name
/// @param home the folder in which a program is started
/// @param keyring where secrets are
public record Around(String host, Path home, Keyring keyring) {

    /// Values of secrets by their names.
    @FunctionalInterface
    public interface Keyring {
        Optional<String> value(String name);
    }

    /// @throws MissingSecret where it is not set
    String secret(String name) {
        return keyring.value(name).orElseThrow(() -> new MissingSecret(name));
    }

    /// A secret that the channel needs is not set.
    public static final class MissingSecret extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MissingSecret(String name) {
            super(
                    "the secret %s is not set: `fettle secret set %s`".formatted(name, name),
                    null,
                    false,
                    false);
        }
    }
}
