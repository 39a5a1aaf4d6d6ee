package dev.fettle.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    private static final int MILLION = 1_000_000;

    @TempDir private Path temp;
    private Path file;
    private LogFile log;

    @BeforeEach
    void a_log() throws IOException {
        file = temp.resolve("job/today/run.log");
        log = new LogFile(file);
        log.make();
    }

    @Test
    void it_is_private_and_making_it_again_takes_nothing_away() throws IOException {
        write("first\n");

        log.make();
        log.note("attempt 2 follows");

        assertThat(file).content().isEqualTo("first\nfettle: attempt 2 follows\n");
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void a_log_within_its_bounds_stays_as_it_is() throws IOException {
        writeMillions(19);

        log.keepWithinBounds();
        log.settle();

        assertThat(Files.size(file)).isEqualTo(19L * MILLION);
    }

    @Test
    void of_a_long_log_the_first_million_and_the_last_fifteen_stay_and_the_gap_is_told()
            throws IOException {
        writeMillions(30);

        log.settle();

        var note = "\nfettle: 14000000 bytes were left out here\n";
        assertThat(Files.size(file)).isEqualTo(16L * MILLION + note.length());
        var text = Files.readString(file);
        assertThat(text.substring(0, MILLION)).matches("0+");
        assertThat(text.substring(MILLION, MILLION + note.length())).isEqualTo(note);
        assertThat(text.charAt(MILLION + note.length())).isEqualTo((char) ('0' + 15));
        assertThat(text).endsWith(String.valueOf((char) ('0' + 29)));
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        try (var all = Files.list(file.getParent())) {
            assertThat(all).hasSize(1);
        }
    }

    @Test
    void while_its_program_writes_the_middle_takes_no_room_and_the_end_is_not_disturbed()
            throws Exception {
        try (var program = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
            for (int n = 0; n < 60; n++) {
                program.write(million(n));
                log.keepWithinBounds();
            }
            program.write("last words".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(Files.size(file)).isEqualTo(60L * MILLION + 10);
        assertThat(room()).isLessThan(25L * MILLION);

        log.settle();

        assertThat(Files.size(file)).isBetween(16L * MILLION, 16L * MILLION + 100);
        var text = Files.readString(file);
        assertThat(text).endsWith("last words").doesNotContain("\0");
    }

    @Test
    void a_log_that_somebody_deleted_ends_no_run() throws IOException {
        Files.delete(file);

        log.keepWithinBounds();
        log.note("attempt 2 follows");
        log.settle();

        assertThat(file).content().contains("attempt 2 follows");
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    private void writeMillions(int count) throws IOException {
        for (int n = 0; n < count; n++) {
            Files.write(file, million(n), StandardOpenOption.APPEND);
        }
    }

    /// A million bytes, all of them the number's own character.
    private static byte[] million(int n) {
        var bytes = new byte[MILLION];
        Arrays.fill(bytes, (byte) ('0' + n));
        return bytes;
    }

    private long room() throws Exception {
        var du = new ProcessBuilder("du", "-B1", file.toString()).start();
        var answer = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return Long.parseLong(answer.split("\t", -1)[0]);
    }
}
