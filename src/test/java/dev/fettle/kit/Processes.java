package dev.fettle.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Processes of a test by their numbers.
public final class Processes {
    private Processes() {}

    /// One that has ended and that nobody has waited for yet does not live: in a container the
    /// first process may leave it so for ever, and `ProcessHandle` calls it alive.
    public static boolean lives(long pid) throws IOException {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    public static boolean isStopped(long pid) throws IOException {
        var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        return stat.substring(stat.lastIndexOf(')')).startsWith(") T");
    }

    /// Sends a signal by its name: `INT`, `HUP`, `KILL`.
    public static void signal(String name, long pid) throws IOException, InterruptedException {
        var kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
        assertThat(kill.waitFor()).isZero();
    }
}
