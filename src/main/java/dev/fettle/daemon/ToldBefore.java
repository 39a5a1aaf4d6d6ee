package dev.fettle.daemon;

import dev.fettle.platform.AtomicFile;
import dev.fettle.platform.Clock;
import dev.fettle.store.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Remembers in a file what was told when the store could not be opened: who looks every five
/// minutes is not to tell every five minutes. Where the state folder takes no file either, it lies
/// among temporary ones.
final class ToldBefore {
    private static final List<Duration> PAUSES =
            List.of(Duration.ofHours(1), Duration.ofHours(4), Duration.ofHours(12));
    private static final Duration THEN = Duration.ofDays(1);

    private final List<Path> places;
    private final Clock clock;

    ToldBefore(StateFolder state, Clock clock) {
        this.clock = clock;
        places =
                List.of(
                        state.root().resolve("watchdog.told"),
                        Path.of(System.getProperty("java.io.tmpdir"))
                                .resolve("fettle-watchdog-" + state.root().getFileName()));
    }

    /// @param what may have been told before, and long enough ago
    boolean isDue(String what) throws IOException {
        return last().filter(told -> told.what().equals(what))
                .map(told -> !clock.now().isBefore(told.at().plus(pause(told.times()))))
                .orElse(true);
    }

    void keep(String what) throws IOException {
        int times = last().filter(told -> told.what().equals(what)).map(Told::times).orElse(0) + 1;
        var text = "%d %d%n%s".formatted(clock.now().toEpochMilli(), times, what);
        boolean kept = false;
        for (var each = places.iterator(); !kept && each.hasNext(); ) {
            kept = isWritten(each.next(), text);
        }
    }

    /// False where the disk is full, or nothing may be written there.
    private static boolean isWritten(Path place, String text) {
        try {
            AtomicFile.write(place, text);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private record Told(Instant at, int times, String what) {}

    private Optional<Told> last() throws IOException {
        for (var place : places) {
            if (Files.isRegularFile(place)) {
                var lines = Files.readString(place).split("\n", 2);
                var numbers = lines[0].split(" ", -1);
                if (lines.length == 2 && lines[0].matches("[0-9]{1,15} [0-9]{1,6}")) {
                    return Optional.of(
                            new Told(
                                    Instant.ofEpochMilli(Long.parseLong(numbers[0])),
                                    Integer.parseInt(numbers[1]),
                                    lines[1]));
                }
            }
        }
        return Optional.empty();
    }

    private static Duration pause(int times) {
        return times <= PAUSES.size() ? PAUSES.get(times - 1) : THEN;
    }
}
