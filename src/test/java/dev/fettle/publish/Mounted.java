package dev.fettle.publish;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A small file system of its own, mounted for one test. Without the right to mount, the test says
/// so and is left out.
public final class Mounted implements AutoCloseable {
    private final Path point;

    private Mounted(Path point) {
        this.point = point;
    }

    public static Mounted memory(Path point, String options) throws IOException {
        return mount(point, "-t", "tmpfs", "-o", options, "tmpfs");
    }

    /// A disk in a file, by the next loop device that is free.
    public static Mounted image(Path image, Path point) throws IOException {
        return mount(point, "-o", "loop", image.toString());
    }

    /// The same file system under a second name.
    public static Mounted bind(Path original, Path point) throws IOException {
        return mount(point, "--bind", original.toString());
    }

    public void remount(String options) throws IOException {
        run("mount", "-o", "remount," + options, point.toString());
    }

    public Path point() {
        return point;
    }

    @Override
    public void close() throws IOException {
        run("umount", "-l", point.toString());
    }

    private static Mounted mount(Path point, String... arguments) throws IOException {
        Files.createDirectories(point);
        var command = new ArrayList<String>(List.of("mount"));
        command.addAll(List.of(arguments));
        command.add(point.toString());
        var answer = run(command.toArray(String[]::new));
        assumeTrue(answer.isEmpty(), "nothing can be mounted here: " + answer);
        return new Mounted(point);
    }

    /// What it said where it did not end well; else nothing.
    public static String run(String... command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return process.waitFor() == 0 ? "" : "exit " + process.exitValue() + " " + output;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
