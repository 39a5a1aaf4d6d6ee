package dev.fettle.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.alert.Message.Kind;
import dev.fettle.alert.Message.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TurnTest {
    private static final Instant NOW = Instant.parse("2026-11-28T02:30:00Z");

    private final List<Waiting> waiting = new ArrayList<>();

    @Test
    void a_message_goes_at_once() {
        waits(Kind.OPENED, "a");

        assertThat(turn(Optional.empty())).isEqualTo(now(1));
        assertThat(turn(sentBefore(11))).isEqualTo(now(1));
    }

    @Test
    void what_opens_within_ten_seconds_of_a_letter_goes_in_one_when_they_are_over() {
        waits(Kind.OPENED, "a");
        waits(Kind.OPENED, "b");

        assertThat(turn(sentBefore(4))).isEqualTo(new Turn.Later(NOW.plusSeconds(6)));
        assertThat(turn(sentBefore(10))).isEqualTo(now(1, 2));
    }

    @Test
    void what_opened_together_goes_together() {
        waits(Kind.OPENED, "a");
        waits(Kind.STILL, "c");
        waits(Kind.OPENED, "b");

        assertThat(turn(Optional.empty())).isEqualTo(now(1, 3));
    }

    @Test
    void that_it_is_over_is_told_at_once() {
        waits(Kind.RECOVERED, "a");

        assertThat(turn(sentBefore(1))).isEqualTo(now(1));
    }

    @Test
    void within_a_thread_nothing_overtakes() {
        waitsUntil(NOW.plusSeconds(60), Kind.OPENED, "a");
        waits(Kind.RECOVERED, "a");
        waits(Kind.RECOVERED, "b");

        assertThat(turn(Optional.empty())).isEqualTo(now(3));
        waiting.removeLast();
        assertThat(turn(Optional.empty())).isEqualTo(new Turn.Later(NOW.plusSeconds(60)));
    }

    @Test
    void what_was_tried_together_is_tried_again_as_it_was() {
        add(NOW, NOW, Kind.OPENED, Optional.of("a"), Optional.of("p1"));
        add(NOW, NOW, Kind.OPENED, Optional.of("b"), Optional.of("p2"));
        add(NOW, NOW, Kind.OPENED, Optional.of("c"), Optional.of("p1"));
        waits(Kind.OPENED, "d");

        assertThat(turn(sentBefore(1))).isEqualTo(now(1, 3));
    }

    @Test
    void what_waits_to_be_tried_again_waits() {
        add(NOW, NOW.plusSeconds(15), Kind.OPENED, Optional.of("a"), Optional.of("p1"));

        assertThat(turn(Optional.empty())).isEqualTo(new Turn.Later(NOW.plusSeconds(15)));
    }

    @Test
    void a_digest_goes_alone() {
        add(NOW, NOW, Kind.DIGEST, Optional.empty(), Optional.empty());
        add(NOW, NOW, Kind.DIGEST, Optional.empty(), Optional.empty());

        assertThat(turn(sentBefore(1))).isEqualTo(now(1));
    }

    @Test
    void a_channel_for_programs_gets_one_at_a_time_and_at_once() {
        waits(Kind.OPENED, "a");
        waits(Kind.OPENED, "b");

        assertThat(Turn.of(waiting, NOW, sentBefore(1), false, _ -> Optional.empty()))
                .isEqualTo(now(1));
    }

    @Test
    void quiet_hours_hold_what_they_hold() {
        waits(Kind.OPENED, "a");
        waits(Kind.OPENED, "b");

        var turn =
                Turn.of(
                        waiting,
                        NOW,
                        Optional.empty(),
                        true,
                        message ->
                                message.thread().equals(Optional.of("a"))
                                        ? Optional.of(NOW.plusSeconds(3600))
                                        : Optional.empty());

        assertThat(turn).isEqualTo(now(2));
    }

    @Test
    void nothing_waits() {
        assertThat(turn(Optional.empty())).isEqualTo(new Turn.Nothing());
    }

    @Test
    void the_pauses_between_tries_grow_up_to_an_hour() {
        var pauses = new ArrayList<Long>();
        for (int tries = 1; tries <= 11; tries++) {
            pauses.add(Backoff.after(tries).toSeconds());
        }

        assertThat(pauses)
                .containsExactly(5L, 15L, 60L, 120L, 240L, 480L, 960L, 1920L, 3600L, 3600L, 3600L);
    }

    @Test
    void only_time_in_which_it_was_tried_counts() {
        var counted = new Waiting.Counted("boot", Duration.ofHours(5).toNanos());
        var row =
                new Waiting(
                        1,
                        "id",
                        NOW,
                        message(Kind.OPENED, Optional.empty()),
                        NOW,
                        NOW,
                        3,
                        Duration.ofHours(1),
                        Optional.of(counted),
                        Optional.empty());

        assertThat(row.tryingUntil("boot", Duration.ofHours(6).toNanos())).hasHours(2);
        assertThat(row.tryingUntil("boot", Duration.ofHours(90).toNanos())).hasHours(3);
        assertThat(row.tryingUntil("next boot", Duration.ofHours(1).toNanos())).hasHours(2);
    }

    private void waits(Kind kind, String thread) {
        waitsUntil(NOW, kind, thread);
    }

    private void waitsUntil(Instant notBefore, Kind kind, String thread) {
        add(notBefore, Instant.EPOCH, kind, Optional.of(thread), Optional.empty());
    }

    private void add(
            Instant notBefore,
            Instant tryAt,
            Kind kind,
            Optional<String> thread,
            Optional<String> parcel) {
        waiting.add(
                new Waiting(
                        waiting.size() + 1,
                        "id" + waiting.size(),
                        NOW,
                        message(kind, thread),
                        notBefore,
                        tryAt,
                        0,
                        Duration.ZERO,
                        Optional.empty(),
                        parcel));
    }

    private static Message message(Kind kind, Optional<String> thread) {
        return new Message(
                kind,
                Optional.empty(),
                thread,
                Urgency.NORMAL,
                "subject",
                "lead",
                List.of(),
                Optional.empty());
    }

    private Turn turn(Optional<Instant> lastSent) {
        return Turn.of(waiting, NOW, lastSent, true, _ -> Optional.empty());
    }

    private static Optional<Instant> sentBefore(int seconds) {
        return Optional.of(NOW.minusSeconds(seconds));
    }

    private Turn now(int... numbers) {
        var together = new ArrayList<Waiting>();
        for (int number : numbers) {
            together.add(waiting.get(number - 1));
        }
        return new Turn.Now(together);
    }
}
