package dev.fettle.story;

import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.health.Awake;
import dev.fettle.health.IncidentLook;
import dev.fettle.health.Vigil;
import dev.fettle.history.Trigger;
import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.SleepyClock;
import dev.fettle.kit.TestHome;
import dev.fettle.run.Cancellation;
import dev.fettle.run.Progress;
import dev.fettle.run.RunDesk;
import dev.fettle.verb.PauseVerb;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What does not succeed as often as it promised, on a machine that may sleep. Time passes by hand:
/// what is said after a while was looked at in between as a daemon does it.
class LateTest {
    private final SleepyClock clock = new SleepyClock();
    @TempDir private Path place;
    @AutoClose private TestHome home;
    private Vigil vigil;

    @BeforeEach
    void a_job_that_is_to_succeed_every_day() throws Exception {
        home = TestHome.in(place, clock);
        home.automation("job", "run: ./go.sh\nexpect: every 24h").script("job", ":");
        daemonStarts();
        home.run("job");
        awake(Duration.ofMinutes(11));
    }

    @Test
    void it_is_late_once_it_was_awake_for_longer_than_it_promised() throws Exception {
        awake(Duration.ofHours(23));
        assertThat(health()).isEqualTo("ok");

        awake(Duration.ofHours(1));

        assertThat(health()).isEqualTo("late");
        assertThat(home.status("job").incident()).isPresent();
        assertThat(home.status("job").reason().orElseThrow())
                .contains("it last succeeded at", "every 24 h");
        home.run("job");
        vigil.look();
        assertThat(health()).isEqualTo("ok");
        assertThat(home.status("job").incident()).isEmpty();
    }

    @Test
    void a_disk_that_is_away_is_told_only_once_it_is_late() throws Exception {
        var disk = home.beside("disk");
        home.automation("job", "run: ./go.sh\nexpect: every 24h\nneeds: mount " + disk);
        vigil.become(home.workshop().home().read());

        assertThat(home.run("job").outcome()).contains("blocked");
        awake(Duration.ofHours(23));
        assertThat(health()).isEqualTo("ok");
        assertThat(home.status("job").incident()).isEmpty();
        assertThat(home.status("job").reason()).contains("blocked: nothing is mounted at " + disk);

        awake(Duration.ofHours(1));

        assertThat(health()).isEqualTo("late");
        assertThat(home.status("job").incident()).isPresent();
        assertThat(home.status("job").reason().orElseThrow())
                .contains("it last succeeded at", "nothing is mounted at " + disk);
    }

    @Test
    void the_machines_sleep_is_not_counted_up_to_twice_the_time() throws Exception {
        for (int night = 0; night < 2; night++) {
            asleep(Duration.ofHours(20));
            awake(Duration.ofMinutes(11));
        }
        assertThat(health()).as("awake for half an hour in all").isEqualTo("ok");

        asleep(Duration.ofHours(18));
        assertThat(health()).as("somebody has just come back").isEqualTo("ok");
        awake(Duration.ofMinutes(11));

        assertThat(health()).as("hardly awake, and silent for two days").isEqualTo("late");
    }

    @Test
    void after_a_wake_a_run_that_has_ended_shows_how_things_are() throws Exception {
        asleep(Duration.ofHours(60));
        assertThat(health()).as("nothing has run yet").isEqualTo("ok");
        home.automation("job", "run: ./go.sh\nexpect: every 24h").script("job", "exit 3");
        vigil.become(home.workshop().home().read());
        home.run("job");
        vigil.look();

        assertThat(health()).isEqualTo("failing");
    }

    @Test
    void the_time_that_is_given_after_a_start_ends_with_the_first_run() throws Exception {
        home.automation("job", "run: ./go.sh\nexpect: every 1m").script("job", ":");
        daemonStarts();
        clock.awake(Duration.ofMinutes(2));
        vigil.look();
        assertThat(health()).as("it has just come back").isEqualTo("ok");
        var job = home.workshop().home().automation("job");
        home.workshop()
                .desk()
                .run(
                        new RunDesk.Asked(job, Trigger.HAND, List.of(), false),
                        Progress.SILENT,
                        new Cancellation());
        vigil.look();

        clock.awake(Duration.ofMinutes(3));
        vigil.look();

        assertThat(health()).isEqualTo("late");
        assertThat(home.status("job").incident()).isPresent();
    }

    @Test
    void what_never_succeeded_is_late_from_its_creation_on() throws Exception {
        home.automation("other", "run: ./go.sh\nexpect: every 2h").script("other", ":");
        vigil.become(home.workshop().home().read());
        vigil.look();
        assertThat(home.status("other").health()).isEqualTo("new");

        awake(Duration.ofHours(3));

        assertThat(home.status("other").health()).isEqualTo("late");
        assertThat(home.status("other").reason().orElseThrow()).contains("it has never succeeded");
    }

    @Test
    void a_clock_that_is_set_to_the_next_year_calls_nothing_late_for_an_hour() throws Exception {
        asleep(Duration.ofDays(365));
        awake(Duration.ofMinutes(50));
        assertThat(health()).isEqualTo("ok");

        awake(Duration.ofMinutes(20));

        assertThat(health()).isEqualTo("late");
    }

    @Test
    void a_daemon_tells_of_it() throws Exception {
        home.automation("pull", "run: ./go.sh\nexpect: every 1s").script("pull", ":");
        home.letGo();
        try (var _ = FettleProcess.up(home)) {
            FettleProcess.call(home, "run", "pull");

            until(() -> home.status("pull").incident().isPresent());

            var status = FettleProcess.call(home, "status");
            assertThat(status.code()).isOne();
            assertThat(status.out()).contains("late");
        }
    }

    @Test
    void a_schedule_is_a_promise_too_from_the_moment_it_was_read() throws Exception {
        scheduled("other", "every 2h");
        awake(Duration.ofMinutes(95)); // 117 in all
        assertThat(home.status("other").health()).as("not due yet").isEqualTo("new");

        awake(Duration.ofMinutes(20));

        assertThat(home.status("other").health()).isEqualTo("late");
        assertThat(home.status("other").reason().orElseThrow())
                .contains("it has never succeeded, and was due at");
        home.run("other");
        assertThat(home.status("other").health()).isEqualTo("ok");
    }

    @Test
    void what_is_due_each_second_is_never_late_for_one_of_them() throws Exception {
        scheduled("other", "every 30s");

        awake(Duration.ofHours(3));

        assertThat(home.status("other").health()).isEqualTo("new");
    }

    private void scheduled(String name, String schedule) throws Exception {
        home.automation(name, "run: ./go.sh\nschedule: " + schedule).script(name, ":");
        try (var _ = FettleProcess.up(home)) {
            until(() -> home.status(name).nextDue().isPresent());
        }
        daemonStarts();
        awake(Duration.ofMinutes(11)); // the real one's clock is behind
    }

    @Test
    void a_pause_is_nobodys_delay() throws Exception {
        FettleProcess.call(home, "pause", "job");
        clock.awake(Duration.ofDays(3));
        var verb = new PauseVerb(home.workshop());
        verb.resume(Optional.of("job"));
        vigil.lookAnew();
        vigil.look();
        assertThat(health()).isEqualTo("ok");

        awake(Duration.ofHours(25));

        assertThat(health()).isEqualTo("late");
    }

    @Test
    void the_count_goes_on_over_the_daemons_end() throws Exception {
        awake(Duration.ofHours(14));
        daemonStarts();
        awake(Duration.ofHours(11));

        assertThat(health()).isEqualTo("late");
    }

    private void daemonStarts() throws IOException {
        var workshop = home.workshop();
        var look = new IncidentLook(workshop.store(), clock, workshop::settings);
        vigil = new Vigil(look, workshop.sights(), new Awake(workshop.store(), clock), clock);
        vigil.become(workshop.home().read());
        vigil.look();
    }

    private void awake(Duration time) throws IOException {
        for (var left = time; left.isPositive(); left = left.minusMinutes(5)) {
            clock.awake(Duration.ofMinutes(5));
            vigil.look();
        }
    }

    private void asleep(Duration time) throws IOException {
        clock.asleep(time);
        vigil.look();
    }

    private String health() throws IOException {
        return home.status("job").health();
    }
}
