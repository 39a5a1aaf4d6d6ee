package dev.fettle.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PausesTest {
    private static final Optional<String> ALL = Optional.empty();
    private static final Optional<String> JOB = Optional.of("job");
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    @TempDir private Path temp;
    @AutoClose private Store store;
    private Pauses pauses;

    @BeforeEach
    void a_store() throws IOException {
        store = Store.open(temp.resolve("fettle.db"));
        pauses = new Pauses(store);
    }

    @Test
    void what_was_paused_rests_from_then_on_and_no_other_does() throws IOException {
        pauses.begin(JOB, NOON, Optional.empty(), Optional.of("moving house"));

        assertThat(isPausedAfter(-1)).isFalse();
        assertThat(isPausedAfter(0)).isTrue();
        assertThat(isPausedAfter(1_000_000)).isTrue();
        assertThat(pauses.isPaused("other", NOON.plusSeconds(1))).isFalse();
        assertThat(pauses.current("job", NOON)).flatMap(Pause::note).contains("moving house");
        assertThat(pauses.maintenance(NOON)).isEmpty();
    }

    @Test
    void a_pause_that_ended_still_covers_the_slots_of_its_time() throws IOException {
        pauses.begin(JOB, NOON, Optional.empty(), Optional.empty());
        assertThat(pauses.end(JOB, NOON.plusSeconds(60))).isTrue();

        assertThat(pauses.current("job", NOON.plusSeconds(61))).isEmpty();
        assertThat(isPausedAfter(59)).isTrue();
        assertThat(isPausedAfter(60)).as("the moment of resuming itself").isFalse();
        assertThat(pauses.end(JOB, NOON.plusSeconds(61))).as("it rests no more").isFalse();
    }

    @Test
    void a_pause_ends_by_itself() throws IOException {
        pauses.begin(JOB, NOON, Optional.of(NOON.plusSeconds(60)), Optional.empty());

        assertThat(pauses.current("job", NOON.plusSeconds(59))).isPresent();
        assertThat(pauses.current("job", NOON.plusSeconds(60))).isEmpty();
        assertThat(isPausedAfter(59)).isTrue();
        assertThat(isPausedAfter(60)).isFalse();
        assertThat(pauses.end(JOB, NOON.plusSeconds(61))).isFalse();
    }

    @Test
    void the_last_word_counts() throws IOException {
        pauses.begin(JOB, NOON, Optional.empty(), Optional.of("first"));
        pauses.begin(
                JOB, NOON.plusSeconds(10), Optional.of(NOON.plusSeconds(20)), Optional.of("then"));

        assertThat(pauses.current("job", NOON.plusSeconds(15)))
                .flatMap(Pause::note)
                .contains("then");
        assertThat(isPausedAfter(5)).as("by the first").isTrue();
        assertThat(isPausedAfter(25)).as("the first must not come back").isFalse();
    }

    @Test
    void a_pause_of_all_covers_each_and_ends_without_waking_those_that_rest_by_themselves()
            throws IOException {
        pauses.begin(JOB, NOON, Optional.empty(), Optional.of("own"));
        pauses.begin(ALL, NOON, Optional.of(NOON.plusSeconds(60)), Optional.of("of all"));

        assertThat(pauses.maintenance(NOON)).flatMap(Pause::note).contains("of all");
        assertThat(pauses.current("other", NOON)).flatMap(Pause::note).contains("of all");
        assertThat(pauses.current("job", NOON)).flatMap(Pause::note).contains("own");
        assertThat(pauses.end(ALL, NOON.plusSeconds(30))).isTrue();
        assertThat(pauses.current("other", NOON.plusSeconds(31))).isEmpty();
        assertThat(pauses.isPaused("other", NOON.plusSeconds(29))).isTrue();
        assertThat(pauses.current("job", NOON.plusSeconds(31))).isPresent();
    }

    @Test
    void a_clock_that_was_set_back_wakes_nothing() throws IOException {
        pauses.begin(JOB, NOON, Optional.empty(), Optional.empty());

        assertThat(pauses.current("job", NOON.minusSeconds(86_400))).isPresent();
        assertThat(pauses.end(JOB, NOON.minusSeconds(86_400))).isTrue();
        assertThat(pauses.current("job", NOON.plusSeconds(1))).isEmpty();
    }

    @Test
    void a_walk_learns_of_every_pause_that_reaches_into_its_way() throws IOException {
        pauses.begin(JOB, NOON, Optional.empty(), Optional.empty());
        pauses.end(JOB, NOON.plusSeconds(10));
        pauses.begin(JOB, NOON.plusSeconds(20), Optional.empty(), Optional.empty());
        pauses.begin(Optional.of("other"), NOON, Optional.empty(), Optional.empty());
        pauses.begin(ALL, NOON, Optional.of(NOON.plusSeconds(30)), Optional.empty());

        assertThat(pauses.reachingBeyond("job", NOON.plusSeconds(5))).hasSize(3);
        assertThat(pauses.reachingBeyond("job", NOON.plusSeconds(10))).hasSize(2);
        assertThat(pauses.reachingBeyond("job", NOON.plusSeconds(30))).hasSize(1);
    }

    private boolean isPausedAfter(long seconds) throws IOException {
        return pauses.isPaused("job", NOON.plusSeconds(seconds));
    }
}
