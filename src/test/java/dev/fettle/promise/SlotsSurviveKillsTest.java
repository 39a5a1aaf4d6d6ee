package dev.fettle.promise;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.history.Slot;
import dev.fettle.history.SlotState;
import dev.fettle.history.Slots;
import dev.fettle.history.Timetable;
import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.Injected;
import dev.fettle.kit.ScriptedSmtp;
import dev.fettle.kit.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// SIGKILL for the daemon between the claim of a slot and the start of its run, between start and
/// record, between record and alert: no slot is lost, none runs twice, and what became of its run
/// is known also where nobody watched it.
class SlotsSurviveKillsTest {
    private static final int KILLED = 137;
    private static final String MAKES_FOLDERS = "mkdir,mkdirat";
    private static final String WRITES = "pwrite64";

    @TempDir private Path place;
    @AutoClose private TestHome home;
    @AutoClose private ScriptedSmtp server;

    @BeforeEach
    void a_home_that_has_run_something() throws Exception {
        home = TestHome.in(place);
        server = ScriptedSmtp.start();
        Files.writeString(
                home.root().resolve("fettle.yaml"),
                """
                web: off
                channels:
                  me: {email: {to: me@example.org, from: f@example.org, server: 'smtp://127.0.0.1:%d'}}
                """
                        .formatted(server.port()));
        home.automation("before", "run: ./go.sh").script("before", ":");
        home.run("before"); // the folders of the state are there
        home.letGo();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void a_run_that_ends_while_nobody_watches_is_known_as_it_was(int code) throws Exception {
        ticker("mkdir ../../first && kill -9 $(cat ../../pid) && sleep 0.5 && exit " + code);
        try (var daemon = FettleProcess.start(home, "up")) {
            Files.writeString(home.beside("pid"), Long.toString(daemon.pid()));
            assertThat(daemon.awaitEnd().code()).isEqualTo(KILLED);
        }

        itGoesOn();

        var first = home.runs("job").getLast();
        assertThat(first.outcome()).contains(code == 0 ? "succeeded" : "failed");
        assertThat(first.exitCode()).hasValue(code);
        assertThat(first.due().map(Instant::toString)).contains(starts().getFirst());
    }

    /// The request is durable; its folders are being made, then those of its log.
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void killed_between_claim_and_start(int folder) throws Exception {
        try (var daemon = FettleProcess.up(home)) {
            try (var death = death(daemon, MAKES_FOLDERS, folder, List.of())) {
                ticker(":");
                assertThat(daemon.awaitEnd().code()).isEqualTo(KILLED);
                assertThat(death).isNotNull();
            }
        }
        assertThat(starts()).as("killed before it").isEmpty();
        assertThat(home.runs("job")).as("and after the request").hasSize(1);
        home.letGo();

        itGoesOn();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void killed_between_end_and_alert(int write) throws Exception {
        assertThat(killedAtWrite(write)).isTrue();
    }

    @Test
    @Tag("long")
    @Tag("long-crash")
    void killed_at_each_write_from_end_to_alert() throws Exception {
        var all = place;
        int points = 0;
        while (killedAtWrite(points + 1)) {
            points++;
            home.close();
            server.close();
            place = Files.createDirectories(all.resolve("again/" + points));
            a_home_that_has_run_something();
        }
        System.err.printf("%d writes of the store from the end of a run to its alert%n", points);
        assertThat(points).isGreaterThan(16);
    }

    /// @return false where it was told before it came to that write
    private boolean killedAtWrite(int write) throws Exception {
        home.automation("boot", "schedule: at boot\nrun: ./go.sh")
                .script(
                        "boot",
                        "echo x >> ../../boots\nuntil [ -e ../../go ]; do sleep 0.05; done\nexit 3");
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var zone = home.workshop().settings().zone();
        var read = new Timetable(0, "boot", List.of("at boot"), zone, now, now, "an earlier boot");
        home.workshop()
                .store()
                .write(sql -> {
                    Slots.begin(sql, read);
                    return true;
                });
        home.letGo();
        boolean killed;
        try (var daemon = FettleProcess.up(home)) {
            until(() -> lines(home.beside("boots")).size() == 1);
            var wal = home.workshop().state().database().resolveSibling("fettle.db-wal");
            home.letGo();
            try (var _ = death(daemon, WRITES, write, List.of(wal))) {
                Files.createFile(home.beside("go"));
                until(() -> !daemon.isAlive() || !server.mails().isEmpty());
                killed = !daemon.isAlive();
            }
            if (killed) {
                assertThat(daemon.awaitEnd().code()).isEqualTo(KILLED);
            }
        }

        try (var _ = FettleProcess.up(home)) {
            until(() -> server.mails().size() == 1);
            until(() -> home.status("boot").lastRun().isPresent());
            FettleProcess.call(home, "run", "before"); // whatever else would be told is, by then
        }
        assertThat(server.mails()).singleElement().asString().contains("boot: failed: exit code 3");
        assertThat(lines(home.beside("boots"))).hasSize(1);
        assertThat(home.runs("boot"))
                .singleElement()
                .satisfies(run -> assertThat(run.exitCode()).hasValue(3));
        assertThat(slots("boot"))
                .singleElement()
                .satisfies(slot -> assertThat(slot.state()).contains(SlotState.RAN));
        return killed;
    }

    // --- what happens

    private void ticker(String then) throws IOException {
        home.automation("job", "schedule: every 1s\ncatch-up: all\nparallel: 4\nrun: ./go.sh")
                .script("job", "echo $FETTLE_DUE >> ../../starts\n" + then);
    }

    private Injected death(FettleProcess daemon, String calls, int when, List<Path> paths)
            throws Exception {
        var record = Files.createFile(home.beside("strace-" + when));
        return Injected.death(daemon, record, calls, when, paths);
    }

    /// With the next daemon all slots are accounted for, each run was started once, and each has an
    /// end.
    private void itGoesOn() throws Exception {
        int before = starts().size();
        try (var _ = FettleProcess.up(home)) {
            until(() -> starts().size() >= before + 3);
        }
        assertThat(new HashSet<>(starts())).hasSameSizeAs(starts());
        var decided = slots("job").reversed();
        for (int n = 1; n < decided.size(); n++) {
            assertThat(decided.get(n).due())
                    .isEqualTo(decided.get(n - 1).last().plus(Duration.ofSeconds(1)));
        }
        assertThat(starts()).contains(decided.getFirst().due().toString());
        assertThat(decided.stream().filter(s -> s.state().equals(Optional.of(SlotState.SKIPPED))))
                .isEmpty();
    }

    private List<String> starts() throws IOException {
        return lines(home.beside("starts"));
    }

    private List<Slot> slots(String name) throws IOException {
        return new Slots(home.workshop().store())
                .between(name, Instant.EPOCH, Instant.now(), 10_000);
    }
}
