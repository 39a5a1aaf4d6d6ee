package dev.fettle.daemon;

import dev.fettle.platform.Clock;
import dev.fettle.platform.Notice;
import dev.fettle.platform.Rounds;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Tells the service manager that started the daemon how it stands: that it is ready, from time to
/// time that it is well, and that it ends. Where nobody asked to be told it tells nobody.
final class Pulse implements AutoCloseable {
    private static final Duration SHORTEST = Duration.ofSeconds(10);

    /// A beat may be late, and one may be lost.
    private static final int BEATS = 3;

    private final Optional<Notice> notice;
    private final Optional<Rounds> rounds;
    private final Consumer<Throwable> trouble;

    /// @param well whether it may say so: else the service manager starts another daemon in time
    Pulse(
            Map<String, String> environment,
            Clock clock,
            BooleanSupplier well,
            Consumer<Throwable> trouble) {
        this.notice = Notice.wanted(environment);
        this.trouble = trouble;
        this.rounds =
                notice.flatMap(Notice::watchdog)
                        .map(limit -> limit.dividedBy(BEATS))
                        .map(beat -> beat.compareTo(SHORTEST) < 0 ? SHORTEST : beat)
                        .map(beat ->
                                new Rounds(
                                        Thread.ofVirtual().name("pulse"),
                                        clock,
                                        trouble,
                                        () -> {
                                            clock.sleep(beat);
                                            if (well.getAsBoolean()) {
                                                tell(Notice.WELL);
                                            }
                                        }));
    }

    void ready() {
        tell(Notice.READY);
        rounds.ifPresent(Rounds::start);
    }

    @Override
    public void close() {
        rounds.ifPresent(Rounds::close);
        tell(Notice.ENDING);
    }

    private void tell(String state) {
        try {
            if (notice.isPresent()) {
                notice.get().tell(state);
            }
        } catch (IOException e) {
            trouble.accept(e);
        }
    }
}
