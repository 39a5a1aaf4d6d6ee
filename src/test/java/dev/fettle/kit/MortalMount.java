package dev.fettle.kit;

import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder under a second name, by way of a server of its own, which a test stops: whoever touches
/// the mount then hangs, as on a network that is gone. The test itself looks at the original only.
public final class MortalMount implements AutoCloseable {
    private final Path original;
    private final Path point;
    private final Process server;
    private final Path said;

    private MortalMount(Path original, Path point, Process server, Path said) {
        this.original = original;
        this.point = point;
        this.server = server;
        this.said = said;
    }

    /// @param point made where it is not there
    public static MortalMount of(TestHome home, String point) throws IOException {
        var original = Files.createDirectories(home.beside("behind " + point));
        var mounted = Files.createDirectories(home.beside(point));
        var said = home.beside("server of " + point);
        try {
            var server =
                    new ProcessBuilder("bindfs", "-f", original.toString(), mounted.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(said.toFile())
                            .start();
            var mount = new MortalMount(original, mounted, server, said);
            until(() -> mount.isMounted() || !server.isAlive());
            assumeTrue(
                    server.isAlive(),
                    () -> "nothing can be mounted by FUSE here: " + mount.said().strip());
            return mount;
        } catch (IOException e) {
            return abort("there is no bindfs here: " + e.getMessage());
        }
    }

    /// Where it is mounted.
    public Path point() {
        return point;
    }

    /// What lies behind it, whether it answers or not.
    public Path original() {
        return original;
    }

    /// The process that serves it: stopped, the mount is dead.
    public long server() {
        return server.pid();
    }

    /// From now on it does not answer.
    public void die() throws Exception {
        Processes.signal("STOP", server.pid());
        until(this::isDead);
    }

    public boolean isDead() throws IOException {
        return Processes.isStopped(server.pid());
    }

    public void comeBack() throws IOException, InterruptedException {
        Processes.signal("CONT", server.pid());
    }

    /// Its server is gone for good: each look at it is an error, and none hangs.
    public void breakOff() throws Exception {
        Processes.signal("KILL", server.pid());
        assertThat(server.waitFor()).isNotZero();
    }

    @Override
    public void close() throws IOException {
        try {
            if (server.isAlive()) {
                comeBack();
            }
            new ProcessBuilder("umount", "-l", point.toString()).start().waitFor();
            server.destroyForcibly().onExit().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted, and " + point + " may be mounted still", e);
        }
    }

    private boolean isMounted() throws IOException {
        return Files.readString(Path.of("/proc/self/mountinfo"), StandardCharsets.ISO_8859_1)
                .contains(" " + point + " ");
    }

    private String said() {
        try {
            return Files.readString(said);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
