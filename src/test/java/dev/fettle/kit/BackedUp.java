package dev.fettle.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/// Files, and a real repository of them by a real program: 20 MB unless stated.
///
/// @param folder that all of it lies in
/// @param environment of the program
public record BackedUp(Path folder, Map<String, String> environment) {
    private static final long SEED = 7;

    public static BackedUp in(Path folder) throws IOException {
        var made =
                new BackedUp(
                        Files.createDirectories(folder),
                        Map.of(
                                "PATH", System.getenv("PATH"),
                                "HOME", folder.toString(),
                                "TZ", "UTC",
                                "RESTIC_PASSWORD_FILE", folder.resolve("password").toString(),
                                "RESTIC_REPOSITORY", folder.resolve("repository").toString(),
                                "RESTIC_CACHE_DIR", folder.resolve("cache").toString(),
                                "BORG_PASSCOMMAND", "cat " + folder.resolve("password"),
                                "BORG_BASE_DIR", folder.resolve("base").toString(),
                                "BORG_REPO", folder.resolve("repository").toString()));
        Files.writeString(folder.resolve("password"), "correct horse\n");
        return made;
    }

    public Path source() {
        return folder.resolve("docs");
    }

    public Path repository() {
        return folder.resolve("repository");
    }

    public Path password() {
        return folder.resolve("password");
    }

    /// So many files of random bytes in folders of ten.
    public BackedUp files(int count, int size) throws IOException {
        var random = new Random(SEED);
        for (int i = 0; i < count; i++) {
            var file = source().resolve("d" + i % 10).resolve("f" + i);
            Files.createDirectories(file.getParent());
            var bytes = new byte[size / 2 + random.nextInt(size)];
            random.nextBytes(bytes);
            Files.write(file, bytes);
        }
        return this;
    }

    /// Runs a program, which must end well.
    public String run(String... command) throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(String.join(" ", command) + ": " + said).isZero();
        return said;
    }

    /// Kills a program that backs up what it never comes to read, once something lies in a folder
    /// of the repository.
    public void dieAtWork(String below, String... command) throws Exception {
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process = builder.start();
        TestHome.until(() -> {
            var names = repository().resolve(below).toFile().list();
            return names != null
                    && names.length > 0
                    && Arrays.stream(names).noneMatch(name -> name.contains("tmp"));
        });
        process.destroyForcibly();
        assertThat(process.waitFor()).isEqualTo(137);
    }

    /// A program that backs up what it reads from us, and so works until we let it end.
    public UnderWay underWay(String... command) throws IOException {
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().write("a letter".getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        return new UnderWay(process);
    }

    /// A program that is kept at work.
    public record UnderWay(Process process) implements AutoCloseable {
        public boolean isAtWork() {
            return process.isAlive();
        }

        /// There is no more to read.
        ///
        /// @return its exit code
        public int end() throws IOException, InterruptedException {
            process.getOutputStream().close();
            return process.waitFor();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    /// Whether somebody runs a program with such an argument on this repository, which its
    /// environment names.
    public boolean isAtWork(String argument) throws IOException {
        return !atWork(argument).isEmpty();
    }

    public List<ProcessHandle> atWork(String argument) throws IOException {
        var found = new ArrayList<ProcessHandle>();
        try (var all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var process : all) {
                if (text(process.resolve("cmdline")).contains("\0" + argument + "\0")
                        && text(process.resolve("environ"))
                                .contains("BORG_REPO=" + repository() + "\0")) {
                    ProcessHandle.of(Long.parseLong(process.getFileName().toString()))
                            .ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // it has ended
        }
    }

    public String restic(String... arguments) throws IOException, InterruptedException {
        return run(with("restic", arguments));
    }

    private static String[] with(String program, String... arguments) {
        var words = new ArrayList<>(List.of(program));
        words.addAll(Arrays.asList(arguments));
        return words.toArray(String[]::new);
    }

    /// A copy that a test may spoil, at the very same path.
    public void keep() throws IOException, InterruptedException {
        run("cp", "-a", repository().toString(), folder.resolve("kept").toString());
    }

    /// Borg's own notes of its user know a newer state by then.
    public void restore() throws IOException, InterruptedException {
        run("rm", "-rf", folder.resolve("base").toString());
        Files.createDirectories(folder.resolve("base"));
        run("rm", "-rf", repository().toString());
        run("cp", "-a", folder.resolve("kept").toString(), repository().toString());
    }

    /// Its files below a folder, the largest first.
    public List<Path> stored(String below) throws IOException {
        try (Stream<Path> all = Files.walk(repository().resolve(below))) {
            return all.filter(Files::isRegularFile)
                    .sorted(Comparator.comparingLong(BackedUp::size).reversed())
                    .toList();
        }
    }

    private static long size(Path file) {
        return file.toFile().length();
    }

    /// Another byte in the middle.
    public static void flip(Path file) throws IOException {
        makeWritable(file);
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(bytes.length() / 2);
            int before = bytes.read();
            bytes.seek(bytes.length() / 2);
            bytes.write(before ^ 255);
        }
    }

    public static void cut(Path file) throws IOException {
        makeWritable(file);
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.setLength(bytes.length() / 2);
        }
    }

    private static void makeWritable(Path file) throws IOException {
        assertThat(file.toFile().setWritable(true)).isTrue();
    }
}
