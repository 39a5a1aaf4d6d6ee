package dev.fettle.upkeep;

import dev.fettle.automation.Home;
import dev.fettle.automation.Settings;
import dev.fettle.notation.Wording;
import dev.fettle.platform.ControlGroup;
import dev.fettle.platform.FileLock;
import dev.fettle.platform.Machine;
import dev.fettle.store.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What all automations of a home share: the state folder, the daemon, the kernel's limits.
final class MachineLook {
    private static final long FEW_WATCHES = 8_192;
    private static final long LITTLE_SPACE = 100_000_000;

    private final StateFolder state;
    private final Optional<Settings> settings;
    private final String path;

    /// @param settings empty where they cannot be read
    MachineLook(StateFolder state, Optional<Settings> settings, String path) {
        this.state = state;
        this.settings = settings;
        this.path = path;
    }

    List<Symptom> symptoms() throws IOException {
        var symptoms = new ArrayList<Symptom>();
        symptoms.add(state(state.root()));
        symptoms.add(daemon());
        daemonPath().ifPresent(symptoms::add);
        watches().ifPresent(symptoms::add);
        return symptoms;
    }

    private static Symptom state(Path root) throws IOException {
        if (!Files.isWritable(root)) {
            return Symptom.missing(
                    "state", root + " cannot be written", "mend its rights, or set FETTLE_STATE");
        }
        long free = Files.getFileStore(root).getUsableSpace();
        if (free < LITTLE_SPACE) {
            return Symptom.missing(
                    "state",
                    "only %s are free for %s".formatted(Wording.size(free), root),
                    "make room on that disk");
        }
        return Symptom.good("state", root.toString());
    }

    private Symptom daemon() throws IOException {
        var pid = holder();
        if (pid.isEmpty()) {
            return Symptom.note(
                    "daemon", "not running: nothing is started by itself", "start `fettle up`");
        }
        return Symptom.good(
                "daemon",
                ControlGroup.groundOf(pid.get()).isPresent()
                        ? "running, each run in a control group of its own"
                        : "running");
    }

    /// The daemon's PATH is what runs get; the one of this terminal may find other programs.
    private Optional<Symptom> daemonPath() throws IOException {
        var daemon = holder().flatMap(pid -> Machine.environmentOf(pid, "PATH"));
        if (daemon.isEmpty()
                || daemon.get().equals(path)
                || settings.flatMap(Settings::path).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                Symptom.note(
                        "path",
                        "the daemon's PATH is %s, this terminal's is %s"
                                .formatted(daemon.get(), path),
                        "state `path:` in "
                                + Home.MARK
                                + " where programs are found by one alone"));
    }

    private static Optional<Symptom> watches() throws IOException {
        long most = Machine.mostWatches();
        return most >= FEW_WATCHES
                ? Optional.empty()
                : Optional.of(
                        Symptom.note(
                                "watches",
                                "this machine lets a user watch %d folders only; beyond that they are looked at from time to time"
                                        .formatted(most),
                                "sysctl fs.inotify.max_user_watches=524288"));
    }

    private Optional<Long> holder() throws IOException {
        var lock = state.daemonLock();
        return Files.exists(lock) ? FileLock.holder(lock) : Optional.empty();
    }
}
