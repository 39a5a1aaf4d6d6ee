package dev.fettle.story;

import static dev.fettle.kit.TestHome.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What lies in the folder when an automation first starts: little is handled, a heap waits to be
/// asked for.
class ExistingFilesTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_home() throws IOException {
        home = TestHome.in(place);
    }

    @Test
    void fifty_files_are_handled() throws Exception {
        watches("../../inbox");
        lay(50);
        try (var _ = FettleProcess.up(home)) {
            home.awaitRuns("copy", 50);
        }
        assertThat(names(home.site())).hasSize(50);
    }

    @Test
    void more_than_fifty_wait_until_they_are_asked_for_and_what_comes_later_does_not()
            throws Exception {
        watches("../../inbox");
        lay(51);
        try (var _ = FettleProcess.up(home)) {
            assertThat(home.status("copy").reason())
                    .contains("51 files wait for `fettle run copy --all`");
            home.drop("later", "later");
            home.awaitRuns("copy", 1);
            assertThat(names(home.site())).containsExactly("later");

            assertThat(FettleProcess.call(home, "run", "copy").out()).contains("nothing to do");
            assertThat(FettleProcess.call(home, "run", "copy", "--all").code()).isZero();

            assertThat(names(home.site())).hasSize(52);
            assertThat(home.status("copy").reason()).isEmpty();
        }
    }

    @Test
    void one_of_those_that_wait_is_handled_when_its_bytes_change() throws Exception {
        watches("../../inbox");
        lay(51);
        try (var _ = FettleProcess.up(home)) {
            home.drop("n7", "changed");

            home.awaitRun("copy");
            assertThat(home.status("copy").reason().orElse("")).contains("50 files wait");
        }
    }

    @Test
    void existing_handle_takes_all_of_them() throws Exception {
        watches("{folder: ../../inbox, existing: handle}");
        lay(60);
        try (var _ = FettleProcess.up(home)) {
            home.awaitRuns("copy", 60);
        }
    }

    private void watches(String folder) throws IOException {
        home.automation(
                "copy", "watch: " + folder + "\nrun: cp {input} {output}\noutput: ../../site");
    }

    private void lay(int count) throws IOException {
        for (int n = 0; n < count; n++) {
            Files.writeString(home.inbox().resolve("n" + n), "content " + n);
        }
    }
}
