import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;

/// What figures are taken with: a home in a folder of its own, the program as it is started by
/// hand, and a clock. In the folder `FIGURES` names, else the temporary one: what a disk costs is
/// part of a figure.
abstract class Ground {
    static final Path ROOT = Path.of("").toAbsolutePath();
    static final Path FETTLE = ROOT.resolve("fettle");

    final Path work;

    Ground(Path work) {
        this.work = work;
    }

    static Path folder() throws IOException {
        if (!Files.isExecutable(FETTLE)) {
            throw new IOException("call it from the folder that holds ./fettle");
        }
        var ground = Path.of(System.getenv().getOrDefault("FIGURES", "/tmp"));
        return Files.createTempDirectory(ground, "fettle-figures-");
    }

    void remove() throws Exception {
        call("rm", "-rf", work.toString());
    }

    // --- the home and the daemon

    void automation(String name, String front) throws Exception {
        var folder = Files.createDirectories(work.resolve("home/" + name));
        Files.writeString(work.resolve("home/fettle.yaml"), "web: 127.0.0.1:0\n");
        Files.writeString(folder.resolve("README.md"), "---\n" + front + "\n---\n# " + name + "\n");
        folders();
    }

    void folders() throws IOException {
        for (var each : List.of("in", "in2", "out", "out2", "side", "home")) {
            Files.createDirectories(work.resolve(each));
        }
        if (!Files.exists(work.resolve("home/fettle.yaml"))) {
            Files.writeString(work.resolve("home/fettle.yaml"), "web: 127.0.0.1:0\n");
        }
    }

    void script(String name, String file, String body) throws Exception {
        var script =
                Files.writeString(
                        work.resolve("home/" + name + "/" + file), "#!/bin/sh\n" + body + "\n");
        call("chmod", "+x", script.toString());
    }

    void drop(String name, String content) throws IOException {
        Files.writeString(work.resolve("in").resolve(name), content);
    }

    ProcessBuilder builder(String... words) throws IOException {
        folders();
        var builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().put("FETTLE_HOME", work.resolve("home").toString());
        builder.environment().put("FETTLE_STATE", work.resolve("state").toString());
        return builder;
    }

    void fettle(String... words) throws Exception {
        var all = new ArrayList<String>(List.of(FETTLE.toString()));
        all.addAll(Arrays.asList(words));
        call(all.toArray(String[]::new));
    }

    void call(String... words) throws Exception {
        var process = builder(words).redirectInput(Path.of("/dev/null").toFile()).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", words) + ": " + said);
        }
    }

    /// `fettle up` in its own process, ready when the constructor returns.
    final class Daemon implements AutoCloseable {
        private final Process process;

        Daemon() throws Exception {
            var said = work.resolve("up.log");
            process = builder(FETTLE.toString(), "up").redirectOutput(said.toFile()).start();
            await(() -> read(said).contains("is up for"));
        }

        long ticks() throws IOException {
            var stat = read(Path.of("/proc/" + process.pid() + "/stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        }

        String resident() {
            return memory("VmRSS");
        }

        String atMost() {
            return memory("VmHWM");
        }

        private String memory(String field) {
            return read(Path.of("/proc/" + process.pid() + "/status"))
                    .lines()
                    .filter(line -> line.startsWith(field))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MiB")
                    .findFirst()
                    .orElse("?");
        }

        @Override
        public void close() throws Exception {
            process.destroy();
            process.waitFor();
        }
    }

    // --- time

    interface Work {
        void run() throws Exception;
    }

    static long timed(Work work) throws Exception {
        long begun = System.nanoTime();
        work.run();
        return System.nanoTime() - begun;
    }

    static void await(BooleanSupplier fact) throws Exception {
        long begun = System.nanoTime();
        while (!fact.getAsBoolean()) {
            if (System.nanoTime() - begun > 300e9) {
                throw new IOException("waited for five minutes in vain");
            }
            Thread.sleep(2);
        }
    }

    static String read(Path file) {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    int count(String folder) {
        return work.resolve(folder).toFile().list().length;
    }

    static void tell(String what, List<Long> nanos) {
        var sorted = nanos.stream().sorted(Comparator.naturalOrder()).toList();
        System.out.printf(
                "%s: median %s, p95 %s, least %s ms (n=%d)%n",
                what,
                millis(median(nanos)),
                millis(sorted.get(Math.min(sorted.size() - 1, sorted.size() * 95 / 100))),
                millis(sorted.getFirst()),
                sorted.size());
    }

    static long median(List<Long> nanos) {
        return nanos.stream().sorted().toList().get(nanos.size() / 2);
    }

    static String millis(long nanos) {
        return nanos > 100_000_000 ? Long.toString(ms(nanos)) : "%.1f".formatted(nanos / 1e6);
    }

    static long ms(long nanos) {
        return nanos / 1_000_000;
    }
}
