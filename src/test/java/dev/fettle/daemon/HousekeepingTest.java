package dev.fettle.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.automation.Home;
import dev.fettle.platform.Clock;
import dev.fettle.verb.Workshop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// After a step of the clock by more than a day nothing is let go for an hour: long enough to set
/// it right again.
class HousekeepingTest {
    private static final Duration TO_2038 = Duration.ofDays(4400);

    @TempDir private Path temp;
    private final SettableClock clock = new SettableClock();
    private Path root;

    @BeforeEach
    void a_home() throws IOException {
        root = Files.createDirectories(temp.toRealPath().resolve("home"));
        Files.writeString(root.resolve(Home.MARK), "web: off\n");
    }

    @Test
    void a_clock_set_to_2038_and_back_within_the_hour_costs_no_log() throws Exception {
        assertThat(logIsThereAfter(TO_2038, Duration.ZERO, Duration.ZERO))
                .containsExactly(true, true, true);
    }

    @Test
    void a_clock_that_stays_there_is_believed_after_an_hour() throws Exception {
        assertThat(logIsThereAfter(TO_2038, TO_2038)).containsExactly(true, false);
    }

    /// Whether a log of yesterday is still there, each time after the housekeeping's turn with the
    /// wall clock ahead by so much.
    private List<Boolean> logIsThereAfter(Duration... ahead) throws Exception {
        var home = Home.find(Optional.of(root), environment(), root);
        var troubles = new ConcurrentLinkedQueue<Throwable>();
        var there = new ArrayList<Boolean>();
        try (var workshop = Workshop.open(home, clock)) {
            var log = workshop.state().logs().resolve("job/yesterday/abcdefghijkl.log");
            Files.createDirectories(log.getParent());
            Files.writeString(log, "a log");
            Files.setLastModifiedTime(
                    log, FileTime.from(Clock.system().now().minus(Duration.ofDays(1))));
            try (var housekeeping = new Housekeeping(workshop, troubles::add)) {
                housekeeping.start();
                for (var each : ahead) {
                    clock.wallAhead = each;
                    clock.wakeTheSleeper();
                    there.add(Files.exists(log) || Files.exists(Path.of(log + ".gz")));
                }
            }
        }
        assertThat(troubles).isEmpty();
        return there;
    }

    private Map<String, String> environment() {
        return Map.of("HOME", temp.toString(), "FETTLE_STATE", temp.resolve("state").toString());
    }

    /// Its two times can be set apart; whoever sleeps does so until the test wakes it.
    private static final class SettableClock implements Clock {
        private final Semaphore woken = new Semaphore(0);
        private final Semaphore asleep = new Semaphore(0);
        private final AtomicLong slept = new AtomicLong();
        private volatile Duration wallAhead = Duration.ZERO;

        @Override
        public Instant now() {
            return Clock.system().now().plus(wallAhead).plusNanos(slept.get());
        }

        @Override
        public long nanos() {
            return Clock.system().nanos() + slept.get();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            asleep.release();
            woken.acquire();
            slept.addAndGet(duration.toNanos());
        }

        /// Returns once the sleeper has worked and sleeps again.
        void wakeTheSleeper() throws InterruptedException {
            asleep.acquire();
            woken.release();
            asleep.acquire();
            asleep.release();
        }
    }
}
