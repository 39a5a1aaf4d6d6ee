package dev.fettle.cli;

import dev.fettle.notation.UserError;
import dev.fettle.notation.Wording;
import dev.fettle.verb.Caller;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/// `fettle status` and `fettle status --json` from the kept answer, where it holds: neither the
/// command line's library nor the store is loaded for them. A program of its own, which the
/// launcher tries first.
public final class KeptStatus {
    /// Tells the launcher that the answer has to be made.
    private static final int GO_THE_LONG_WAY = 111;

    private KeptStatus() {}

    public static void main(String[] arguments) {
        int exit = answer(arguments).orElse(GO_THE_LONG_WAY);
        if (exit != 0) {
            System.exit(exit);
        }
    }

    /// @return the exit code; empty where the answer has to be made
    private static OptionalInt answer(String[] arguments) {
        boolean json = arguments.length == 2 && arguments[1].equals("--json");
        if (arguments.length == 0
                || !arguments[0].equals("status")
                || arguments.length > 1 && !json) {
            return OptionalInt.empty();
        }
        var terminal = new Terminal(System.getenv());
        if (!json && terminal.isInteractive()) {
            return OptionalInt.empty(); // colours are not kept
        }
        try {
            var caller = Caller.of(Optional.empty(), System.getenv(), Path.of("").toAbsolutePath());
            var kept = caller.keptStatus();
            if (kept.isEmpty()) {
                return OptionalInt.empty();
            }
            terminal.print(
                    json
                            ? kept.get().json()
                            : kept.get().text(then -> Wording.ago(then, caller.now())));
            return OptionalInt.of(kept.get().exit());
        } catch (IOException | UserError e) {
            return OptionalInt.empty(); // the long way will say what is wrong
        }
    }
}
