package dev.fettle.story;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import dev.fettle.publish.Mounted;
import java.io.IOException;
import java.nio.file.Path;
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
}
