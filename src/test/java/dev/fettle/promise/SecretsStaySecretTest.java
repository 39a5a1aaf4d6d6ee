package dev.fettle.promise;

import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.Processes;
import dev.fettle.kit.TestHome;
import dev.fettle.platform.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Secrets that Fettle was given stay secret: nothing that it writes or shows holds one, whoever
/// dies.
class SecretsStaySecretTest {
    private static final String VALUE = "hunter22correcthorse";

    @TempDir private Path place;
    @AutoClose private TestHome home;
    private Path go;

    @BeforeEach
    void a_home_with_a_secret() throws Exception {
        home = TestHome.in(place);
        go = home.beside("go");
        set("API_TOKEN", VALUE);
    }

    @Test
    void nothing_on_the_disk_in_process_lists_or_in_answers_holds_it() throws Exception {
        home.automation(
                        "job",
                        "run: ./go.sh\nsecrets: [API_TOKEN, {file: API_TOKEN_FILE}]\n"
                                + "check:\n  - command: ./check.sh")
                .script("job", says("echo $API_TOKEN") + "cat $API_TOKEN_FILE; echo; exit 0\n");
        set("API_TOKEN_FILE", VALUE);
        var check = home.root().resolve("job/check.sh");
        Files.copy(home.root().resolve("job/go.sh"), check);
        Files.writeString(check, "#!/bin/sh\necho $API_TOKEN; cat $API_TOKEN_FILE >&2; exit 1\n");
        assertThat(check.toFile().setExecutable(true)).isTrue();
        try (var daemon = FettleProcess.up(home);
                var verb = FettleProcess.start(home, "run", "job", "--json")) {
            var log = awaitLog("job");
            assertThat(holders(place)).isEmpty();
            assertThat(commandLines()).noneMatch(line -> line.contains(VALUE));
            Files.createFile(go);
            assertThat(verb.awaitEnd().code()).isEqualTo(1);

            assertThat(Files.readString(log)).contains("[secret API_TOKEN").doesNotContain(VALUE);
            assertThat(verb.out()).contains("[secret API_TOKEN").doesNotContain(VALUE);
            for (var verbs :
                    List.of(
                            List.of("status", "--json"),
                            List.of("runs", "--json"),
                            List.of("log", "job"))) {
                assertThat(FettleProcess.call(home, verbs.toArray(String[]::new)).out())
                        .isNotEmpty()
                        .doesNotContain(VALUE);
            }
            assertThat(daemon.out() + daemon.err()).doesNotContain(VALUE);
        }
        home.letGo();
        assertThat(holders(place)).isEmpty();
        assertThat(inMemory(home)).isEmpty();
    }

    @Test
    void what_a_program_says_while_no_fettle_lives_and_when_the_next_adopts_it_is_redacted()
            throws Exception {
        home.automation("job", "run: ./go.sh {input}\nwatch: ../../inbox\nsecrets: [API_TOKEN]")
                .script("job", says("echo $API_TOKEN"));
        Path log;
        try (var daemon = FettleProcess.up(home)) {
            home.drop("a.txt", "a");
            log = awaitLog("job");
            daemon.kill9();
        }
        Files.createFile(go);
        until(() -> Files.readString(log).contains("last words"));
        assertThat(Files.readString(log)).doesNotContain(VALUE);

        try (var _ = FettleProcess.up(home)) {
            assertThat(home.awaitRun("job").outcome()).contains("succeeded");
        }
        assertThat(Files.readString(log))
                .isEqualTo("[secret API_TOKEN]\nlast words [secret API_TOKEN]\n");
    }

    @Test
    void the_last_words_of_a_program_that_is_ended_are_in_the_log_and_redacted() throws Exception {
        home.automation("job", "run: ./go.sh\ntimeout: 2s\nsecrets: [API_TOKEN]")
                .script(
                        "job",
                        "trap 'echo ended with $API_TOKEN; exit 3' TERM\n" + says("echo begun"));

        var run = home.run("job");

        assertThat(run.outcome()).contains("timed-out");
        assertThat(TestHome.log(run))
                .startsWith("begun\n")
                .contains("\nended with [secret API_TOKEN]\n");
    }

    @Test
    void what_a_program_leaves_running_neither_holds_its_run_nor_tells_it_later() throws Exception {
        home.automation("job", "run: ./go.sh\nsecrets: [API_TOKEN]")
                .script(
                        "job",
                        """
                        (while [ ! -e ../../go ]; do sleep 0.02; done; echo later $API_TOKEN) &
                        echo done $API_TOKEN
                        """);

        var run = home.run("job");
        assertThat(run.outcome()).contains("succeeded");
        assertThat(TestHome.log(run)).isEqualTo("done [secret API_TOKEN]\n");

        Files.createFile(go);
        until(() -> TestHome.log(run).contains("later"));
        assertThat(TestHome.log(run)).doesNotContain(VALUE);
    }

    @Test
    void a_redactor_that_is_killed_lets_nothing_through() throws Exception {
        home.automation("job", "run: ./go.sh\nsecrets: [API_TOKEN]")
                .script("job", says("echo $API_TOKEN"));
        try (var verb = FettleProcess.start(home, "run", "job")) {
            var log = awaitLog("job");
            long redactor = redactor();
            Processes.signal("KILL", redactor);
            until(() -> !Processes.lives(redactor));
            Files.createFile(go);

            assertThat(verb.awaitEnd().code()).isEqualTo(1);
            assertThat(Files.readString(log)).isEqualTo("[secret API_TOKEN]\n");
        }
        assertThat(home.runs("job").getFirst().outcome()).contains("failed");
    }

    @Test
    void a_flood_stays_bounded_and_redacted() throws Exception {
        home.automation("job", "run: ./go.sh\nsecrets: [API_TOKEN]")
                .script(
                        "job",
                        "perl -e 'print \"$_ $ENV{API_TOKEN} \", \"x\" x 60, \"\\n\" for 1 .. 250000'\n");

        var run = home.run("job");

        assertThat(run.outcome()).contains("succeeded");
        assertThat(Files.size(Path.of(run.log()))).isBetween(16_000_000L, 16_001_000L);
        assertThat(holders(Path.of(run.log()))).isEmpty();
        assertThat(TestHome.log(run)).contains("250000 [secret API_TOKEN] xxx", "were left out");
    }

    /// Killed at one of the calls that bring the file to the disk: it is the old one or the new
    /// one.
    @ParameterizedTest
    @CsvSource({"fsync,1", "rename,1", "fsync,2"})
    void death_while_a_secret_is_set_leaves_the_old_or_the_new(String call, int when)
            throws Exception {
        assumeTrue(Programs.find("strace", "/usr/bin:/bin").isPresent(), "there is no strace");
        home.automation("job", "run: echo $API_TOKEN | sha256sum\nsecrets: [API_TOKEN]");
        var before = TestHome.log(home.run("job"));
        var calls = call.equals("rename") ? "/^rename" : "/^f(data)?sync";
        var died =
                set(
                        "exec strace -f -qq -o /dev/null -e 'trace=%s' -e 'inject=%s:signal=KILL:when=%d' \"$@\" <\"$0\""
                                .formatted(calls, calls, when),
                        "API_TOKEN",
                        "another value");

        assertThat(died.code()).isEqualTo(137);
        var after = TestHome.log(home.run("job"));
        if (when == 1) {
            assertThat(after).isEqualTo(before);
        } else {
            assertThat(after).isNotEqualTo(before).hasSameSizeAs(before);
        }
        set("API_TOKEN", VALUE);
        assertThat(TestHome.log(home.run("job"))).isEqualTo(before);
    }

    @Test
    void of_eight_that_set_at_once_each_is_kept() throws Exception {
        var processes = new ArrayList<FettleProcess>();
        var value = Files.writeString(home.beside("values"), "a value of many");
        for (int i = 0; i < 8; i++) {
            var under = List.of("sh", "-c", "exec \"$@\" <\"$0\"", value.toString());
            processes.add(FettleProcess.start(under, home, Map.of(), "secret", "set", "S" + i));
        }
        for (var each : processes) {
            assertThat(each.awaitEnd().code()).isZero();
        }

        assertThat(FettleProcess.call(home, "secret", "list").out())
                .contains("S0", "S1", "S2", "S3", "S4", "S5", "S6", "S7", "API_TOKEN");
    }

    // --- words

    /// Says it, waits for the test, and says it again.
    private static String says(String first) {
        return first
                + "\nwhile [ ! -e ../../go ]; do sleep 0.02; done\necho last words $API_TOKEN\n";
    }

    private Path awaitLog(String automation) throws Exception {
        until(() -> !home.runs(automation).isEmpty());
        var log = Path.of(home.runs(automation).getFirst().log());
        until(() -> Files.exists(log) && Files.size(log) > 0);
        return log;
    }

    private FettleProcess.Ended set(String name, String value) throws Exception {
        return set("exec \"$@\" <\"$0\"", name, value);
    }

    private FettleProcess.Ended set(String how, String name, String value) throws Exception {
        var file = Files.writeString(home.beside("value"), value);
        var under = List.of("sh", "-c", how, file.toString());
        try (var set = FettleProcess.start(under, home, Map.of(), "secret", "set", name)) {
            return set.awaitEnd();
        } finally {
            Files.delete(file);
        }
    }

    /// The files that hold it as it is.
    private static List<Path> holders(Path folder) throws IOException {
        var holders = new ArrayList<Path>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                if (text.contains(VALUE)) {
                    holders.add(file);
                }
            }
        }
        return holders;
    }

    private static List<String> commandLines() throws IOException {
        var lines = new ArrayList<String>();
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var each : processes) {
                try {
                    lines.add(
                            Files.readString(each.resolve("cmdline"), StandardCharsets.ISO_8859_1));
                } catch (IOException e) {
                    lines.add(""); // it has ended
                }
            }
        }
        return lines;
    }

    private long redactor() {
        return ProcessHandle.allProcesses()
                .filter(p -> p.info().command().orElse("").endsWith("/sed"))
                .filter(p -> isOurs(p.pid()))
                .findFirst()
                .orElseThrow()
                .pid();
    }

    private boolean isOurs(long pid) {
        try {
            return Files.readString(
                            Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1)
                    .contains("HOME=" + home.user());
        } catch (IOException e) {
            return false;
        }
    }

    private static List<Path> inMemory(TestHome home) throws IOException {
        var left = new ArrayList<Path>();
        for (var run : home.runs("job")) {
            var folder = Path.of("/dev/shm/fettle-" + run.id());
            if (Files.exists(folder)) {
                left.add(folder);
            }
        }
        return left;
    }
}
