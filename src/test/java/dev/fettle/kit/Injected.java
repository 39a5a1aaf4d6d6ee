package dev.fettle.kit;

import static dev.fettle.kit.TestHome.PATIENCE;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Makes system calls of a living process fail, or be its last, for as long as this is open
/// (`strace`).
public final class Injected implements AutoCloseable {
    private final FettleProcess process;
    private final Process tracer;
    private final Path record;

    private Injected(FettleProcess process, Process tracer, Path record) {
        this.process = process;
        this.tracer = tracer;
        this.record = record;
    }

    /// @param record an empty file that the tracer writes
    /// @param error by its name: `EIO`
    /// @param calls parted by commas
    /// @param paths the calls that fail are those that name one of these files, or a descriptor
    ///   that is open on one
    public static Injected into(
            FettleProcess process, Path record, String error, String calls, List<Path> paths)
            throws Exception {
        return injected(process, record, calls, "error=" + error, paths);
    }

    /// The process is killed when a thread of it is about to make such a call.
    ///
    /// @param when the how manieth it is, of that thread
    public static Injected death(
            FettleProcess process, Path record, String calls, int when, List<Path> paths)
            throws Exception {
        return injected(process, record, calls, "signal=KILL:when=" + when, paths);
    }

    private static Injected injected(
            FettleProcess process, Path record, String calls, String what, List<Path> paths)
            throws Exception {
        var command = new ArrayList<String>(List.of("strace", "-f", "-qq", "-o"));
        command.add(record.toString());
        command.addAll(List.of("-p", Long.toString(process.pid())));
        for (var path : paths) {
            command.addAll(List.of("-P", path.toString()));
        }
        command.addAll(List.of("-e", "trace=" + calls));
        command.addAll(List.of("-e", "inject=" + calls + ":" + what));
        var tracer =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(record.resolveSibling("strace.err").toFile())
                        .start();
        until(() -> !tracer.isAlive() || isTraced(process.pid()));
        assumeTrue(
                tracer.isAlive(),
                () -> "no process may be traced here, code " + tracer.exitValue());
        return new Injected(process, tracer, record);
    }

    /// How many calls were made to fail so far.
    public long count() throws IOException {
        try (var lines = Files.lines(record)) {
            return lines.filter(line -> line.endsWith("(INJECTED)")).count();
        }
    }

    private static boolean isTraced(long pid) throws IOException {
        try (var threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (var thread : threads.toList()) {
                if (Files.readString(thread.resolve("status")).contains("TracerPid:\t0\n")) {
                    return false;
                }
            }
            return true;
        }
    }

    /// By INT, upon which it lets go of the process; one that is killed would take it along.
    @Override
    public void close() throws IOException {
        try {
            if (process.isAlive()) { // it ends with what it traces
                Processes.signal("INT", tracer.pid());
            }
            assertThat(tracer.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
