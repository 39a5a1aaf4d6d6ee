package dev.fettle.kit;

import static dev.fettle.kit.TestHome.PATIENCE;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.Main;
import dev.fettle.notation.JsonReader;
import dev.fettle.platform.Launch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The real program in a process of its own: `fettle --home HOME …`, with the same flags as the
/// launcher gives.
public final class FettleProcess implements AutoCloseable {
    private static final List<String> FLAGS =
            List.of(
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-XX:-UsePerfData",
                    "-XX:-CreateCoredumpOnCrash",
                    "-Xlog:disable",
                    "-XX:+DisplayVMOutputToStderr",
                    "-Xmx192m",
                    "-XX:+ExitOnOutOfMemoryError",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow");

    private final Process process;
    private final Path out;
    private final Path err;

    private FettleProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /// What a process left.
    public record Ended(int code, String out, String err) {
        public Map<String, @Nullable Object> json() {
            return JsonReader.object(out);
        }
    }

    public static FettleProcess start(TestHome home, String... arguments) throws IOException {
        return start(home, Map.of(), arguments);
    }

    /// @param further variables beyond those of the home
    public static FettleProcess start(
            TestHome home, Map<String, String> further, String... arguments) throws IOException {
        return start(List.of(), home, further, arguments);
    }

    /// @param under a program that becomes what its last arguments name
    public static FettleProcess start(
            List<String> under, TestHome home, Map<String, String> further, String... arguments)
            throws IOException {
        var folder = Files.createDirectories(home.beside("processes"));
        var out = Files.createTempFile(folder, arguments[0], ".out");
        var err = Files.createTempFile(folder, arguments[0], ".err");
        var builder =
                new ProcessBuilder(
                                Stream.concat(
                                                under.stream(),
                                                command(folder, home, arguments).stream())
                                        .toList())
                        .directory(home.root().toFile())
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(home.environment());
        builder.environment().put("FETTLE_LOCALE", "");
        builder.environment().putAll(further);
        return new FettleProcess(builder.start(), out, err);
    }

    /// The same, stopped before each system call by which it changes something, its fate there the
    /// test's to say. Its output goes to [TestHome#said].
    public static Traced traced(TestHome home, Traced.Watch watch, String... arguments)
            throws IOException {
        var folder = Files.createDirectories(home.beside("processes"));
        return Traced.start(
                new Launch(
                        command(QuickStart.get().arguments(), folder, home, arguments).stream()
                                .map(FettleProcess::bytes)
                                .toList(),
                        Stream.concat(
                                        home.environment().entrySet().stream(),
                                        Map.of("FETTLE_LOCALE", "").entrySet().stream())
                                .map(e -> bytes(e.getKey() + "=" + e.getValue()))
                                .toList(),
                        home.root(),
                        folder.resolve("traced"),
                        Optional.empty(),
                        Optional.empty()),
                watch);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static List<String> java() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        return command;
    }

    private static List<String> command(Path temporary, TestHome home, String... arguments) {
        return command(
                List.of("-cp", System.getProperty("java.class.path")), temporary, home, arguments);
    }

    private static List<String> command(
            List<String> classes, Path temporary, TestHome home, String... arguments) {
        var command = new ArrayList<>(java());
        // What a killed process leaves of its temporary files goes with the test.
        command.add("-Djava.io.tmpdir=" + temporary);
        var root = System.getProperty("fettle.root");
        command.add("-Dfettle.root=" + root);
        command.add("-Dfettle.launcher=" + root + "/fettle");
        command.addAll(classes);
        command.add(Main.class.getName());
        command.addAll(List.of(arguments));
        command.addAll(List.of("--home", home.root().toString()));
        return command;
    }

    /// The daemon, once it says that it is up.
    public static FettleProcess up(TestHome home) throws IOException {
        return start(home, "up").awaitReady();
    }

    /// The same by way of a program that becomes what its last arguments name.
    public static FettleProcess up(TestHome home, List<String> under) throws IOException {
        return start(under, home, Map.of(), "up").awaitReady();
    }

    /// Calls a verb and waits for its end.
    public static Ended call(TestHome home, String... arguments) throws Exception {
        try (var process = start(home, arguments)) {
            return process.awaitEnd();
        }
    }

    public FettleProcess awaitReady() {
        until(() -> err().contains("fettle is up for") || !process.isAlive());
        assertThat(process.isAlive()).as(this::said).isTrue();
        return this;
    }

    public Ended awaitEnd() throws Exception {
        return awaitEnd(PATIENCE);
    }

    /// For what takes long by its nature.
    public Ended awaitEnd(Duration patience) throws Exception {
        assertThat(process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)).as(this::said).isTrue();
        return new Ended(process.exitValue(), out(), err());
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// Sends a signal, by its name: `INT`, `HUP`.
    public void signal(String name) throws Exception {
        Processes.signal(name, pid());
    }

    /// Ends it as a crash does: without another instruction.
    public void kill9() {
        assertThat(process.destroyForcibly().onExit().join().isAlive()).isFalse();
    }

    public String out() throws IOException {
        return Files.readString(out);
    }

    public String err() throws IOException {
        return Files.readString(err);
    }

    private String said() {
        try {
            return out() + err();
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        kill9();
    }
}
