package dev.fettle.verb;

import dev.fettle.automation.Home;
import dev.fettle.platform.Clock;
import dev.fettle.store.TroubleLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// From where a verb was called, and what follows from that: the home it means, the clock it goes
/// by.
///
/// @param stated the home that was named on the command line
public record Caller(
        Optional<Path> stated, Map<String, String> environment, Path working, Clock clock) {
    public Caller {
        environment = Map.copyOf(environment);
    }

    public static Caller of(Optional<Path> stated, Map<String, String> environment, Path working) {
        return new Caller(stated, environment, working, Clock.system());
    }

    public Home home() {
        return Home.find(stated, environment, working);
    }

    public Workshop workshop() throws IOException {
        return Workshop.open(home(), clock);
    }

    /// PATH of this process; the kernel's default where it has none.
    public String path() {
        return environment.getOrDefault("PATH", "/usr/bin:/bin");
    }

    /// The kept answer of `fettle status`, where it still holds.
    public Optional<StatusSnapshot> keptStatus() throws IOException {
        var home = home();
        var folder = home.knownState();
        return folder.isEmpty()
                ? Optional.empty()
                : StatusSnapshot.read(folder.get(), home.root(), clock.now());
    }

    public Instant now() {
        return clock.now();
    }

    /// Nanoseconds of a clock that nobody can set.
    public long nanos() {
        return clock.nanos();
    }

    public void pause(Duration pause) throws InterruptedException {
        clock.sleep(pause);
    }

    /// Keeps a stack trace where the user need not see it.
    ///
    /// @return the file that holds it; empty where it could not be kept
    public Optional<Path> keepTrace(Exception e) {
        return new TroubleLog(troubleFile()).add(clock.now(), e);
    }

    private Path troubleFile() {
        try {
            return home().state().troubleLog();
        } catch (IOException | RuntimeException e) {
            var name = "fettle-" + System.getProperty("user.name") + ".log";
            return Path.of(System.getProperty("java.io.tmpdir"), name);
        }
    }
}
