package dev.fettle.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ShimTest {

    private static final String NOTE = "begun\nby a test\n";

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 75, 99, 100, 255})
    void a_programs_exit_code_is_learned(int code) throws IOException {
        Path run = run("exit " + code);

        assertThat(Shim.look(run)).isEqualTo(new ShimState.Ended(code));
        assertThat(Files.readString(run.resolve("started"))).endsWith(code + "\n");
    }

    @Test
    void a_signal_is_128_and_its_number() throws IOException {
        assertThat(Shim.look(run("kill -9 $$"))).isEqualTo(new ShimState.Ended(137));
        assertThat(Shim.look(run("kill -15 $$"))).isEqualTo(new ShimState.Ended(143));
        assertThat(Shim.look(run("kill -2 $$"))).isEqualTo(new ShimState.Ended(130));
    }

    @Test
    void output_and_errors_are_appended_to_the_log_in_order() throws IOException {
        Path log = Files.writeString(folder.resolve("log"), "before\n");
        Path run = folder();
        start(run, List.of("/bin/sh", "-c", "echo one; echo two >&2; echo three"), folder, log);
        Shim.awaitEnd(run);

        assertThat(log).content().isEqualTo("before\none\ntwo\nthree\n");
    }

    @ParameterizedTest
    @MethodSource("dev.fettle.platform.RawNames#all")
    void bytes_reach_the_program_as_they_are(byte[] name) throws IOException {
        Path inside = Files.createDirectory(RawNames.in(folder, name));
        Path run = Files.createDirectory(inside.resolve("run"));
        Path log = inside.resolve("log");
        List<byte[]> command = new ArrayList<>();
        for (String word :
                List.of("/bin/sh", "-c", "printf '%s\\0' \"$1\" \"$RAW\"; cat input", "x")) {
            command.add(RawNames.bytes(word));
        }
        command.add(name);
        byte[] variable = concat(RawNames.bytes("RAW="), name);
        Files.writeString(inside.resolve("input"), "read");

        Shim.start(
                new ShimOrder(
                        run,
                        command,
                        List.of(RawNames.bytes("PATH=/bin"), variable),
                        inside,
                        "022",
                        log,
                        NOTE));
        Shim.awaitEnd(run);

        byte[] zero = {0};
        assertThat(Files.readAllBytes(log))
                .isEqualTo(
                        concat(
                                concat(name, zero),
                                concat(concat(name, zero), RawNames.bytes("read"))));
        assertThat(Shim.look(run)).isEqualTo(new ShimState.Ended(0));
    }

    @Test
    void the_program_gets_its_environment_and_nothing_else() throws IOException {
        Path run = folder();
        Path log = folder.resolve("log");
        start(run, List.of("/usr/bin/env"), folder, log);
        Shim.awaitEnd(run);

        assertThat(Files.readAllLines(log))
                .containsExactlyInAnyOrder("PATH=/usr/bin:/bin", "FETTLE_RUN=test");
    }

    @Test
    void the_program_holds_no_descriptor_but_its_three() throws IOException {
        Path run = folder();
        Path log = folder.resolve("log");
        try (var open = Files.newInputStream(Path.of("/etc/hostname"))) {
            assertThat(open).isNotNull();
            start(run, List.of("/bin/ls", "/proc/self/fd"), folder, log);
            Shim.awaitEnd(run);
        }

        // ls itself opens the folder it lists
        assertThat(Files.readAllLines(log)).containsExactly("0", "1", "2", "3");
    }

    @Test
    void the_program_ignores_and_blocks_no_signal() throws IOException {
        Path run = folder();
        Path log = folder.resolve("log");
        start(run, List.of("/bin/grep", "-E", "^Sig(Blk|Ign):", "/proc/self/status"), folder, log);
        Shim.awaitEnd(run);

        // 32 and 33 are the C library's own: its posix_spawn ignores them, whatever it is told
        assertThat(Files.readAllLines(log))
                .allSatisfy(line ->
                        assertThat(line).matches("Sig(Blk:\\t0{16}|Ign:\\t0{7}[01][08]0{7})"))
                .hasSize(2);
    }

    @Test
    void the_program_has_no_terminal_and_no_input() throws IOException {
        Path run = folder();
        start(run, List.of("/bin/sh", "-c", "read x || exit 9"), folder, run.resolve("log"));
        Shim.awaitEnd(run);

        assertThat(Shim.look(run)).isEqualTo(new ShimState.Ended(9));
    }

    @ParameterizedTest
    @CsvSource({"022,rw-r--r--", "077,rw-------", "002,rw-rw-r--", "0,rw-rw-rw-"})
    void the_umask_is_the_one_that_was_asked_for(String umask, String mode) throws IOException {
        Path run = folder();
        Shim.start(
                new ShimOrder(
                        run,
                        words("/usr/bin/touch", "made"),
                        environment(),
                        folder,
                        umask,
                        run.resolve("log"),
                        NOTE));
        Shim.awaitEnd(run);

        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("made"))))
                .isEqualTo(mode);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run.resolve("log"))))
                .isEqualTo("rw-------");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(run.resolve("started"))))
                .isEqualTo("rw-------");
    }

    @Test
    void a_name_is_looked_for_on_the_runs_own_path() throws IOException {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Path tool = Files.writeString(bin.resolve("exit"), "#!/bin/sh\necho \"tool $*\"\n");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path run = folder();

        // the name is one of the shell's own words: it must be the program all the same
        Shim.start(
                new ShimOrder(
                        run,
                        words("exit", "7"),
                        words("PATH=" + bin),
                        folder,
                        "022",
                        folder.resolve("log"),
                        NOTE));
        Shim.awaitEnd(run);

        assertThat(folder.resolve("log")).content().isEqualTo("tool 7\n");
        assertThat(Shim.look(run)).isEqualTo(new ShimState.Ended(0));
    }

    @Test
    void a_program_that_is_not_there_is_127_and_named_in_the_log() throws IOException {
        for (String missing : List.of("no-such-program", "./no-such-program")) {
            Path run = folder();
            start(run, List.of(missing), folder, run.resolve("log"));
            Shim.awaitEnd(run);

            assertThat(Shim.look(run)).isEqualTo(new ShimState.Ended(127));
            assertThat(run.resolve("log")).content().contains(missing).contains("not found");
        }
    }

    @Test
    void a_program_that_may_not_be_run_is_126() throws IOException {
        Files.writeString(folder.resolve("plain"), "echo no\n");
        Path run = folder();
        start(run, List.of("./plain"), folder, run.resolve("log"));
        Shim.awaitEnd(run);

        assertThat(Shim.look(run)).isEqualTo(new ShimState.Ended(126));
        assertThat(run.resolve("log")).content().contains("ermission denied");
    }

    @Test
    void a_script_without_an_interpreter_line_is_the_shells() throws IOException {
        Path script = Files.writeString(folder.resolve("script"), "echo \"$1\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path run = folder();
        start(run, List.of("./script", "said"), folder, run.resolve("log"));
        Shim.awaitEnd(run);

        assertThat(run.resolve("log")).content().isEqualTo("said\n");
    }

    @Test
    void a_working_folder_that_vanished_is_126_and_named_in_the_log() throws IOException {
        Path run = folder();
        start(run, List.of("/bin/true"), folder.resolve("gone"), run.resolve("log"));
        Shim.awaitEnd(run);

        assertThat(Shim.look(run)).isEqualTo(new ShimState.Ended(126));
        assertThat(run.resolve("log"))
                .content()
                .contains("the working folder cannot be entered: " + folder.resolve("gone"));
    }

    @Test
    void nothing_is_started_where_the_log_cannot_be() throws IOException {
        Path run = folder();

        assertThatThrownBy(() -> start(run, List.of("/bin/true"), folder, folder.resolve("no/log")))
                .isInstanceOf(IOException.class);
        assertThat(Shim.look(run)).isEqualTo(new ShimState.NotStarted());
    }

    @Test
    void while_it_works_its_lock_is_held_and_its_pid_known() throws IOException {
        Path run = folder();
        Child child = start(run, List.of("/bin/sleep", "600"), folder, run.resolve("log"));
        try {
            await().until(() -> Shim.look(run).equals(new ShimState.Working(child.pid())));
            assertThat(FileLock.isHeld(run.resolve("lock"))).isTrue();
        } finally {
            killAll(child);
        }
        Shim.awaitEnd(run);
        assertThat(Shim.look(run)).isEqualTo(new ShimState.Died());
    }

    @Test
    void what_its_starter_wants_to_tell_is_there_for_the_next_one() throws IOException {
        Path run = folder();
        assertThat(Shim.isNoted(run)).isFalse();
        assertThat(Shim.note(run)).isEmpty();

        start(run, List.of("/bin/true"), folder, run.resolve("log"));
        Shim.awaitEnd(run);

        assertThat(Shim.isNoted(run)).isTrue();
        assertThat(Shim.note(run)).isEqualTo(NOTE);
    }

    @Test
    void an_attempt_is_started_once() throws IOException {
        Path run = run("exit 0");

        assertThatThrownBy(() -> start(run, List.of("/bin/true"), folder, run.resolve("log")))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(Shim.look(run)).isEqualTo(new ShimState.Ended(0));
    }

    @Test
    void what_was_begun_and_killed_is_not_started_again() throws IOException {
        Path run = folder();
        Files.writeString(run.resolve("started"), "1\n....");

        assertThatThrownBy(() -> start(run, List.of("/bin/true"), folder, run.resolve("log")))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(Shim.look(run)).isEqualTo(new ShimState.Died());
    }

    @Test
    void an_empty_folder_is_not_started() throws IOException {
        Path run = folder();
        assertThat(Shim.look(run)).isEqualTo(new ShimState.NotStarted());
        FileLock.tryLock(run.resolve("lock")).orElseThrow().close();
        assertThat(Shim.look(run)).isEqualTo(new ShimState.NotStarted());
        try (FileLock held = FileLock.tryLock(run.resolve("lock")).orElseThrow()) {
            assertThat(held.descriptor()).isPositive();
            assertThat(Shim.look(run)).isEqualTo(new ShimState.Working(0));
        }
    }

    @Test
    void half_a_status_is_none() throws IOException {
        Path run = run("exit 12");
        Files.writeString(run.resolve("started"), "1234\n 1");

        assertThat(Shim.look(run)).isEqualTo(new ShimState.Died());
    }

    @Test
    void the_status_reaches_a_folder_that_was_moved_meanwhile() throws IOException {
        Path run = folder();
        start(
                run,
                List.of("/bin/sh", "-c", "while [ ! -e go ]; do sleep 0.05; done; exit 5"),
                folder,
                run.resolve("log"));
        await().until(() -> Files.exists(run.resolve("started")));
        Path moved = folder.resolve("moved");
        Renames.replace(run, moved);
        Files.createFile(folder.resolve("go"));
        Shim.awaitEnd(moved);

        assertThat(Shim.look(moved)).isEqualTo(new ShimState.Ended(5));
    }

    @Test
    void term_to_the_shim_does_not_hide_how_the_program_ended() throws IOException {
        Path run = folder();
        Child child =
                start(
                        run,
                        List.of(
                                "/bin/sh",
                                "-c",
                                "echo up; while [ ! -e go ]; do sleep 0.05; done; exit 3"),
                        folder,
                        run.resolve("log"));
        await().until(() -> Files.readString(run.resolve("log")).contains("up"));
        LibC.kill(child.pid(), 15);
        LibC.kill(child.pid(), 1);
        Files.createFile(folder.resolve("go"));
        Shim.awaitEnd(run);

        assertThat(Shim.look(run)).isEqualTo(new ShimState.Ended(3));
    }

    private int runs;

    private Path folder() throws IOException {
        return Files.createDirectory(
                folder.resolve("run" + runs++),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private Path run(String script) throws IOException {
        Path run = folder();
        start(run, List.of("/bin/sh", "-c", script), folder, run.resolve("log"));
        Shim.awaitEnd(run);
        return run;
    }

    private static Child start(Path run, List<String> command, Path cwd, Path log)
            throws IOException {
        return Shim.start(
                new ShimOrder(
                        run,
                        words(command.toArray(String[]::new)),
                        environment(),
                        cwd,
                        "022",
                        log,
                        NOTE));
    }

    private static List<byte[]> environment() {
        return words("PATH=/usr/bin:/bin", "FETTLE_RUN=test");
    }

    private static List<byte[]> words(String... words) {
        return java.util.Arrays.stream(words).map(w -> w.getBytes(StandardCharsets.UTF_8)).toList();
    }

    private static void killAll(Child shim) {
        List<Long> children = ProcessEntry.of(shim.pid()).orElseThrow().children();
        LibC.kill(shim.pid(), 9);
        children.forEach(child -> LibC.kill(child, 9));
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] all = new byte[a.length + b.length];
        System.arraycopy(a, 0, all, 0, a.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }
}
