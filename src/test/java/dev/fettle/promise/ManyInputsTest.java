package dev.fettle.promise;

import static dev.fettle.kit.TestHome.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import dev.fettle.platform.Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Promise 3 by the thousand. The program appends the SHA-256 of what it was given to a file: each
/// file that was dropped has its line there, once, and nothing else has one.
class ManyInputsTest {
    /// For all of one test; a busy machine does fifty files a second.
    private static final Duration LONG = Duration.ofMinutes(20);

    /// Well before the look that finds every ten minutes what no event told.
    private static final Duration BY_EVENTS = Duration.ofMinutes(3);

    /// So that what would come twice has come.
    private static final Duration QUIET = Duration.ofSeconds(5);

    @TempDir private Path place;
    @AutoClose private TestHome home;
    private Path seen;
    private final List<String> dropped = new ArrayList<>();

    @BeforeEach
    void a_home_that_writes_down_what_it_was_given() throws IOException {
        home = TestHome.in(place);
        seen = home.beside("seen");
        watches("../../inbox, settle: 0s");
    }

    private void watches(String folder) throws IOException {
        home.automation(
                        "ledger",
                        "watch: {folder: %s, existing: handle}\nrun: [./go.sh, \"{input}\"]"
                                .formatted(folder))
                .script("ledger", "h=$(sha256sum <\"$1\") && echo \"${h%% *}\" >>../../seen");
    }

    @Test
    void a_thousand_files_at_once_are_each_handled_once() throws Exception {
        try (var _ = FettleProcess.up(home)) {
            drop(1_000);
            awaitSeen(1_000, BY_EVENTS);
            eachHasBeenHandledOnce();
        }
    }

    @Test
    @Tag("long")
    @Tag("long-arrival")
    void ten_thousand_files_at_once_are_each_handled_once() throws Exception {
        try (var _ = FettleProcess.up(home)) {
            drop(10_000);
            eachHasBeenHandledOnce();
        }
    }

    /// The daemon is stopped while the first half comes, so that the kernel's queue overflows for
    /// certain; the second half comes while it works.
    @Test
    @Tag("long")
    @Tag("long-arrival")
    void forty_thousand_files_are_each_handled_once_though_the_kernels_queue_overflows()
            throws Exception {
        try (var daemon = FettleProcess.up(home)) {
            drop(1);
            awaitSeen(1, LONG);
            daemon.signal("STOP");
            drop(20_000);
            daemon.signal("CONT");
            drop(20_000);
            eachHasBeenHandledOnce();
        }
    }

    /// Killed at any moment, while files come and while they are worked on.
    @Test
    @Tag("long")
    @Tag("long-arrival")
    void ten_thousand_files_are_each_handled_once_though_the_daemon_is_killed_twenty_times()
            throws Exception {
        var random = new Random(5);
        var waiting = new ArrayList<Integer>();
        for (int kill = 0; kill < 20; kill++) {
            drop(150); // while nobody looks
            try (var daemon = FettleProcess.up(home)) {
                drop(200);
                int before = lines(seen).size();
                awaitSeen(before + random.nextInt(dropped.size() - before), LONG);
                drop(150);
                daemon.kill9();
            }
            waiting.add(dropped.size() - lines(seen).size());
        }
        try (var _ = FettleProcess.up(home)) {
            eachHasBeenHandledOnce();
        }
        assertThat(waiting)
                .as("files that waited at each death")
                .hasSize(20)
                .allMatch(files -> files > 0);
        assertThat(
                        home.workshop()
                                .store()
                                .<Long>read(sql -> sql.number("SELECT count(*) FROM run")))
                .isEqualTo(dropped.size());
    }

    @Test
    @Tag("long")
    @Tag("long-arrival")
    void ten_thousand_files_in_a_tree_of_folders_that_is_moved_in_are_each_handled_once()
            throws Exception {
        watches("../../inbox, settle: 0s, recursive: true");
        try (var _ = FettleProcess.up(home)) {
            for (int album = 0; album < 20; album++) {
                var folder = home.beside("album" + album);
                for (int n = 0; n < 500; n++) {
                    var deep = folder.resolve("a" + n % 5).resolve("b" + n % 7);
                    write(Files.createDirectories(deep).resolve("f" + n));
                }
                Files.move(folder, home.inbox().resolve("album" + album));
            }
            eachHasBeenHandledOnce();
        }
    }

    /// Twenty times the folder goes with all that is in it, and comes again with other files.
    @Test
    @Tag("long")
    @Tag("long-arrival")
    void a_folder_that_is_deleted_and_made_again_twenty_times_loses_no_file_that_stays()
            throws Exception {
        try (var _ = FettleProcess.up(home)) {
            for (int n = 0; n < 20; n++) {
                drop(100);
                awaitSeen(dropped.size(), LONG);
                var old = home.beside("old" + n);
                Files.move(home.inbox(), old);
                Files.createDirectory(home.inbox());
            }
            drop(100);
            eachHasBeenHandledOnce();
        }
    }

    private void drop(int count) throws IOException {
        for (int n = 0; n < count; n++) {
            write(home.inbox().resolve("f%06d.txt".formatted(dropped.size())));
        }
    }

    /// As most programs do: opened under its final name, written, closed.
    private void write(Path file) throws IOException {
        var content = "content " + dropped.size() + "\n";
        Files.writeString(file, content);
        dropped.add(Hash.sha256(content.getBytes(StandardCharsets.UTF_8)).hex());
    }

    private void eachHasBeenHandledOnce() {
        awaitSeen(dropped.size(), LONG);
        await().during(QUIET).atMost(QUIET.multipliedBy(4)).until(() -> count() >= dropped.size());
        assertThat(read()).containsExactlyInAnyOrderElementsOf(dropped);
    }

    private void awaitSeen(int count, Duration patience) {
        await().atMost(patience).pollInterval(Duration.ofMillis(20)).until(() -> count() >= count);
    }

    /// Each line has 65 bytes.
    private long count() throws IOException {
        return Files.exists(seen) ? Files.size(seen) / 65 : 0;
    }

    private List<String> read() {
        try {
            return lines(seen);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
