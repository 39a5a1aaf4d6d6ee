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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The disk that an automation writes to is the one that was there when all went well first: into
/// an empty folder in its place, and onto another disk, nothing is written.
class MovedStorageTest {
    private static final String SMALL = "size=64k";

    @TempDir private Path place;
    @AutoClose private TestHome home;
    private Path disk;

    @BeforeEach
    void a_copy_to_a_disk() throws IOException {
        home = TestHome.in(place);
        disk = Files.createDirectories(home.beside("disk"));
        home.automation("copy", "run: ./go.sh\nneeds: [mount %s]".formatted(disk))
                .script("copy", "echo \"$FETTLE_RUN\" >>../../disk/kept");
    }

    private Mounted memory(String name) throws IOException {
        return Mounted.memory(home.beside(name), SMALL);
    }

    private Mounted plugged(Mounted which) throws IOException {
        return Mounted.bind(which.point(), disk);
    }

    @Test
    void with_its_disk_gone_or_another_one_there_it_is_blocked_before_it_writes() throws Exception {
        try (var blue = memory("blue");
                var red = memory("red")) {
            try (var _ = plugged(blue)) {
                assertThat(home.run("copy").succeeded()).isTrue();
            }

            assertThat(home.run("copy").outcome()).contains("blocked");
            assertThat(names(disk)).isEmpty();

            try (var _ = plugged(red)) {
                var blocked = home.run("copy");
                assertThat(blocked.outcome()).contains("blocked");
                assertThat(blocked.reason().orElseThrow())
                        .startsWith("another disk is mounted at %s: tmpfs tmpfs (".formatted(disk))
                        .contains(", where tmpfs tmpfs (", "fettle lock copy --add");
                assertThat(names(disk)).isEmpty();
                assertThat(home.status("copy").reason().orElseThrow()).contains("another disk");
                home.letGo();
                assertThat(FettleProcess.call(home, "doctor").out()).contains("another disk");
            }
            try (var _ = plugged(blue)) {
                assertThat(home.run("copy").succeeded()).isTrue();
            }
            assertThat(lines(blue.point().resolve("kept"))).hasSize(2);
            assertThat(names(red.point())).isEmpty();
        }
    }

    @Test
    void a_run_that_failed_or_was_dry_does_not_say_which_disk_is_right() throws Exception {
        home.script("copy", "[ ! -e ../../bad ]");
        try (var blue = memory("blue");
                var red = memory("red")) {
            try (var _ = plugged(red)) {
                Files.createFile(home.beside("bad"));
                assertThat(home.run("copy").outcome()).contains("failed");
                Files.delete(home.beside("bad"));
                assertThat(home.dryRun("copy").succeeded()).isTrue();
            }
            try (var _ = plugged(blue)) {
                assertThat(home.run("copy").succeeded()).isTrue();
            }
            try (var _ = plugged(red)) {
                assertThat(home.run("copy").outcome()).contains("blocked");
            }
        }
    }

    @Test
    void what_its_user_says_is_right_is_right() throws Exception {
        try (var blue = memory("blue");
                var red = memory("red");
                var green = memory("green")) {
            try (var _ = plugged(blue)) {
                assertThat(home.run("copy").succeeded()).isTrue();
            }
            try (var _ = plugged(red)) {
                home.letGo();
                var added = FettleProcess.call(home, "lock", "copy", "--add", "--json");
                assertThat(added.code()).as(added.err()).isZero();
                assertThat(added.json()).containsEntry("automation", "copy");
                assertThat((Map<?, ?>) ((List<?>) added.json().get("taken")).getFirst())
                        .extracting("what")
                        .isEqualTo("mount " + disk);
            }
            assertThat(outcomeWith(red)).contains("succeeded");
            assertThat(outcomeWith(blue)).contains("succeeded");
            assertThat(outcomeWith(green)).contains("blocked");

            try (var _ = plugged(green)) {
                home.letGo();
                var taken = FettleProcess.call(home, "lock", "copy");
                assertThat(taken.code()).as(taken.err()).isZero();
                assertThat(taken.out()).contains("the right one for mount " + disk);
            }
            assertThat(outcomeWith(green)).contains("succeeded");
            assertThat(outcomeWith(blue)).contains("blocked");
        }
        home.letGo();
        var nothing = FettleProcess.call(home, "lock", "copy");
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.err()).contains("nothing is mounted at " + disk);
    }

    private Optional<String> outcomeWith(Mounted which) throws Exception {
        try (var _ = plugged(which)) {
            return home.run("copy").outcome();
        }
    }

    @Test
    void a_mounted_check_knows_its_disk_and_a_run_before_it_is_kept_from_another_one()
            throws Exception {
        home.automation("health", "check:\n  - mounted: %s".formatted(disk));
        home.automation("copy", "run: ./go.sh\ncheck:\n  - mounted: ../../disk");
        try (var blue = memory("blue");
                var red = memory("red")) {
            try (var _ = plugged(blue)) {
                assertThat(home.run("health").succeeded()).isTrue();
                assertThat(home.run("copy").succeeded()).isTrue();
            }
            try (var _ = plugged(red)) {
                var invalid = home.run("health");
                assertThat(invalid.outcome()).contains("invalid");
                assertThat(invalid.checks().getFirst().code()).contains("replaced");
                assertThat(invalid.checks().getFirst().detail().orElseThrow())
                        .contains("fettle lock health --add");
                assertThat(home.run("copy").outcome()).contains("blocked");
                assertThat(names(disk)).isEmpty();
                home.letGo();
                assertThat(FettleProcess.call(home, "lock", "health").code()).isZero();
                assertThat(home.run("health").succeeded()).isTrue();
            }
            var blocked = home.run("copy");
            assertThat(blocked.reason()).contains("nothing is mounted at " + disk);
            assertThat(names(disk)).isEmpty();
        }
    }

    @Test
    void a_copy_that_was_made_into_the_empty_place_of_its_disk_is_no_backup() throws Exception {
        var docs = Files.createDirectories(home.beside("docs"));
        Files.writeString(docs.resolve("letter"), "dear");
        var checked = "check:\n  - rsync: {source: %s, copy: ../../disk/docs}".formatted(docs);
        home.automation("health", checked);
        home.automation("copy", "run: ./go.sh\n" + checked)
                .script("copy", "cp -a ../../docs ../../disk/");
        try (var blue = memory("blue");
                var _ = plugged(blue)) {
            assertThat(home.run("copy").outcome()).contains("succeeded");
            assertThat(home.run("health").outcome()).contains("succeeded");
        }

        assertThat(home.run("copy").outcome()).contains("blocked");
        assertThat(names(disk)).isEmpty();
        assertThat(home.run("health").checks().getFirst().code()).contains("gone");

        Files.createDirectories(disk.resolve("docs"));
        Files.writeString(disk.resolve("docs/letter"), "dear");
        var made = home.run("health");
        assertThat(made.outcome()).contains("invalid");
        assertThat(made.checks().getFirst().code()).contains("replaced");
    }

    @Test
    void a_copy_and_an_archive_that_are_lost_on_their_disk_are_made_anew() throws Exception {
        var docs = Files.createDirectories(home.beside("docs"));
        Files.writeString(docs.resolve("letter"), "dear");
        home.automation(
                        "copy",
                        """
                        run: ./go.sh
                        check:
                          - rsync: {source: %1$s, copy: ../../disk/docs}
                          - tar: {source: %1$s, archive: ../../disk/docs.tar}
                        """
                                .formatted(docs))
                .script(
                        "copy",
                        "cp -a ../../docs ../../disk/; tar -cf ../../disk/docs.tar ../../docs");
        assertThat(home.run("copy").outcome()).contains("succeeded");

        Files.delete(disk.resolve("docs/letter"));
        Files.delete(disk.resolve("docs"));
        Files.delete(disk.resolve("docs.tar"));

        assertThat(home.run("copy").outcome()).contains("succeeded");
    }

    @Test
    void a_slot_waits_while_another_disk_is_there_and_runs_once_the_right_one_is_back()
            throws Exception {
        home.automation(
                "copy", "schedule: every 1h\nrun: ./go.sh\nneeds: [mount %s]".formatted(disk));
        try (var blue = memory("blue");
                var red = memory("red")) {
            try (var _ = plugged(blue)) {
                assertThat(home.run("copy").succeeded()).isTrue();
            }
            home.isDueAt("copy", Instant.now().plusSeconds(1));
            try (var wrong = plugged(red);
                    var _ = FettleProcess.up(home)) {
                until(() ->
                        reasons("copy").stream()
                                .anyMatch(why ->
                                        why.startsWith(
                                                "it waited for its needs: another disk is mounted")));
                try (var _ = plugged(blue)) { // over the other one, which it hides
                    assertThat(home.awaitRuns("copy", 2).getLast().succeeded()).isTrue();
                }
                assertThat(names(wrong.point())).isEmpty();
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
