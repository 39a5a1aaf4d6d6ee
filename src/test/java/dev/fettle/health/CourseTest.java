package dev.fettle.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.history.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The life of an incident, minute by minute: `f` is a bad sign, `.` a good one, `p` a pause. What
/// was told is written down as `broke again flapping still works`.
class CourseTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private Optional<Incident> newest = Optional.empty();
    private final List<String> told = new ArrayList<>();
    private int ids;

    @Test
    void an_incident_is_told_once_however_often_it_fails_and_once_when_it_is_over() {
        minutes(0, "fff.");

        assertThat(told).containsExactly("0 broke", "3 works");
        assertThat(newest.orElseThrow().since()).isEqualTo(NOON);
        assertThat(newest.orElseThrow().lasted(NOON.plusSeconds(99_999)))
                .isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void nothing_is_told_of_what_is_well() {
        minutes(0, "....");

        assertThat(told).isEmpty();
        assertThat(newest).isEmpty();
    }

    @Test
    void what_fails_between_two_looks_and_works_again_is_told_with_both_its_times() {
        look(sign(0, 'f'), sign(2, '.'), sign(9, '.'));

        assertThat(told).containsExactly("0 broke", "2 works");
        assertThat(newest.orElseThrow().closing())
                .contains(new Incident.Closing(NOON.plusSeconds(120), Incident.By.RECOVERY));
    }

    @Test
    void it_is_repeated_after_one_four_and_twelve_hours_and_then_daily() {
        minutes(0, "f");
        everyMinuteUntil(Duration.ofDays(4), 'f');

        assertThat(told)
                .containsExactly(
                        "0 broke",
                        "60 still",
                        "240 still",
                        "720 still",
                        "2160 still",
                        "3600 still",
                        "5040 still");
    }

    @Test
    void it_is_repeated_twenty_times_at_most() {
        minutes(0, "f");
        for (int day = 1; day < 60; day++) {
            minutes(day * 1440, "f");
        }

        assertThat(told).hasSize(1 + 20);
        assertThat(newest.orElseThrow().repeatAt()).isEmpty();
        assertThat(Course.next(newest.orElseThrow(), NOON)).isEmpty();
    }

    @Test
    void a_machine_that_slept_over_several_repeats_tells_one() {
        minutes(0, "f");
        minutes(5 * 1440, "ff");

        assertThat(told).containsExactly("0 broke", "7200 still");
    }

    @Test
    void a_failure_within_an_hour_of_the_recovery_is_the_same_incident() {
        minutes(0, "f.");
        var first = newest.orElseThrow().id();
        minutes(59, "f");

        assertThat(told).containsExactly("0 broke", "1 works", "59 again");
        assertThat(newest.orElseThrow().id()).isEqualTo(first);
        assertThat(newest.orElseThrow().since()).isEqualTo(NOON);
    }

    @Test
    void a_failure_an_hour_after_the_recovery_is_another_incident() {
        minutes(0, "f.");
        var first = newest.orElseThrow().id();
        minutes(61, "f");

        assertThat(told).containsExactly("0 broke", "1 works", "61 broke");
        assertThat(newest.orElseThrow().id()).isNotEqualTo(first);
    }

    @Test
    void what_comes_and_goes_is_told_as_that_once_and_stays_open_until_an_hour_is_calm() {
        minutes(0, "f.f.f.f.f.f.f.f.");

        assertThat(told)
                .containsExactly(
                        "0 broke",
                        "1 works",
                        "2 again",
                        "3 works",
                        "4 again",
                        "5 works",
                        "6 flapping");
        assertThat(newest.orElseThrow().isOpen()).isTrue();
        assertThat(Course.next(newest.orElseThrow(), NOON))
                .as("a look at its repeat")
                .contains(NOON.plus(Duration.ofMinutes(60)));

        told.clear();
        everyMinuteUntil(Duration.ofMinutes(80), '.');

        // Its last failure was in minute 14.
        assertThat(told).containsExactly("60 still", "74 works");
    }

    @Test
    void what_is_acknowledged_is_not_repeated_until_that_is_over() {
        minutes(0, "f");
        acknowledge(Optional.of(NOON.plus(Duration.ofHours(6))));
        everyMinuteUntil(Duration.ofHours(13), 'f');

        assertThat(told).containsExactly("0 broke", "360 still", "720 still");
    }

    @Test
    void a_recovery_takes_the_acknowledgement_away() {
        minutes(0, "f");
        acknowledge(Optional.empty());
        minutes(1, ".f");

        assertThat(told).containsExactly("0 broke", "1 works", "2 again");
        assertThat(newest.orElseThrow().acknowledgement()).isEmpty();
    }

    @Test
    void a_pause_closes_it_without_a_word_and_what_fails_afterwards_is_another_one() {
        minutes(0, "fp");
        var first = newest.orElseThrow();
        minutes(2, "f");

        assertThat(told).containsExactly("0 broke", "1 silenced", "2 broke");
        assertThat(first.isOpen()).isFalse();
        assertThat(newest.orElseThrow().id()).isNotEqualTo(first.id());
    }

    @Test
    void a_sign_that_may_be_a_file_half_saved_opens_nothing_before_its_time() {
        look(heldUntil(1, sign(0, 'f')));
        assertThat(told).isEmpty();

        look(heldUntil(1, sign(1, 'f')));
        assertThat(told).containsExactly("1 broke");
    }

    private static Sign heldUntil(int minute, Sign sign) {
        return new Sign(
                sign.at(),
                sign.assessment(),
                sign.since(),
                NOON.plus(Duration.ofMinutes(minute)),
                sign.run());
    }

    private void acknowledge(Optional<Instant> until) {
        var i = newest.orElseThrow();
        newest =
                Optional.of(
                        new Incident(
                                i.id(),
                                i.automation(),
                                i.since(),
                                i.openedAt(),
                                i.subject(),
                                i.reason(),
                                i.run(),
                                i.lastBad(),
                                i.reopened(),
                                i.repeats(),
                                i.repeatAt(),
                                Optional.of(new Acknowledgement(NOON, until, Optional.empty())),
                                i.closing()));
    }

    /// One look a minute, each with one sign.
    private void minutes(int first, String signs) {
        for (int n = 0; n < signs.length(); n++) {
            look(sign(first + n, signs.charAt(n)));
        }
    }

    private void everyMinuteUntil(Duration end, char sign) {
        int first = 1;
        if (newest.isPresent()) {
            first = (int) Duration.between(NOON, newest.get().lastBad()).toMinutes() + 2;
        }
        for (int minute = first; minute < end.toMinutes(); minute++) {
            look(timed(minute, sign));
        }
    }

    /// Without a run: the clock alone makes somebody look.
    private static Sign timed(int minute, char kind) {
        return Sign.now(NOON.plus(Duration.ofMinutes(minute)), sign(minute, kind).assessment());
    }

    private void look(Sign... signs) {
        var course =
                Course.of("job", newest, List.of(signs), () -> "id" + ids++, _ -> "the subject");
        for (var news : course.news()) {
            told.add(
                    switch (news) {
                        case News.Broke broke ->
                                minute(broke.sign().at())
                                        + (broke.incident().isFlapping()
                                                ? " flapping"
                                                : broke.isAgain() ? " again" : " broke");
                        case News.Lasts lasts -> minute(lasts.sign().at()) + " still";
                        case News.Recovered recovered -> minute(recovered.at()) + " works";
                        case News.Silenced silenced ->
                                minute(silenced.incident().closing().orElseThrow().at())
                                        + " silenced";
                    });
        }
        if (!course.incidents().isEmpty()) {
            newest = Optional.of(course.incidents().getLast());
        }
    }

    private static long minute(Instant at) {
        return Duration.between(NOON, at).toMinutes();
    }

    private static Sign sign(int minute, char kind) {
        var at = NOON.plus(Duration.ofMinutes(minute));
        var assessment =
                switch (kind) {
                    case 'f' -> Assessment.failing("failed: exit code 7");
                    case 'p' -> new Assessment(Health.PAUSED, Optional.empty());
                    default -> new Assessment(Health.OK, Optional.empty());
                };
        var run = kind == 'p' ? Optional.<Run>empty() : Optional.of(Samples.run());
        return new Sign(at, assessment, at, at, run);
    }
}
