package dev.fettle.promise;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.names;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.Injected;
import dev.fettle.kit.TestHome;
import dev.fettle.publish.Mounted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Promises 1 to 3 where a disk gives errors under a working daemon: what it cannot do is told and
/// tried again, nothing is done twice, and all goes on by itself once the disk is well.
class BrokenDisksTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;
    private Path starts;
    private Path go;

    @BeforeEach
    void a_home_that_has_published_before() throws Exception {
        home = TestHome.in(place);
        starts = home.beside("starts");
        go = Files.createFile(home.beside("go"));
        publishesTo("site");
        home.script(
                "copy",
                """
                echo "$1" >>../../starts
                cp "$1" "$2"
                while [ ! -e ../../go ]; do sleep 0.02; done
                """);
    }

    private void publishesTo(String folder) throws IOException {
        home.automation(
                "copy",
                "watch: ../../inbox\nrun: ./go.sh {input} {output}\noutput: ../../" + folder);
    }

    @Test
    void a_destination_with_errors_keeps_what_was_worked_out_and_is_told() throws Exception {
        try (var daemon = FettleProcess.up(home)) {
            home.drop("a", "old");
            home.awaitRun("copy");
            try (var errors =
                    Injected.into(
                            daemon,
                            home.beside("trace"),
                            "EIO",
                            "fsync,fdatasync",
                            List.of(home.site()))) {
                home.drop("a", "new");
                until(() -> home.status("copy").health().equals("failing"));

                assertThat(errors.count()).isPositive();
                assertThat(home.status("copy").reason().orElse(""))
                        .contains("does not get on", "Input/output error");
                assertThat(home.site().resolve("a")).content().isIn("old", "new");
            }

            until(() -> home.status("copy").health().equals("ok"));
            assertThat(home.site().resolve("a")).hasContent("new");
        }
        assertThat(lines(starts)).as("worked out once, published later").hasSize(2);
        assertThat(home.runs("copy").stream().map(run -> run.outcome().orElse("")))
                .containsExactly("succeeded", "succeeded");
    }

    @Test
    void a_store_with_errors_loses_no_input_and_no_run() throws Exception {
        try (var daemon = FettleProcess.up(home)) {
            home.drop("a", "1");
            home.awaitRun("copy");
            Files.delete(go);
            home.drop("b", "1");
            until(() -> lines(starts).size() == 2);
            try (var errors = errorsInTheStore(daemon)) {
                Files.createFile(go); // a run that works ends, and cannot be recorded
                home.drop("c", "1"); // and another cannot be asked for
                until(() -> errors.count() > 5);

                var verb = FettleProcess.call(home, "run", "copy", home.drop("d", "1").toString());

                assertThat(verb.code()).as(verb.out()).isEqualTo(2);
                assertThat(verb.err())
                        .contains("the store", "cannot be used")
                        .doesNotContain("at dev.fettle");
                assertThat(FettleProcess.call(home, "status").code()).isZero();
            }

            until(() -> names(home.site()).equals(List.of("a", "b", "c", "d")));
            until(() ->
                    home.runs("copy").stream()
                            .allMatch(run -> run.outcome().equals(Optional.of("succeeded"))));
        }
        assertThat(lines(starts)).doesNotHaveDuplicates().hasSize(4);
    }

    private Injected errorsInTheStore(FettleProcess daemon) throws Exception {
        var database = home.workshop().state().database();
        var wal = database.resolveSibling(database.getFileName() + "-wal");
        return Injected.into(
                daemon,
                home.beside("trace"),
                "EIO",
                "pwrite64,fsync,fdatasync",
                List.of(database, wal));
    }

    @Test
    void a_destination_that_turns_read_only_blocks_until_it_can_be_written_to() throws Exception {
        publishesTo("disk/site");
        try (var disk = Mounted.memory(home.beside("disk"), "size=4m");
                var _ = FettleProcess.up(home)) {
            var site = Files.createDirectory(disk.point().resolve("site"));
            home.drop("a", "1");
            home.awaitRun("copy");
            Files.delete(go);
            home.drop("b", "1");
            until(() -> lines(starts).size() == 2);

            disk.remount("ro");
            Files.createFile(go);
            var run = home.awaitRuns("copy", 2).getLast();

            assertThat(run.outcome()).contains("blocked");
            assertThat(run.reason().orElse("")).contains("site is not writable");
            assertThat(home.status("copy").health()).isEqualTo("failing");
            assertThat(names(site)).containsExactly("a");

            disk.remount("rw");
            assertThat(FettleProcess.call(home, "run", "copy").code()).isZero();
            assertThat(names(site)).containsExactly("a", "b");
            assertThat(home.status("copy").health()).isEqualTo("ok");
        }
    }

    @Test
    void a_destination_that_became_a_file_blocks_and_the_file_is_left_alone() throws Exception {
        home.drop("a", "1");
        home.runArrived("copy");
        Files.move(home.site(), home.beside("elsewhere"));
        Files.writeString(home.site(), "somebody's");
        home.drop("b", "1");

        var run = home.runArrived("copy").getFirst();

        assertThat(run.outcome()).contains("blocked");
        assertThat(run.reason().orElse("")).contains(home.site() + " is a file, not a folder");
        assertThat(home.site()).hasContent("somebody's");
        assertThat(lines(starts)).as("its program was not started").hasSize(1);
    }

    /// The log's folder stands for whatever cannot be made before the program starts.
    @Test
    void what_the_machine_denies_before_the_start_ends_the_run_as_blocked() throws Exception {
        home.automation("job", "run: [sh, -c, \"echo >>../../starts\"]");
        Files.createDirectories(home.workshop().state().logs());
        var inTheWay = Files.createFile(home.workshop().state().logs().resolve("job"));

        var run = home.run("job");

        assertThat(run.outcome()).contains("blocked");
        assertThat(run.reason().orElse("")).contains("it could not be started", "logs/job");
        assertThat(lines(starts)).isEmpty();
        Files.delete(inTheWay);
        assertThat(home.run("job").outcome()).contains("succeeded");
    }
}
