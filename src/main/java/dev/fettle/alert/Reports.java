package dev.fettle.alert;

import dev.fettle.automation.Automation;
import dev.fettle.channel.Delivery;
import dev.fettle.channel.PingUrl;
import dev.fettle.history.Run;
import dev.fettle.platform.Clock;
import dev.fettle.run.Witness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Tells whom an automation's `report` names how its runs go: that one has started, succeeded or
/// failed. As much as the job's own `curl --retry` would do, and no more: a few tries, none of
/// which a run waits for, and what a dying process has not told is not told later.
///
/// For each URL one thread tells one thing after another, so that none overtakes another: an end
/// that came before its start would leave the other side waiting for it.
public final class Reports implements Witness, AutoCloseable {
    private static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(15));

    /// Where more wait, whoever is told is slow: what is oldest is left out.
    static final int MOST_WAITING = 200;

    /// How long a process that ends waits for those that are on their way.
    private static final Duration LAST_MOMENT = Duration.ofSeconds(5);

    private final PingStates states;
    private final Clock clock;
    private final Consumer<Throwable> trouble;
    private final Map<PingUrl, Lane> lanes = new ConcurrentHashMap<>();

    public Reports(PingStates states, Clock clock, Consumer<Throwable> trouble) {
        this.states = states;
        this.clock = clock;
        this.trouble = trouble;
    }

    @Override
    public void began(Run run, Automation automation) {
        if (!run.dry()) {
            tell(automation, run, "/start", "");
        }
    }

    @Override
    public void ended(Run run, Automation automation) {
        if (!run.dry()) {
            var outcome = run.outcome().orElseThrow();
            var words = run.reason().map(why -> outcome + ": " + why).orElse(outcome);
            switch (outcome) {
                case "succeeded" -> tell(automation, run, "", "");
                case "failed" -> tell(automation, run, "/" + run.exitCode().orElse(1), words);
                case "cancelled" -> tell(automation, run, "/log", words); // neither good nor bad
                default -> tell(automation, run, "/fail", words);
            }
        }
    }

    /// @param rid where runs may overlap
    private record Report(
            String automation, String run, String ending, Optional<UUID> rid, String words) {
        boolean isStart() {
            return ending.equals("/start");
        }
    }

    private void tell(Automation automation, Run run, String ending, String words) {
        automation
                .definition()
                .report()
                .ifPresent(url -> {
                    var report =
                            new Report(
                                    run.automation(),
                                    run.id().text(),
                                    ending,
                                    rid(automation, run),
                                    words);
                    lanes.computeIfAbsent(url, Lane::new).add(report);
                });
    }

    private static Optional<UUID> rid(Automation automation, Run run) {
        var id = run.id().text().getBytes(StandardCharsets.UTF_8);
        return automation.definition().parallel() > 1
                ? Optional.of(UUID.nameUUIDFromBytes(id))
                : Optional.empty();
    }

    @Override
    public void close() {
        long end = clock.nanos() + LAST_MOMENT.toNanos();
        lanes.values().forEach(lane -> lane.end(end));
    }

    /// What one URL is told.
    private final class Lane {
        private final PingUrl url;
        private final Deque<Report> waiting = new ArrayDeque<>();
        private Optional<Thread> teller = Optional.empty();

        Lane(PingUrl url) {
            this.url = url;
        }

        synchronized void add(Report report) {
            waiting.add(report);
            if (waiting.size() > MOST_WAITING) {
                waiting.remove();
            }
            if (teller.isEmpty()) {
                var thread = Thread.ofVirtual().name("report-" + report.automation());
                teller = Optional.of(thread.start(this::tellAll));
            }
        }

        private synchronized Optional<Report> next() {
            var next = Optional.ofNullable(waiting.poll());
            if (next.isEmpty()) {
                teller = Optional.empty();
            }
            return next;
        }

        /// Where its end is to be told, nobody has to hear of the start any more.
        private synchronized boolean isOver(Report start) {
            return waiting.stream().anyMatch(each -> each.run().equals(start.run()));
        }

        private void tellAll() {
            try {
                for (var report = next(); report.isPresent(); report = next()) {
                    tell(report.get());
                }
            } catch (InterruptedException e) {
                return; // the process ends
            } catch (IOException | RuntimeException | LinkageError | InternalError e) {
                trouble.accept(e);
                var _ = forget();
            }
        }

        private synchronized boolean forget() {
            waiting.clear();
            teller = Optional.empty();
            return true;
        }

        private void tell(Report report) throws IOException, InterruptedException {
            var whose = PingStates.reportOf(report.automation());
            var delivery = url.tell(report.ending(), report.rid(), report.words());
            for (var pauses = PAUSES.iterator();
                    pauses.hasNext()
                            && delivery instanceof Delivery.TryAgain
                            && !(report.isStart() && isOver(report)); ) {
                clock.sleep(pauses.next());
                delivery = url.tell(report.ending(), report.rid(), report.words());
            }
            var _ = states.note(whose, delivery);
        }

        void end(long end) {
            Optional<Thread> last;
            synchronized (this) {
                last = teller;
            }
            try {
                if (last.isPresent()) {
                    last.get().join(Duration.ofNanos(Math.max(1, end - clock.nanos())));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            last.ifPresent(Thread::interrupt);
        }
    }
}
