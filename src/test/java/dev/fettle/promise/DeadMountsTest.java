package dev.fettle.promise;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.names;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.MortalMount;
import dev.fettle.kit.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A network that is gone, a disk that died: whoever touches such a mount hangs, and nobody can end
/// him. The automations on it wait, and nothing else does.
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class DeadMountsTest {
    private static final int INPUTS = 2;

    /// Twice the 5 s that are promised: on a busy machine the start of a verb alone takes some of
    /// them. What hangs at a dead mount does so for ever.
    private static final Duration AT_MOST = Duration.ofSeconds(10);

    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void an_automation_on_a_local_disk_that_works() throws IOException {
        home = TestHome.in(place);
        copies("local", "inbox", "site");
    }

    private void copies(String name, String watch, String output) throws IOException {
        home.automation(
                        name,
                        "watch: ../../%s\nrun: ./go.sh {input} {output}\noutput: ../../%s"
                                .formatted(watch, output))
                .script(
                        name,
                        "echo \"${1##*/}\" >>../../starts-%s\ncp \"$1\" \"$2\"".formatted(name));
    }

    @Test
    void a_watched_folder_and_an_output_on_dead_mounts_stop_nothing_else_and_are_taken_up_again()
            throws Exception {
        try (var camera = MortalMount.of(home, "camera");
                var nas = MortalMount.of(home, "nas")) {
            Files.createSymbolicLink(home.beside("link"), Path.of("camera"));
            copies("from-camera", "camera", "site");
            copies("from-link", "link", "site");
            copies("to-nas", "second", "nas");
            Files.createDirectories(home.beside("second"));
            Files.writeString(camera.original().resolve("photo"), "taken");
            Files.writeString(home.beside("second/letter"), "written");
            var earlier =
                    home.run("to-nas", Files.writeString(home.beside("earlier"), "published"));
            assertThat(earlier.succeeded()).isTrue();
            home.letGo();
            camera.die();
            nas.die();

            try (var daemon = within(() -> FettleProcess.up(home))) {
                home.drop("a", "1");
                home.awaitRuns("local", 1);
                until(() ->
                        home.runs("to-nas").getFirst().outcome().equals(Optional.of("blocked")));
                assertThat(home.runs("to-nas").getFirst().reason().orElse(""))
                        .contains("the mount " + nas.point(), "has not answered since");
                answersAreGivenAbout(camera, nas);
                var undo = within(() -> FettleProcess.call(home, "undo", earlier.id()));
                assertThat(undo.code()).isEqualTo(2);
                assertThat(undo.err()).contains("the mount " + nas.point());
                assertThat(helpersOf(daemon)).as("one for each mount").isEqualTo(2);

                camera.comeBack();
                nas.comeBack();
                until(() -> Files.exists(home.site().resolve("photo")));
                until(() -> Files.exists(nas.original().resolve("letter")));
                home.drop("b", "2");
                home.awaitRuns("local", 2);
            }
            assertThat(lines(home.beside("starts-from-camera"))).containsExactly("photo");
            assertThat(lines(home.beside("starts-to-nas"))).containsExactly("earlier", "letter");
        }
    }

    private void answersAreGivenAbout(MortalMount camera, MortalMount nas) throws Exception {
        var status = within(() -> FettleProcess.call(home, "status"));
        assertThat(status.code()).as(status.err()).isEqualTo(1);
        assertThat(status.out())
                .contains("the mount " + camera.point(), "the mount " + nas.point());
        var doctor = within(() -> FettleProcess.call(home, "doctor"));
        assertThat(doctor.out())
                .contains("the mount " + camera.point(), "the mount " + nas.point());
        assertThat(within(() -> FettleProcess.call(home, "runs")).out()).contains("local");
        assertThat(within(() -> FettleProcess.call(home, "lint")).out()).contains("local");
        var run = within(() -> FettleProcess.call(home, "run", "from-camera"));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("the mount " + camera.point());
    }

    @Test
    void term_ends_the_daemon_though_mounts_are_dead() throws Exception {
        try (var camera = MortalMount.of(home, "camera")) {
            copies("from-camera", "camera", "site");
            camera.die();
            try (var daemon = FettleProcess.up(home)) {
                daemon.signal("TERM");

                within(daemon::awaitEnd);
            }
        }
    }

    /// Its programs stop the mount themselves and end well: Fettle asked a moment before whether it
    /// answers, and now looks at the inputs. As many threads hang as the machine has carriers.
    @Test
    void a_mount_that_dies_while_fettle_looks_at_it_stops_nothing_else() throws Exception {
        try (var camera = MortalMount.of(home, "camera")) {
            copies("from-camera", "camera", "site");
            home.automation(
                            "from-camera",
                            "watch: ../../camera\nrun: ./go.sh {input} {output}\noutput: ../../site\nparallel: "
                                    + INPUTS)
                    .script(
                            "from-camera",
                            """
                            cp "$1" "$2"
                            echo "${1##*/}" >>../../starts-from-camera
                            while [ $(wc -l <../../starts-from-camera) -lt %d ]; do sleep 0.05; done
                            [ -e ../../died ] || kill -STOP %d
                            """
                                    .formatted(INPUTS, camera.server()));
            for (int n = 0; n < INPUTS; n++) {
                Files.writeString(camera.original().resolve("photo" + n), "taken");
            }
            try (var daemon = FettleProcess.up(home)) {
                until(camera::isDead);
                Files.createFile(home.beside("died"));
                for (int n = 1; n <= 4; n++) {
                    home.drop("a" + n, "1");
                    home.awaitRuns("local", n);
                }
                var status = within(() -> FettleProcess.call(home, "status"));
                assertThat(status.out()).contains("the mount " + camera.point());
                daemon.signal("TERM");
                within(daemon::awaitEnd);
            }
            camera.comeBack();
            try (var _ = FettleProcess.up(home)) {
                home.awaitRuns("from-camera", INPUTS);
            }
            assertThat(lines(home.beside("starts-from-camera"))).hasSize(INPUTS);
            assertThat(names(home.site())).contains("photo0", "photo" + (INPUTS - 1));
        }
    }

    @Test
    void a_mount_whose_server_is_gone_is_an_error_and_no_hang() throws Exception {
        try (var camera = MortalMount.of(home, "camera")) {
            copies("from-camera", "camera", "site");
            try (var _ = FettleProcess.up(home)) {
                camera.breakOff();
                home.drop("a", "1");
                home.awaitRuns("local", 1);

                var status = within(() -> FettleProcess.call(home, "status"));
                assertThat(status.out()).contains("from-camera").contains("failing");
            }
        }
    }

    private static <T> T within(Callable<T> call) throws Exception {
        long begin = System.nanoTime();
        var came = call.call();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(AT_MOST);
        return came;
    }

    /// Children of the daemon that look at a mount.
    private static long helpersOf(FettleProcess daemon) {
        return ProcessHandle.of(daemon.pid()).orElseThrow().children().count();
    }
}
