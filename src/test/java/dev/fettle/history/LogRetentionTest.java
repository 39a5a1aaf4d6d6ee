package dev.fettle.history;

import static dev.fettle.kit.TestHome.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.TurnableClock;
import dev.fettle.notation.Size;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogRetentionTest {
    private static final Duration DAYS_90 = Duration.ofDays(90);
    private static final Size PLENTY = new Size(1_000_000_000);

    private final TurnableClock clock = new TurnableClock();

    @TempDir private Path logs;
    private LogRetention retention;

    @BeforeEach
    void logs() {
        retention = new LogRetention(logs, clock);
    }

    @Test
    void a_log_is_compressed_after_a_day_with_its_time_and_mode_and_is_found_by_its_name()
            throws IOException {
        var young = log("young", Duration.ofHours(23), "young");
        var old = log("old", Duration.ofHours(25), "what it said");
        var time = Files.getLastModifiedTime(old);

        retention.keep(DAYS_90, PLENTY);

        assertThat(names(logs.resolve("job/old-day"))).containsExactly("old.gz");
        var compressed = LogRetention.find(old);
        try (var in = new GZIPInputStream(Files.newInputStream(compressed))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("what it said");
        }
        assertThat(Files.getLastModifiedTime(compressed)).isEqualTo(time);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(compressed)))
                .isEqualTo("rw-------");
        assertThat(LogRetention.find(young)).isEqualTo(young);
        assertThat(young).content().isEqualTo("young");
    }

    @Test
    void a_log_goes_after_its_time_compressed_or_not() throws IOException {
        var plain = log("plain", Duration.ofDays(91), "x");
        var kept = log("kept", Duration.ofDays(80), "x");
        retention.keep(DAYS_90, PLENTY);
        assertThat(plain).doesNotExist();
        assertThat(LogRetention.find(kept)).exists().isNotEqualTo(kept);

        clock.turn(Duration.ofDays(11));
        retention.keep(DAYS_90, PLENTY);

        assertThat(LogRetention.find(kept)).isEqualTo(kept).doesNotExist();
    }

    @Test
    void where_room_is_short_the_oldest_go_first() throws IOException {
        var oldest = log("a", Duration.ofHours(3), "x".repeat(400));
        var older = log("b", Duration.ofHours(2), "x".repeat(400));
        var newest = log("c", Duration.ofHours(1), "x".repeat(400));

        retention.keep(DAYS_90, new Size(900));

        assertThat(oldest).doesNotExist();
        assertThat(older).exists();
        assertThat(newest).exists();
    }

    @Test
    void no_logs_are_no_trouble() throws IOException {
        new LogRetention(logs.resolve("none"), clock).keep(DAYS_90, PLENTY);

        assertThat(names(logs)).isEmpty();
    }

    private Path log(String name, Duration age, String text) throws IOException {
        var file = logs.resolve("job").resolve(name + "-day").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.setLastModifiedTime(file, FileTime.from(clock.now().minus(age)));
        return file;
    }
}
