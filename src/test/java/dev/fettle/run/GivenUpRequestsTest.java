package dev.fettle.run;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.history.Run;
import dev.fettle.history.Trigger;
import dev.fettle.kit.Background;
import dev.fettle.kit.TestHome;
import dev.fettle.platform.Clock;
import dev.fettle.platform.FileLock;
import dev.fettle.verb.Workshop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Somebody waits with a request for the automation's lock, whoever holds the lock takes the
/// request up, and Ctrl-C comes: one of the two has the run, never both. Two workshops stand for
/// two processes; the waiting one sleeps until the test wakes it.
@Timeout(60)
class GivenUpRequestsTest {
    private final Semaphore wake = new Semaphore(0);
    private final Cancellation cancellation = new Cancellation();

    @TempDir private Path place;
    private TestHome home;
    private Path input;
    private Workshop waiting;
    private RunDesk working;

    @BeforeEach
    void two_processes() throws IOException {
        home = TestHome.in(place);
        home.automation("job", "run: ./go.sh {input}")
                .script("job", "echo >>../../starts; while [ ! -e ../../go ]; do sleep 0.02; done");
        input = Files.writeString(home.beside("input"), "text");
        waiting = Workshop.open(home.workshop().home(), new Wakened());
        working = home.workshop().desk();
    }

    @AfterEach
    void end() throws IOException {
        waiting.close();
        home.close();
    }

    @Test
    void a_run_that_has_begun_is_waited_for() throws Exception {
        var lock = lock();
        var asked = ask();
        until(() -> !home.runs("job").isEmpty());
        lock.close();
        var adopted = recover();
        until(() -> lines(home.beside("starts")).size() == 1);

        cancellation.cancel();
        wake.release();
        until(wake::hasQueuedThreads);

        assertThat(asked.isDone()).isFalse();
        Files.createFile(home.beside("go"));
        adopted.get();
        wake.release(1000);
        assertThat(asked.get().outcome()).contains("succeeded");
        assertThat(home.runs("job")).hasSize(1);
        assertThat(lines(home.beside("starts"))).hasSize(1);
    }

    @Test
    void a_run_that_was_given_up_is_not_begun_by_whoever_had_taken_it_up() throws Exception {
        var lock = lock();
        var asked = ask();
        until(() -> !home.runs("job").isEmpty());
        var place = working.places().take("job", "another", 1, Optional.empty());
        lock.close();
        var adopted = recover();
        until(() -> working.isWorkingOn("job", input));

        cancellation.cancel();
        wake.release(1000);
        assertThat(asked.get().outcome()).contains("cancelled");
        place.close();
        adopted.get();

        assertThat(home.runs("job")).hasSize(1);
        assertThat(home.runs("job").getFirst().outcome()).contains("cancelled");
        assertThat(lines(home.beside("starts"))).isEmpty();
    }

    private FileLock lock() throws IOException {
        var state = home.workshop().state();
        RunFolder.makePrivate(state.locks());
        return FileLock.tryLock(state.locks().resolve("job.lock")).orElseThrow();
    }

    private CompletableFuture<Run> ask() throws IOException {
        var automation = waiting.home().automation("job");
        var bytes = InputBytes.read(input, Clock.system()).orElseThrow();
        var asked = new RunDesk.Asked(automation, Trigger.HAND, List.of(bytes), false);
        return Background.start(() -> waiting.desk().run(asked, Progress.SILENT, cancellation));
    }

    private CompletableFuture<List<Run>> recover() {
        return Background.start(() -> working.recover("job"));
    }

    /// Sleeps until the test wakes it.
    private final class Wakened implements Clock {
        @Override
        public Instant now() {
            return Clock.system().now();
        }

        @Override
        public long nanos() {
            return Clock.system().nanos();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            wake.acquire();
        }
    }
}
