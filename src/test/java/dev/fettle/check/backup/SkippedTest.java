package dev.fettle.check.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What backup programs say of sources that they left out, in their own words.
class SkippedTest {
    private static final List<String> SOURCES = List.of("/home/anna/docs");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/home/anna/photos does not exist, skipping",
                "/home/anna/docs: [Errno 2] No such file or directory: '/home/anna/docs'",
                "/home/anna/docs: stat: [Errno 13] Permission denied: 'docs'",
                "rsync: [sender] link_stat \"/home/anna/docs\" failed: No such file or directory"
                        + " (2)",
                "rsync error: some files/attrs were not transferred (see previous errors) (code 23)"
                        + " at main.c(1338) [sender=3.2.7]",
                "tar: docs: Cannot stat: No such file or directory",
                "tar: Exiting with failure status due to previous errors",
                "Fatal: unable to save snapshot: write /mnt/tmp: no space left on device"
            })
    void what_was_left_out_is_heard(String line) {
        assertThat(Skipped.says(line, SOURCES)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Files:           3 new,     0 changed,     0 unmodified",
                "/home/anna/docs/lock: stat: [Errno 2] No such file or directory: 'lock'",
                "/home/anna/docs/notes: file changed while we backed it up",
                "rsync warning: some files vanished before they could be transferred (code 24)",
                "tar: docs/notes: file changed as we read it",
                "snapshot 3a1b2c3d saved"
            })
    void what_happens_every_day_is_not(String line) {
        assertThat(Skipped.says(line, SOURCES)).isFalse();
    }

    @Test
    void it_is_found_in_a_log_whatever_bytes_that_has(@TempDir Path temp) throws Exception {
        var log = temp.resolve("log");
        var bytes = new byte[3_000_000];
        bytes[1] = (byte) 0xff;
        Files.write(log, bytes);
        assertThat(Skipped.line(log, List.of())).isEmpty();

        Files.writeString(log, "\nopen repository\n/x does not exist, skipping\nsnapshot saved\n");
        assertThat(Skipped.line(log, List.of())).contains("/x does not exist, skipping");
    }
}
