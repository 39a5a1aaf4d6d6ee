package dev.fettle.platform;

import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private final List<Throwable> troubles = new CopyOnWriteArrayList<>();

    @Test
    void whatever_ends_a_round_the_next_one_comes() throws Exception {
        var goesWrong =
                new LinkedBlockingQueue<Throwable>(
                        List.of(
                                new IOException("no descriptor"),
                                new IllegalStateException("a defect"),
                                new NoClassDefFoundError("no descriptor for its file")));
        var another = new CountDownLatch(2);
        try (var rounds =
                new Rounds(
                        Thread.ofVirtual(),
                        new Impatient(),
                        troubles::add,
                        () -> {
                            switch (goesWrong.poll()) {
                                case null -> {
                                    another.countDown();
                                    another.await();
                                }
                                case IOException e -> throw e;
                                case RuntimeException e -> throw e;
                                case LinkageError e -> throw e;
                                case Throwable e -> throw new AssertionError(e);
                            }
                        })) {
            var expected = List.copyOf(goesWrong);
            rounds.start();
            until(() -> another.getCount() == 1);

            assertThat(troubles).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void closing_ends_a_round_that_waits_and_is_no_trouble() {
        var begun = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        try (var rounds =
                new Rounds(
                        Thread.ofVirtual(),
                        Clock.system(),
                        troubles::add,
                        () -> {
                            begun.countDown();
                            try {
                                new CountDownLatch(1).await();
                            } finally {
                                ended.countDown();
                            }
                        })) {
            rounds.start();
            until(() -> begun.getCount() == 0);
        }
        until(() -> ended.getCount() == 0);
        assertThat(troubles).isEmpty();
    }

    /// No pause lasts.
    private static final class Impatient implements Clock {
        @Override
        public Instant now() {
            return Clock.system().now();
        }

        @Override
        public long nanos() {
            return Clock.system().nanos();
        }

        @Override
        public void sleep(Duration duration) {}
    }
}
