package dev.fettle.daemon;

import dev.fettle.alert.PingStates;
import dev.fettle.channel.PingUrl;
import dev.fettle.platform.Bell;
import dev.fettle.platform.Clock;
import dev.fettle.platform.Rounds;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Tells somebody outside, every five minutes, that all is well with the daemon: a machine that is
/// dead tells nobody, and it is the silence that is noticed. Where it is not well it is silent.
final class Heartbeat implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofMinutes(5);

    /// Also how soon after a wake of the machine, and after trouble, it is heard of again.
    private static final Duration LOOK = Duration.ofSeconds(30);

    private static final int SOON_AGAIN = 3;

    private final Supplier<Optional<PingUrl>> url;
    private final Well well;
    private final PingStates states;
    private final Clock clock;
    private final Bell wanted = new Bell();
    private final Rounds rounds;
    private Optional<Beat> last = Optional.empty();

    /// Whether it may say so: by the same facts by which the watchdog judges.
    @FunctionalInterface
    interface Well {
        boolean isIt() throws IOException;
    }

    private record Beat(PingUrl url, Instant at, long nanos, int inVain) {}

    Heartbeat(
            Supplier<Optional<PingUrl>> url,
            Well well,
            PingStates states,
            Clock clock,
            Consumer<Throwable> trouble) {
        this.url = url;
        this.well = well;
        this.states = states;
        this.clock = clock;
        this.rounds = new Rounds(Thread.ofVirtual().name("heartbeat"), clock, trouble, this::round);
    }

    void start() {
        rounds.start();
    }

    /// The settings may be others now.
    void wake() {
        wanted.ring();
    }

    @Override
    public void close() {
        rounds.close();
    }

    private void round() throws IOException, InterruptedException {
        var _ = beat();
        if (url.get().isEmpty()) {
            wanted.rest();
        } else {
            var _ = wanted.rest(LOOK);
        }
    }

    /// @return whether it was told
    boolean beat() throws IOException, InterruptedException {
        var to = url.get();
        if (to.isEmpty() || !isDue(to.get()) || !well.isIt()) {
            return false;
        }
        boolean heard = states.note(PingStates.HEARTBEAT, to.get().tell());
        int before = last.filter(beat -> beat.url().equals(to.get())).map(Beat::inVain).orElse(0);
        last = Optional.of(new Beat(to.get(), clock.now(), clock.nanos(), heard ? 0 : before + 1));
        return heard;
    }

    /// By either clock: one stands still while the machine sleeps, the other may be set back.
    private boolean isDue(PingUrl to) {
        if (last.isEmpty() || !last.get().url().equals(to)) {
            return true;
        }
        var beat = last.get();
        boolean soon = beat.inVain() > 0 && beat.inVain() <= SOON_AGAIN;
        var pause = soon ? LOOK : PERIOD;
        return !clock.now().isBefore(beat.at().plus(pause))
                || clock.nanos() - beat.nanos() >= pause.toNanos();
    }
}
