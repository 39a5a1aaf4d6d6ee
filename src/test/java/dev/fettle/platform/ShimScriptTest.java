package dev.fettle.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The script means the same in each shell that Linux systems have as their `sh`: Debian's,
/// Fedora's, Alpine's.
@Timeout(60)
class ShimScriptTest {

    @TempDir Path folder;

    private String door = "";

    /// Those that are installed here.
    static Stream<List<String>> shells() {
        return Stream.of(List.of("dash"), List.of("bash", "--posix"), List.of("busybox", "sh"))
                .filter(shell -> Programs.find(shell.getFirst(), "/bin:/usr/bin").isPresent());
    }

    @ParameterizedTest
    @MethodSource("shells")
    void it_claims_runs_and_writes_the_status_down(List<String> shell) throws IOException {
        assertThat(run(shell, "true")).isEqualTo("  0\n");
        assertThat(run(shell, "/bin/sh", "-c", "exit 77")).isEqualTo(" 77\n");
        assertThat(run(shell, "/bin/sh", "-c", "kill -9 $$")).isEqualTo("137\n");
        assertThat(run(shell, "no-such-program")).isEqualTo("127\n");
        assertThat(run(shell, "exit", "3")).as("a word of the shell").isEqualTo("127\n");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void the_program_goes_into_its_group_first_and_begins_where_it_cannot(List<String> shell)
            throws IOException {
        Path group = Files.writeString(folder.resolve("door"), "nobody yet");
        for (String each : List.of(group.toString(), folder.resolve("gone/door").toString())) {
            door = each;
            assertThat(run(shell, "/bin/sh", "-c", "cat ../door; exit 7")).isEqualTo("  7\n");
            assertThat(run(shell, "no-such-program")).isEqualTo("127\n");
            assertThat(run(shell, "exit", "3")).as("a word of the shell").isEqualTo("127\n");
            assertThat(run(shell, "cat", "../door")).isEqualTo("  0\n");
            assertThat(folder.resolve("run").resolve("log")).hasContent("0");
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void the_program_has_neither_the_lock_nor_an_ignored_signal(List<String> shell)
            throws IOException {
        run(shell, "/bin/sh", "-c", "ls /proc/self/fd; grep SigIgn /proc/self/status; env");

        List<String> said = Files.readAllLines(folder.resolve("run").resolve("log"));
        assertThat(said).startsWith("0", "1", "2", "3").doesNotContain("8", "9");
        assertThat(said).anySatisfy(line -> assertThat(line).matches("SigIgn:\\t0{7}[01][08]0{7}"));
        // sh itself adds PWD, and some leave their own path in _
        assertThat(said)
                .filteredOn(line -> line.contains("="))
                .allSatisfy(line -> assertThat(line).matches("(PATH|PWD|_|SHLVL|OLDPWD)=.*"));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void term_does_not_end_it_and_ends_the_program(List<String> shell) throws IOException {
        Path run = folder();
        try (FileLock lock = lock(run)) {
            Child child = spawn(shell, run, lock, "/bin/sh", "-c", "echo up; exec sleep 600");
            await().until(() -> Files.readString(run.resolve("log")).contains("up"));
            LibC.kill(child.pid(), 15);
            List<Long> programs = ProcessEntry.of(child.pid()).orElseThrow().children();
            assertThat(programs).hasSize(1);
            LibC.kill(programs.getFirst(), 15);
            child.waitFor();
        }
        assertThat(status(run)).isEqualTo("143\n");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void a_claim_that_is_there_is_respected(List<String> shell) throws IOException {
        Path run = folder();
        Files.createFile(run.resolve("started"));
        try (FileLock lock = lock(run)) {
            assertThat(spawn(shell, run, lock, "/usr/bin/touch", folder + "/ran").waitFor())
                    .isNotZero();
        }
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    /// Run on a file system of its own, which it fills.
    static final class OnAFullDisk {

        private OnAFullDisk() {}

        public static void main(String[] arguments) throws IOException {
            Path run = Files.createDirectory(Path.of(arguments[0], "run"));
            String script = "echo begun; cat /dev/zero >fill; echo never heard; exit 21";
            Shim.start(
                    new ShimOrder(
                            run,
                            List.of(
                                    RawNames.bytes("/bin/sh"),
                                    RawNames.bytes("-c"),
                                    RawNames.bytes(script)),
                            List.of(RawNames.bytes("PATH=/usr/bin:/bin")),
                            run,
                            "022",
                            run.resolve("log"),
                            ""));
            Shim.awaitEnd(run);
            System.out.println(
                    Shim.look(run) + " with " + run.toFile().getUsableSpace() + " bytes free");
        }
    }

    @Test
    void a_full_disk_does_not_hide_how_the_program_ended() throws Exception {
        String script = "mount -t tmpfs -o size=256k small \"$1\" || exit 99; shift; exec \"$@\"";
        List<String> command =
                List.of(
                        "unshare",
                        "-Urm",
                        "sh",
                        "-c",
                        script,
                        "x",
                        folder.toString(),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OnAFullDisk.class.getName(),
                        folder.toString());

        Answer answer =
                Command.run(command, Map.of(), Path.of("/"), Duration.ofSeconds(30), 10_000);

        assumeTrue(answer.exit() == 0, "no user namespace that may mount: " + answer.error());
        assertThat(answer.output()).isEqualTo("Ended[status=21] with 0 bytes free\n");
    }

    private String run(List<String> shell, String... program) throws IOException {
        Path run = folder();
        try (FileLock lock = lock(run)) {
            spawn(shell, run, lock, program).waitFor();
        }
        return status(run);
    }

    /// What follows the pid.
    private static String status(Path run) throws IOException {
        String started = Files.readString(run.resolve("started"));
        return started.substring(started.indexOf('\n') + 1);
    }

    private static FileLock lock(Path run) throws IOException {
        return FileLock.tryLock(run.resolve("lock")).orElseThrow();
    }

    private Child spawn(List<String> shell, Path run, FileLock lock, String... program)
            throws IOException {
        List<byte[]> command = new ArrayList<>();
        Path found = Programs.find(shell.getFirst(), "/bin:/usr/bin").orElseThrow();
        command.add(PathBytes.of(found));
        shell.stream().skip(1).map(RawNames::bytes).forEach(command::add);
        command.add(RawNames.bytes("-c"));
        command.add(Shim.script());
        for (String word : List.of("fettle", run.toString(), "022", run.toString(), "", door)) {
            command.add(RawNames.bytes(word));
        }
        Stream.of(program).map(RawNames::bytes).forEach(command::add);
        List<byte[]> environment = List.of(RawNames.bytes("PATH=/usr/bin:/bin"));
        return Spawn.start(
                new Launch(
                        command,
                        environment,
                        run,
                        run.resolve("log"),
                        Optional.empty(),
                        Optional.of(lock)));
    }

    private Path folder() throws IOException {
        Path run = folder.resolve("run");
        if (Files.exists(run)) {
            Renames.replace(run, folder.resolve("before" + System.nanoTime()));
        }
        Files.createDirectory(run);
        return run;
    }
}
