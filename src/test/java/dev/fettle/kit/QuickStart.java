package dev.fettle.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import org.sqlite.JDBC;

/// The real program as it starts from its release: classes in a jar, an AOT cache made in a
/// rehearsal, SQLite's library unpacked. A test that starts it hundreds of times takes a third of
/// the time by it.
///
/// Made once for all tests of a JVM.
final class QuickStart {
    private static final String NATIVE = "libsqlitejdbc.so";
    private static final Pattern OF_TESTS =
            Pattern.compile(
                    "/(junit|assertj|awaitility|archunit|surefire|maven|bytebuddy|hamcrest)/");

    private final Path folder;

    private QuickStart(Path folder) {
        this.folder = folder;
    }

    private static final class Made {
        static final QuickStart ONE = make();
    }

    static QuickStart get() {
        return Made.ONE;
    }

    /// What stands before the main class.
    List<String> arguments() {
        return List.of(
                "-Xint", // compiling is not worth while for so short a life
                "-XX:AOTCache=" + folder.resolve("aot"),
                "-Dorg.sqlite.lib.path=" + folder,
                "-cp",
                classPath(folder));
    }

    private static QuickStart make() {
        try {
            var own = "quick-" + System.getProperty("fettle.fork", "1");
            var folder = Files.createDirectories(Path.of("target", own)).toAbsolutePath();
            clear(folder);
            jar(folder.resolve("fettle.jar"));
            unpackLibrary(folder.resolve(NATIVE));
            rehearse(folder);
            return new QuickStart(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// An AOT cache refuses a class path with folders, and looks at each jar: those that are the
    /// tests' alone are left out.
    private static String classPath(Path folder) {
        var path = new ArrayList<>(List.of(folder.resolve("fettle.jar").toString()));
        Arrays.stream(System.getProperty("java.class.path").split(":"))
                .filter(entry -> entry.endsWith(".jar") && !OF_TESTS.matcher(entry).find())
                .forEach(path::add);
        return String.join(":", path);
    }

    private static void clear(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(folder)) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void jar(Path into) throws IOException {
        var classes = Path.of("target/classes");
        try (var jar = new JarOutputStream(Files.newOutputStream(into));
                var files = Files.walk(classes)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, jar);
                jar.closeEntry();
            }
        }
    }

    private static void unpackLibrary(Path into) throws IOException {
        var name = "/org/sqlite/native/Linux/x86_64/" + NATIVE;
        try (InputStream in = JDBC.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            Files.write(into, in.readAllBytes());
        }
    }

    private static void rehearse(Path folder) throws IOException, InterruptedException {
        var place = Files.createTempDirectory(folder, "rehearsal");
        try (var home = TestHome.in(place)) {
            home.script("job", "mkdir $2/sub; echo new >$2/a; echo new >$2/sub/c\n");
            home.automation(
                    "job", "watch: ../../inbox\nrun: ./go.sh {input} {output}\noutput: ../../site");
            home.drop("in", "x");
            var lines =
                    Files.writeString(
                            home.beside("lines"), "run\tjob\nundo\tnothing\nrecover\nruns\n");
            var command = new ArrayList<>(FettleProcess.java());
            command.addAll(
                    List.of(
                            "-XX:AOTCacheOutput=" + folder.resolve("aot"),
                            "-Dorg.sqlite.lib.path=" + folder,
                            "-cp",
                            classPath(folder),
                            "dev.fettle.Rehearsal",
                            "verbs"));
            var process =
                    new ProcessBuilder(command)
                            .directory(home.root().toFile())
                            .redirectInput(lines.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(home.beside("said").toFile());
            process.environment().clear();
            process.environment().putAll(home.environment());
            process.environment().put("FETTLE_HOME", home.root().toString());
            assertThat(process.start().waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(folder.resolve("aot")).as(Files.readString(home.beside("said"))).exists();
        }
    }
}
