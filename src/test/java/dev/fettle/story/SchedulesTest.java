package dev.fettle.story;

import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import dev.fettle.verb.NextView;
import dev.fettle.verb.SlotsVerb;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What runs by a schedule, and what becomes of the slots that find nobody.
class SchedulesTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_home() throws IOException {
        home = TestHome.in(place);
    }

    @Test
    void each_slot_has_a_run_of_its_own_and_knows_when_it_was_due() throws Exception {
        ticker("tick", "schedule: every 1s");

        try (var _ = FettleProcess.up(home)) {
            until(() -> dues("tick").size() >= 3);
            var status = home.status("tick");
            assertThat(status.trigger()).contains("schedule");
            assertThat(status.nextDue().orElseThrow()).isBefore(Instant.now().plusSeconds(3));
            var run = home.runs("tick").getLast();
            assertThat(run.trigger()).isEqualTo("schedule");
            assertThat(run.due()).contains(dues("tick").getFirst());
        }

        assertThat(new HashSet<>(dues("tick"))).hasSameSizeAs(dues("tick"));
        everySlotIsAccountedFor("tick", Duration.ofSeconds(1));
    }

    @Test
    void a_daemon_that_was_stopped_over_slots_catches_up_as_each_automation_wants()
            throws Exception {
        for (var policy : List.of("latest", "all", "none")) {
            ticker(policy, "schedule: every 2s\ncatch-up: " + policy);
        }

        try (var daemon = FettleProcess.up(home)) {
            until(() ->
                    dues("latest").size() > 1 && dues("all").size() > 1 && dues("none").size() > 1);
            daemon.signal("STOP");
            var stopped = Instant.now();
            until(() -> Instant.now().isAfter(stopped.plusSeconds(9)));
            daemon.signal("CONT");
            var awake = Instant.now();
            until(() -> countAfter("all", awake) > 1 && countAfter("none", awake) > 1);
            until(() -> countAfter("latest", awake) > 1);

            assertThat(between("none", stopped.plusSeconds(1), awake.minusSeconds(1))).isEmpty();
            assertThat(between("latest", stopped.plusSeconds(1), awake.minusSeconds(2))).isEmpty();
            assertThat(between("all", stopped, awake).size()).isGreaterThanOrEqualTo(4);
            assertThat(states("all", stopped.plusSeconds(1), awake.minusSeconds(2)))
                    .containsOnly("caught-up: fettle stood still");
            assertThat(states("none", stopped.plusSeconds(1), awake.minusSeconds(2)))
                    .containsOnly("skipped: catch-up: none");
            assertThat(states("latest", stopped.plusSeconds(1), awake.minusSeconds(4)))
                    .allMatch(state -> state.startsWith("skipped: stood for by "));
        }

        assertThat(dues("all")).isSorted().doesNotHaveDuplicates();
        for (var policy : List.of("latest", "all", "none")) {
            everySlotIsAccountedFor(policy, Duration.ofSeconds(2));
        }
    }

    @Test
    void slots_that_passed_while_it_was_dead_are_caught_up_with_and_none_runs_twice()
            throws Exception {
        ticker("job", "schedule: every 1s\ncatch-up: all");
        try (var daemon = FettleProcess.up(home)) {
            until(() -> dues("job").size() > 1);
            daemon.kill9();
        }
        var killed = Instant.now();
        until(() -> Instant.now().isAfter(killed.plusSeconds(4)));
        var back = Instant.now();

        try (var _ = FettleProcess.up(home)) {
            until(() -> countAfter("job", back.plusSeconds(2)) > 1);
        }

        assertThat(dues("job")).isSorted().doesNotHaveDuplicates();
        assertThat(states("job", killed.plusSeconds(1), back.minusSeconds(1)))
                .containsOnly("caught-up: fettle was away");
        everySlotIsAccountedFor("job", Duration.ofSeconds(1));
    }

    @Test
    void a_slot_that_finds_the_last_run_at_work_is_skipped_and_next_says_so() throws Exception {
        home.automation("slow", "schedule: every 1s\nrun: ./go.sh").script("slow", "sleep 3");

        try (var _ = FettleProcess.up(home)) {
            until(() ->
                    past("slow").stream().anyMatch(p -> p.state().equals(Optional.of("skipped"))));
            assertThat(FettleProcess.call(home, "next", "slow").out())
                    .contains("what did not run in time in the last 24 h", "skipped: busy: run ");
        }
    }

    @Test
    void a_changed_schedule_holds_from_its_change_on() throws Exception {
        ticker("job", "schedule: every 1s");
        try (var _ = FettleProcess.up(home)) {
            until(() -> !dues("job").isEmpty());
            ticker("job", "schedule: daily at 02:30\ntimezone: Asia/Kathmandu");
            until(() ->
                    home.status("job")
                            .nextDue()
                            .orElseThrow()
                            .isAfter(Instant.now().plusSeconds(5)));
            int before = dues("job").size();
            home.automation("other", "schedule: every 1s\nrun: ./go.sh").script("other", ":");
            home.awaitRun("other");

            assertThat(dues("job").size()).isLessThanOrEqualTo(before + 1);
            assertThat(FettleProcess.call(home, "next", "job").out())
                    .contains(" 02:30 +05:45 ", "  job");
        }
    }

    @Test
    void a_pause_skips_slots_and_none_of_them_is_caught_up_with() throws Exception {
        ticker("job", "schedule: every 1s\ncatch-up: all");
        try (var _ = FettleProcess.up(home)) {
            until(() -> !dues("job").isEmpty());
            assertThat(FettleProcess.call(home, "pause", "job").code()).isZero();
            var paused = Instant.now();
            until(() -> countAs("job", "skipped: paused") > 2);
            assertThat(FettleProcess.call(home, "resume", "job").code()).isZero();
            var resumed = Instant.now();
            until(() -> countAfter("job", resumed) > 0);

            assertThat(between("job", paused.plusSeconds(1), resumed.minusSeconds(2))).isEmpty();
        }
        everySlotIsAccountedFor("job", Duration.ofSeconds(1));
    }

    @Test
    void without_a_daemon_it_says_what_is_not_decided() throws Exception {
        ticker("job", "schedule: every 1s");
        try (var _ = FettleProcess.up(home)) {
            until(() -> !dues("job").isEmpty());
        }

        until(() -> past("job").getFirst().state().isEmpty());
        assertThat(FettleProcess.call(home, "next", "job").out()).contains("not decided yet");
    }

    // --- what happened

    private void ticker(String name, String front) throws IOException {
        home.automation(name, front + "\nrun: ./go.sh")
                .script(name, "echo $FETTLE_DUE >> " + home.beside(name + ".due"));
    }

    private List<Instant> dues(String name) throws IOException {
        return TestHome.lines(home.beside(name + ".due")).stream().map(Instant::parse).toList();
    }

    private List<Instant> between(String name, Instant from, Instant until) throws IOException {
        return dues(name).stream().filter(d -> d.isAfter(from) && d.isBefore(until)).toList();
    }

    private long countAfter(String name, Instant from) throws IOException {
        return dues(name).stream().filter(d -> d.isAfter(from)).count();
    }

    private List<NextView.Past> past(String name) throws IOException {
        var question = new SlotsVerb.Question(Optional.of(name), Duration.ofHours(1), 10_000);
        return new SlotsVerb(home.workshop()).answer(question).past();
    }

    private long countAs(String name, String state) throws IOException {
        return states(name, Instant.EPOCH, Instant.MAX).stream().filter(state::equals).count();
    }

    private List<String> states(String name, Instant from, Instant until) throws IOException {
        return past(name).stream()
                .filter(p -> p.due().isAfter(from) && p.due().isBefore(until))
                .map(p -> p.state().orElse("undecided") + ": " + p.reason().orElse(""))
                .toList();
    }

    private void everySlotIsAccountedFor(String name, Duration period) throws IOException {
        var past = past(name).reversed();
        var steps = new ArrayList<Duration>();
        for (int n = 1; n < past.size(); n++) {
            steps.add(Duration.between(past.get(n - 1).due(), past.get(n).due()));
        }
        assertThat(steps).isNotEmpty().containsOnly(period);
        assertThat(past.stream().filter(p -> !p.state().equals(Optional.of("ran"))))
                .allMatch(p -> p.state().isEmpty() || p.reason().isPresent());
    }
}
