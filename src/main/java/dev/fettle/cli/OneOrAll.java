package dev.fettle.cli;

import dev.fettle.notation.UserError;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `NAME` or `--all`, and not both.
final class OneOrAll {
    private OneOrAll() {}

    /// @return empty for all
    static Optional<String> of(@Nullable String name, boolean all, String verb) {
        if (all == (name != null)) {
            throw new UserError(
                    all
                            ? "either a name or --all, not both"
                            : "which one? fettle %s NAME, or --all".formatted(verb));
        }
        return Optional.ofNullable(name);
    }
}
