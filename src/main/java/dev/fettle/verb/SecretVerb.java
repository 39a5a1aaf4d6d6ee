package dev.fettle.verb;

import dev.fettle.automation.Home;
import dev.fettle.platform.Clock;
import dev.fettle.secret.Secret;
import dev.fettle.secret.SecretName;
import dev.fettle.secret.Vault;
import dev.fettle.store.StateFolder;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// `fettle secret`: keeps secrets and tells their names, never their values.
public final class SecretVerb {
    /// The first so many bytes are enough to know that it is too much.
    public static final int MOST_BYTES = Secret.LONGEST_BYTES + 1;

    private SecretVerb() {}

    /// What was kept.
    ///
    /// @param redacted whether it is long enough to be taken out of logs
    public record Kept(String name, boolean redacted) {}

    /// @param since when its value was given
    public record Entry(String name, Instant since) {}

    /// Refuses what is no name before anybody has typed a value for it.
    public static void requireName(String name) {
        SecretName.parse(name);
    }

    /// @throws dev.fettle.notation.UserError where it is no secret, or the others cannot be read
    public static Kept set(Home home, Clock clock, String name, byte[] value) throws IOException {
        var secret = Secret.given(SecretName.parse(name), value);
        new Vault(home.state()).set(secret, clock.now());
        return new Kept(name, secret.isRedacted());
    }

    /// The newest first.
    public static List<Entry> list(Home home) throws IOException {
        var state = home.knownState();
        if (state.isEmpty()) {
            return List.of();
        }
        return new Vault(new StateFolder(state.get()))
                .entries().stream()
                        .map(e -> new Entry(e.name().text(), e.since()))
                        .sorted(Comparator.comparing(Entry::since).reversed())
                        .toList();
    }
}
