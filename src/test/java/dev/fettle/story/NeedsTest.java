package dev.fettle.story;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.names;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.history.Slots;
import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import dev.fettle.publish.Mounted;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an automation cannot do without is looked for before anything is written.
class NeedsTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_home() throws IOException {
        home = TestHome.in(place);
    }

    @Test
    void a_run_by_hand_is_blocked_at_once_by_a_disk_that_is_not_mounted() throws Exception {
        var disk = home.beside("disk");
        home.automation(
                        "backup",
                        "run: ./go.sh\noutput: ../../disk/copies\nneeds: [mount %s, env NO_SUCH]"
                                .formatted(disk))
                .script("backup", "echo >>../../starts; echo >\"$FETTLE_OUTPUT/copy\"");

        var blocked = home.run("backup");

        assertThat(blocked.outcome()).contains("blocked");
        assertThat(blocked.reason())
                .contains(
                        "nothing is mounted at %s; the variable NO_SUCH is not set"
                                .formatted(disk));
        assertThat(disk).doesNotExist();
        assertThat(lines(home.beside("starts"))).isEmpty();
        var status = home.status("backup");
        assertThat(status.health()).isEqualTo("failing");
        assertThat(status.reason()).contains("blocked: " + blocked.reason().orElseThrow());
        var doctor = FettleProcess.call(home, "doctor");
        assertThat(doctor.code()).isEqualTo(1);
        assertThat(doctor.out()).contains("nothing is mounted at " + disk, "NO_SUCH is not set");

        home.automation(
                "backup",
                "run: ./go.sh\noutput: ../../disk/copies\nneeds: [mount %s, env YES]\nenv: {YES: x}"
                        .formatted(disk));
        try (var _ = Mounted.memory(disk, "size=1m")) {
            assertThat(home.run("backup").succeeded()).isTrue();
            assertThat(names(disk.resolve("copies"))).contains("copy");
        }
        assertThat(lines(home.beside("starts"))).hasSize(1);
    }

    @Test
    void a_program_that_is_missing_or_too_old_blocks_the_run_and_is_asked_once() throws Exception {
        var bin = Files.createDirectory(home.beside("bin"));
        var front = "run: ./go.sh\npath: %s:/usr/bin:/bin\nneeds: [%s]";
        home.automation("backup", front.formatted(bin, "snapper >= 2.1"))
                .script("backup", "snapper now >>../../starts");

        var blocked = home.run("backup");
        assertThat(blocked.outcome()).contains("blocked");
        assertThat(blocked.reason())
                .contains("there is no snapper on the PATH (apt-get install snapper)");
        assertThat(home.status("backup").reason().orElseThrow()).contains("no snapper on the PATH");
        var doctor = FettleProcess.call(home, "doctor");
        assertThat(doctor.code()).isEqualTo(1);
        assertThat(doctor.out())
                .contains("there is no snapper on the PATH", "→ apt-get install snapper");

        var asked = home.beside("asked");
        var program =
                Files.writeString(
                        bin.resolve("snapper"),
                        """
                        #!/bin/sh
                        echo "$1" >>'%s'
                        echo snapper 2.0.9
                        """
                                .formatted(asked));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        assertThat(home.run("backup").reason())
                .contains(
                        "snapper >= 2.1 is needed, and %s is 2.0.9 (apt-get install snapper)"
                                .formatted(program));
        var lint = FettleProcess.call(home, "lint", "backup");
        assertThat(lint.out()).contains("backup/README.md:4: snapper >= 2.1 is needed", "[needs]");

        home.automation("backup", front.formatted(bin, "snapper >= 2"));
        Files.delete(asked);
        for (int i = 0; i < 2; i++) {
            var run = FettleProcess.call(home, "run", "backup");
            assertThat(run.code()).as(run.out() + run.err()).isZero();
        }
        assertThat(lines(asked)).as("told before, and kept").containsExactly("now", "now");
    }

    @Test
    void a_disk_that_is_late_after_a_start_is_waited_for_and_no_failure() throws Exception {
        var disk = home.beside("disk");
        home.automation(
                        "backup",
                        "schedule: every 1h\nrun: ./go.sh\nneeds: [mount %s]".formatted(disk))
                .script("backup", "echo \"$FETTLE_DUE\" >>../../starts");
        var due = home.isDueAt("backup", Instant.now().plusSeconds(1));

        try (var _ = FettleProcess.up(home)) {
            until(() ->
                    reasons("backup")
                            .contains("it waited for its needs: nothing is mounted at " + disk));
            assertThat(home.runs("backup")).isEmpty();
            try (var _ = Mounted.memory(disk, "size=64k")) {
                assertThat(home.awaitRun("backup").succeeded()).isTrue();
            }
        }

        assertThat(lines(home.beside("starts"))).containsExactly(due.toString());
        assertThat(home.status("backup").health()).isEqualTo("ok");
    }

    @Test
    void what_failed_while_its_host_was_away_runs_again_when_it_is_back_whoever_lives_then()
            throws Exception {
        var host = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        int port = host.getLocalPort();
        home.automation(
                        "sync",
                        "schedule: every 1h\nrun: ./go.sh\nneeds: [host localhost:%d]"
                                .formatted(port))
                .script(
                        "sync",
                        """
                        echo "$FETTLE_DUE" >>../../starts
                        [ -e ../../back ] && exit 0
                        while ! [ -e ../../gone ]; do sleep 0.05; done
                        exit 3
                        """);
        var due = home.isDueAt("sync", Instant.now().plusSeconds(1));

        try (var daemon = FettleProcess.up(home)) {
            until(() -> !lines(home.beside("starts")).isEmpty());
            host.close();
            Files.createFile(home.beside("gone"));
            var failed = home.awaitRun("sync");
            assertThat(failed.outcome()).contains("failed");
            assertThat(failed.reason().orElseThrow())
                    .startsWith("exit code 3; host localhost:%d cannot be reached".formatted(port));
            daemon.kill9();
        }
        Files.createFile(home.beside("back"));
        try (var _ = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
                var _ = FettleProcess.up(home)) {
            var again = home.awaitRuns("sync", 2).getLast();
            assertThat(again.succeeded()).isTrue();
            assertThat(again.due()).contains(due);
        }

        assertThat(lines(home.beside("starts"))).containsExactly(due.toString(), due.toString());
    }

    @Test
    void what_a_file_or_a_success_started_runs_again_when_its_host_is_back() throws Exception {
        var host = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        int port = host.getLocalPort();
        var script =
                """
                echo "${1##*/}" >>"../../starts-$FETTLE_AUTOMATION"
                if ! [ -e ../../back ]; then
                    while ! [ -e ../../gone ]; do sleep 0.05; done
                    exit 3
                fi
                cp "$1" "$2"
                """;
        var run =
                "\nrun: ./go.sh {input} {output}\noutput: ../../%s\nneeds: host localhost:" + port;
        home.automation("copy", "watch: ../../inbox" + run.formatted("site"))
                .script("copy", script);
        home.automation("follow", "after: plain" + run.formatted("other")).script("follow", script);
        home.automation(
                        "plain",
                        "watch: ../../inbox\nrun: ./go.sh {input} {output}\noutput: ../../plain")
                .script("plain", "cp \"$1\" \"$2\"");

        try (var _ = FettleProcess.up(home)) {
            home.drop("a", "a");
            until(() -> !lines(home.beside("starts-copy")).isEmpty());
            until(() -> !lines(home.beside("starts-follow")).isEmpty());
            host.close();
            Files.createFile(home.beside("gone"));
            for (var each : List.of("copy", "follow")) {
                assertThat(home.awaitRun(each).outcome()).contains("failed");
            }
            assertThat(home.status("copy").reason().orElse("")).doesNotContain("set aside");
            Files.createFile(home.beside("back"));
            try (var _ = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
                for (var each : List.of("copy", "follow")) {
                    assertThat(home.awaitRuns(each, 2).getLast().succeeded()).isTrue();
                }
            }
        }

        for (var each : List.of("copy", "follow")) {
            assertThat(lines(home.beside("starts-" + each))).containsExactly("a", "a");
        }
    }

    @Test
    void files_and_what_follows_a_success_wait_for_a_disk_that_is_late_after_a_start()
            throws Exception {
        var disk = home.beside("disk");
        for (var each : List.of("seen", "late")) {
            var needs = each.equals("late") ? "\nneeds: mount " + disk : "";
            home.automation(each, "watch: ../../inbox\nrun: ./go.sh {input}" + needs)
                    .script(each, "true");
            home.automation("after-" + each, "after: seen\nrun: ./go.sh" + needs)
                    .script("after-" + each, "true");
        }

        try (var _ = FettleProcess.up(home)) {
            home.drop("a", "a");
            home.awaitRun("seen");
            home.awaitRun("after-seen");
            assertThat(home.runs("late")).isEmpty();
            assertThat(home.runs("after-late")).isEmpty();
            assertThat(home.status("late").health()).isEqualTo("new");
            try (var _ = Mounted.memory(disk, "size=64k")) {
                assertThat(home.awaitRun("late").succeeded()).isTrue();
                assertThat(home.awaitRun("after-late").succeeded()).isTrue();
            }
        }
    }

    private List<String> reasons(String automation) throws IOException {
        return new Slots(home.workshop().store())
                .between(automation, Instant.EPOCH, Instant.now().plusSeconds(60), 10).stream()
                        .flatMap(slot -> slot.reason().stream())
                        .toList();
    }
}
