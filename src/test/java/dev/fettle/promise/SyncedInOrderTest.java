package dev.fettle.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.SystemCall;
import dev.fettle.kit.TestHome;
import dev.fettle.kit.Traced;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Promise 2 against a power cut, by the order of the system calls of the real program: nothing is
/// relied upon that a power cut could take away ([DiskOrder]). [PowerCutTest] has the same of
/// publishing alone, by its numbered steps.
class SyncedInOrderTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;
    private ThreeFiles files;

    @BeforeEach
    void three_files_are_to_be_made() throws Exception {
        assumeThat(SystemCall.isKnownHere())
                .as("system calls are known by their numbers on x86-64 alone")
                .isTrue();
        home = TestHome.in(place);
        files = ThreeFiles.lay(home);
    }

    @Test
    void a_run_from_request_to_record() throws Exception {
        assertThat(order("run", "job").rules()).hasSize(7);
        assertThat(files.content()).isEqualTo(ThreeFiles.NEW);
    }

    @Test
    void the_first_run_of_a_home_to_a_folder_that_has_to_be_made() throws Exception {
        files.forgetStoreAndDestination();

        assertThat(order("run", "job").rules()).hasSize(6);
        assertThat(files.content()).hasSize(4);
    }

    @Test
    void undo_and_redo() throws Exception {
        files.published();

        assertThat(order("undo", files.run().id()).rules()).hasSize(7);
        assertThat(files.content()).isEqualTo(ThreeFiles.OLD);
        assertThat(order("undo", files.run().id()).rules()).hasSize(7);
        assertThat(files.content()).isEqualTo(ThreeFiles.NEW);
    }

    private DiskOrder order(String... verb) throws Exception {
        home.letGo();
        var watch = new Point.Counter(home, _ -> Traced.GRANTED);
        try (var process = FettleProcess.traced(home, watch, verb)) {
            assertThat(process.awaitEnd()).isZero();
        }
        var order = new DiskOrder();
        order.all(watch.seen());
        assertThat(order.broken()).isEmpty();
        return order;
    }
}
