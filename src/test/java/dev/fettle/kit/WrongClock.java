package dev.fettle.kit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Stream;

/// The clock on the wall of one daemon, which the test sets (libfaketime). Its monotonic clock and
/// everybody else's clocks go on.
public final class WrongClock {
    private final TestHome home;
    private final Path file;

    private WrongClock(TestHome home) {
        this.home = home;
        this.file = home.beside("clock");
    }

    /// One that is right as yet.
    public static WrongClock in(TestHome home) throws IOException {
        var clock = new WrongClock(home);
        clock.set("+0");
        return clock;
    }

    /// @param offset from the right time: `-1h`, `+4400d`
    public void set(String offset) throws IOException {
        var coming = Files.writeString(home.beside("clock.coming"), offset + "\n");
        Files.move(coming, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /// A daemon that lives by it.
    public FettleProcess up() throws IOException {
        var library =
                Stream.of("x86_64-linux-gnu", "aarch64-linux-gnu")
                        .map(machine -> Path.of("/usr/lib", machine, "faketime/libfaketimeMT.so.1"))
                        .filter(Files::exists)
                        .findFirst();
        assumeTrue(library.isPresent(), "libfaketime is not here");
        var variables =
                Map.of(
                        "LD_PRELOAD",
                        library.get().toString(),
                        "FAKETIME_TIMESTAMP_FILE",
                        file.toString(),
                        "FAKETIME_NO_CACHE",
                        "1",
                        "FAKETIME_DONT_FAKE_MONOTONIC",
                        "1",
                        "NO_FAKE_STAT",
                        "1");
        return FettleProcess.start(home, variables, "up").awaitReady();
    }
}
