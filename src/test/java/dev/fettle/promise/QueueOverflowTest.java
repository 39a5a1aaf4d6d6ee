package dev.fettle.promise;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Promise 3 where the kernel itself forgets: it keeps so many events for a process that does not
/// read, and drops the rest.
class QueueOverflowTest {
    private static final Path LIMIT = Path.of("/proc/sys/fs/inotify/max_queued_events");
    private static final int MOST = 20_000;

    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_home_that_writes_down_the_names_of_what_arrived() throws IOException {
        home = TestHome.in(place);
        home.automation(
                        "names",
                        """
                        watch: {folder: ../../inbox, per: batch, settle: 300ms}
                        run: [./go.sh, "{input}"]
                        """)
                .script("names", "tr '\\0' '\\n' <\"$FETTLE_INPUTS\" >>../../seen");
    }

    @Test
    void more_files_than_the_kernel_keeps_events_for_are_each_handled_once() throws Exception {
        int limit = Integer.parseInt(read(LIMIT));
        assumeTrue(limit < MOST, "this kernel keeps " + limit + " events");
        int files = limit + 1_000;
        try (var daemon = FettleProcess.up(home)) {
            home.drop("first", "it is watched");
            home.awaitRun("names");

            daemon.signal("STOP");
            for (int i = 0; i < files; i++) {
                Files.writeString(home.inbox().resolve("f" + i), "file " + i);
            }
            daemon.signal("CONT");

            var seen = home.beside("seen");
            until(() -> lines(seen).size() > files);
            assertThat(lines(seen)).hasSize(files + 1).doesNotHaveDuplicates();
        }
    }

    /// Whole at the first read: what the kernel shows so has no size, and some answer once alone.
    private static String read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(32), StandardCharsets.US_ASCII).strip();
        }
    }
}
