package dev.fettle.promise;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.names;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.history.SlotState;
import dev.fettle.history.Slots;
import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.Injected;
import dev.fettle.kit.TestHome;
import dev.fettle.verb.RunView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A folder that is renamed takes all that is known of its automation along: nothing is handled
/// again, nothing is forgotten. Each start of a program is a line that it writes itself.
class RenamedFoldersTest {
    private static final int FILES = 200;
    private static final String COPY =
            "watch: ../../inbox\nrun: ./go.sh {input} {output}\noutput: ../../site";

    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_home() throws IOException {
        home = TestHome.in(place);
        home.automation("old", COPY)
                .script("old", "echo \"${1##*/}\" >>../../starts; sleep 0.02; cp \"$1\" \"$2\"");
    }

    @Test
    void while_a_run_works_and_two_hundred_inputs_wait() throws Exception {
        home.drop("before", "before");
        var first = home.runArrived("old").getFirst();
        home.letGo();
        try (var _ = FettleProcess.up(home)) {
            for (int n = 0; n < FILES; n++) {
                home.drop("f" + n, "content " + n);
            }
            until(() -> lines(home.beside("starts")).size() > FILES / 10);
            rename("old", "new");
            assertThat(lines(home.beside("starts"))).as("most still wait").hasSizeLessThan(FILES);
            until(() -> names(home.site()).size() == FILES + 1);
            home.awaitRuns("new", FILES + 1);
        }

        assertThat(lines(home.beside("starts"))).doesNotHaveDuplicates().hasSize(FILES + 1);
        assertThat(home.runs("new")).allMatch(RunView::succeeded);
        assertThat(home.runs("new").getLast().id()).isEqualTo(first.id());
        assertThat(home.status("new").health()).isEqualTo("ok");

        home.undo(home.runs("new").getLast());

        assertThat(names(home.site())).hasSize(FILES).doesNotContain("before");
    }

    @Test
    void a_run_at_work_and_one_that_waits_go_on_where_the_folder_lies_now() throws Exception {
        home.automation(
                        "job",
                        "run: ./go.sh\nretry: {times: 1, wait: 1s}\ncheck:\n  - command: ./check.sh")
                .script(
                        "job",
                        """
                        echo "$FETTLE_RUN in $(basename "$PWD")" >>../../starts
                        until [ -e ../../go ]; do sleep 0.02; done
                        [ "$FETTLE_ATTEMPT" = 2 ]
                        """);
        var check = Files.writeString(home.root().resolve("job/check.sh"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(check, PosixFilePermissions.fromString("rwx------"));
        try (var _ = FettleProcess.up(home);
                var first = FettleProcess.start(home, "run", "job")) {
            until(() -> lines(home.beside("starts")).size() == 1);
            try (var second = FettleProcess.start(home, "run", "job")) {
                until(() -> home.runs("job").size() == 2);
                rename("job", "task");
                Files.createFile(home.beside("go"));
                assertThat(first.awaitEnd().code()).isZero();
                assertThat(second.awaitEnd().code()).isZero();
            }
            until(() -> home.runs("task").size() == 2);
            assertThat(FettleProcess.call(home, "run", "task").code()).isZero();
        }

        var starts = lines(home.beside("starts"));
        assertThat(starts).hasSize(6);
        assertThat(starts.getFirst()).endsWith(" in job");
        assertThat(starts.subList(1, 6)).allMatch(line -> line.endsWith(" in task"));
        assertThat(home.runs("task")).hasSize(3).allMatch(RunView::succeeded);
    }

    /// With the old name or with the new, and never half of it.
    @ParameterizedTest
    @ValueSource(ints = {4, 30})
    void the_daemon_dies_at_a_write_of_the_move(int write) throws Exception {
        for (int n = 0; n < 20; n++) {
            home.drop("f" + n, "content " + n);
        }
        home.runArrived("old");
        home.workshop().settle();
        var wal = home.workshop().state().database().resolveSibling("fettle.db-wal");
        home.letGo();
        try (var daemon = FettleProcess.up(home)) {
            var record = Files.createFile(home.beside("strace"));
            try (var _ = Injected.death(daemon, record, "pwrite64", write, List.of(wal))) {
                rename("old", "new");
                assertThat(daemon.awaitEnd().code()).as("killed").isEqualTo(137);
            }
        }
        assertThat(List.of(kept("old"), kept("new"))).containsExactlyInAnyOrder(0L, 20L);

        try (var _ = FettleProcess.up(home)) {
            until(() -> kept("new") == 20);
            home.drop("g", "g");
            home.awaitRuns("new", 21);
        }
        assertThat(lines(home.beside("starts"))).doesNotHaveDuplicates().hasSize(21);
        assertThat(home.status("new").health()).isEqualTo("ok");
    }

    @Test
    void each_slot_runs_once() throws Exception {
        home.automation("tick", "schedule: every 1s\ncatch-up: all\nrun: ./go.sh")
                .script("tick", "echo $FETTLE_DUE >>../../dues; sleep 0.3");
        try (var _ = FettleProcess.up(home)) {
            until(() -> lines(home.beside("dues")).size() >= 2);
            rename("tick", "tock");
            until(() -> lines(home.beside("dues")).size() >= 6);
        }

        assertThat(lines(home.beside("dues"))).doesNotHaveDuplicates();
        var slots =
                new Slots(home.workshop().store())
                        .between("tock", Instant.EPOCH, Instant.now(), 1000)
                        .reversed();
        assertThat(slots.getFirst().due()).hasToString(lines(home.beside("dues")).getFirst());
        for (int n = 1; n < slots.size(); n++) {
            assertThat(slots.get(n).due())
                    .isEqualTo(slots.get(n - 1).last().plus(Duration.ofSeconds(1)));
        }
        assertThat(slots).noneMatch(slot -> slot.state().equals(Optional.of(SlotState.SKIPPED)));
    }

    /// Runs and handled inputs under a name, which are as many.
    private long kept(String name) throws IOException {
        return home.workshop()
                .store()
                .read(sql -> {
                    long runs = sql.number("SELECT count(*) FROM run WHERE automation = ?", name);
                    long inputs =
                            sql.number("SELECT count(*) FROM input WHERE automation = ?", name);
                    assertThat(inputs).isEqualTo(runs);
                    return runs;
                });
    }

    private void rename(String from, String to) throws IOException {
        Files.move(home.root().resolve(from), home.root().resolve(to));
    }
}
