package dev.fettle.daemon;

import dev.fettle.automation.Home;
import dev.fettle.automation.Settings;
import dev.fettle.notation.UserError;
import dev.fettle.platform.AtomicFile;
import dev.fettle.store.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// The settings that could be read last, kept beside the store: while `fettle.yaml` is wrong, or
/// the home is gone, they stay in force, for a daemon that starts then and for whoever looks at it.
final class LastSettings {
    private final Home home;
    private final Path kept;

    LastSettings(Home home, StateFolder state) {
        this.home = home;
        this.kept = state.root().resolve("settings.last");
    }

    /// Those of now, else those that were kept.
    ///
    /// @throws UserError where neither can be read
    Settings now() throws IOException {
        try {
            return home.settings();
        } catch (UserError | IOException e) {
            if (!Files.isRegularFile(kept)) {
                throw e;
            }
            return home.settings(kept);
        }
    }

    /// Keeps those of now, where they can be read.
    ///
    /// @throws UserError where they cannot
    void keep() throws IOException {
        var file = home.root().resolve(Home.MARK);
        var text = Files.readAllBytes(file);
        if (!Files.isRegularFile(kept) || !Arrays.equals(Files.readAllBytes(kept), text)) {
            var _ = home.settings(file);
            AtomicFile.write(kept, text);
        }
    }
}
