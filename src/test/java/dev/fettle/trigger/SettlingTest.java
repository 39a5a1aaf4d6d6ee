package dev.fettle.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.TurnableClock;
import dev.fettle.platform.FileId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettlingTest {
    private static final Duration STILL = Duration.ofMinutes(2);

    private final TurnableClock clock = new TurnableClock();
    private final Settling settling = new Settling(clock);

    @TempDir private Path temp;
    private Path file;

    @BeforeEach
    void a_file_that_has_to_be_still_for_two_minutes() throws IOException {
        file = Files.writeString(temp.resolve("a"), "a");
        settling.add(file, FileId.of(file).orElseThrow(), STILL);
    }

    @Test
    void what_was_still_for_its_time_is_ripe_once() throws IOException {
        clock.turn(Duration.ofSeconds(90));
        assertThat(settling.still()).isEmpty();
        assertThat(settling.untilNext()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));

        clock.turn(Duration.ofSeconds(30));

        assertThat(settling.still()).containsExactly(file);
        assertThat(settling.still()).isEmpty();
        assertThat(settling.untilNext()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void what_changed_meanwhile_begins_its_time_anew() throws IOException {
        clock.turn(Duration.ofSeconds(90));
        Files.writeString(file, "longer");
        clock.turn(Duration.ofSeconds(30));
        assertThat(settling.still()).isEmpty();

        clock.turn(Duration.ofSeconds(90));
        assertThat(settling.still()).isEmpty();
        clock.turn(Duration.ofSeconds(30));
        assertThat(settling.still()).containsExactly(file);
    }

    @Test
    void what_is_seen_again_and_again_becomes_ripe_all_the_same() throws IOException {
        for (int i = 0; i < 11; i++) {
            clock.turn(Duration.ofSeconds(10));
            settling.add(file, FileId.of(file).orElseThrow(), STILL);
            assertThat(settling.still()).isEmpty();
        }

        clock.turn(Duration.ofSeconds(10));
        assertThat(settling.still()).containsExactly(file);
    }

    @Test
    void what_is_gone_or_was_taken_out_is_never_ripe() throws IOException {
        var other = Files.writeString(temp.resolve("b"), "b");
        settling.add(other, FileId.of(other).orElseThrow(), STILL);
        Files.delete(file);
        settling.remove(other);

        clock.turn(STILL);

        assertThat(settling.still()).isEmpty();
        assertThat(settling.untilNext()).isEqualTo(Duration.ofHours(1));
    }
}
