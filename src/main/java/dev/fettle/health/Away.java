package dev.fettle.health;

import dev.fettle.automation.Automation;
import dev.fettle.history.Events;
import dev.fettle.platform.Silence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Whether the folders are there that an automation lives by.
public final class Away {
    private final Events events;
    private final Looks looks;

    /// Hears of each file that is looked at, before that.
    @FunctionalInterface
    public interface Looks {
        void at(Path path) throws IOException;
    }

    public Away(Events events, Looks looks) {
        this.events = events;
        this.looks = looks;
    }

    /// Why the watched folder, or the one for its output, is not there.
    public Optional<String> of(Automation automation) throws IOException {
        var watch = automation.definition().watch();
        if (watch.isPresent()) {
            var folder = watch.get().folder();
            looks.at(folder);
            var silence = Silence.within(folder, watch.get().depth());
            if (silence.isPresent()) {
                return Optional.of(words(automation, silence.get()));
            }
            if (!Files.isDirectory(folder)) {
                return Optional.of("the watched folder is missing: " + folder);
            }
        }
        var output = automation.definition().output();
        if (output.isEmpty()) {
            return Optional.empty();
        }
        if (Silence.isPossible(output.get().folder())) {
            looks.at(output.get().folder());
        }
        var silence = Silence.at(output.get().folder());
        return silence.isPresent()
                ? Optional.of(words(automation, silence.get()))
                : Optional.empty();
    }

    /// The daemon may know it for longer than this process.
    private String words(Automation automation, Silence silence) throws IOException {
        return events.silentSince(automation.name().text())
                .map(silence::since)
                .orElse(silence)
                .words();
    }
}
