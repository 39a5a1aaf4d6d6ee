package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreshCheckTest {
    @TempDir private Path temp;
    private Results results;

    @BeforeEach
    void results() throws Exception {
        results = Results.in(temp);
    }

    @Test
    void the_newest_file_counts() throws Exception {
        aged(results.write("old", "old"), Duration.ofDays(9));
        aged(results.write("new", "new"), Duration.ofHours(25));

        assertThat(results.finding("fresh: 26h").passed()).contains(true);
        assertThat(results.finding("fresh: 26h").file()).contains("new");
        assertThat(results.finding("fresh: 24h").code()).contains("stale");
        assertThat(results.finding("fresh: {age: 26h, file: old}").detail().orElseThrow())
                .matches(
                        "old: the newest is of \\S+ \\S+; expected: a file written within the last"
                                + " 26 h");
    }

    @Test
    void a_folder_elsewhere_is_searched_through() throws Exception {
        var backups = Files.createDirectories(results.automation().resolve("backups/deep"));
        aged(Files.writeString(backups.resolve("a"), "a"), Duration.ofHours(3));
        results.write("b", "b");

        assertThat(results.finding("fresh: {path: backups, age: 4h}").passed()).contains(true);
        assertThat(results.finding("fresh: {path: backups, age: 2h}").code()).contains("stale");
        assertThat(results.finding("fresh: {path: backups/deep/a, age: 4h}").passed())
                .contains(true);
    }

    @Test
    void nothing_at_all_is_not_fresh() throws Exception {
        Files.createDirectories(results.automation().resolve("empty"));

        assertThat(results.finding("fresh: 1h").code()).contains("missing");
        assertThat(results.finding("fresh: {path: empty, age: 1h}").detail())
                .contains("empty: no file at all; expected: a file written within the last 60 m");
        assertThat(results.finding("fresh: {path: none, age: 1h}").code()).contains("missing");
    }

    @Test
    void a_file_of_tomorrow_is_a_wrong_clock() throws Exception {
        aged(results.write("a", "a"), Duration.ofHours(-2));

        assertThat(results.finding("fresh: 1h").code()).contains("future");
    }

    private static void aged(Path file, Duration age) throws Exception {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }
}
