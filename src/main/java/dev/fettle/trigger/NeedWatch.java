package dev.fettle.trigger;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Reading;
import dev.fettle.environment.ProgramVersions;
import dev.fettle.history.Facts;
import dev.fettle.history.Lack;
import dev.fettle.platform.Apart;
import dev.fettle.platform.Bell;
import dev.fettle.platform.Clock;
import dev.fettle.platform.Rounds;
import dev.fettle.run.Needs;
import dev.fettle.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Looks for mounts and hosts that somebody waits for, and says when they are there. Where nobody
/// waits it looks at nothing.
public final class NeedWatch implements AutoCloseable {
    private static final Duration WHILE_SOMEBODY_WAITS = Duration.ofSeconds(3);

    /// For what other processes recorded.
    private static final Duration ANYWAY = Duration.ofSeconds(30);

    private final Comebacks comebacks;
    private final ComingUp comingUp;
    private final Looks looks;
    private final List<Consumer<String>> whenThere = new CopyOnWriteArrayList<>();
    private final Consumer<Throwable> trouble;
    private final Bell wanted = new Bell();
    private final Rounds rounds;
    private volatile Map<String, Automation> automations = Map.of();
    private boolean somebodyWaits;

    /// What of an automation's needs is away.
    @FunctionalInterface
    interface Looks {
        Optional<Lack> at(Automation automation) throws IOException, InterruptedException;
    }

    public NeedWatch(Store store, Clock clock, Consumer<Throwable> trouble) {
        this(
                store,
                clock,
                looks(new Needs(new Facts(store), new ProgramVersions(store, clock))),
                trouble);
    }

    NeedWatch(Store store, Clock clock, Looks looks, Consumer<Throwable> trouble) {
        this.comebacks = new Comebacks(store, clock);
        this.comingUp = new ComingUp(clock, this::wake);
        this.looks = looks;
        this.trouble = trouble;
        this.rounds =
                new Rounds(Thread.ofVirtual().name("needs"), clock, trouble, this::waitAndLook);
    }

    private static Looks looks(Needs needs) {
        return automation ->
                Apart.from(automation.definition().places(), () -> needs.away(automation));
    }

    public void start() {
        wake();
        rounds.start();
    }

    /// These are the home's definitions now.
    public void become(List<Reading> readings) {
        automations =
                Reading.automations(readings).stream()
                        .collect(Collectors.toMap(each -> each.name().text(), each -> each));
        wake();
    }

    /// A run has ended: it may have lacked something. Of those that have no slots, which nobody
    /// waits for here, ten thousand may end in half a minute.
    public void ended(String automation) {
        var known = automations.get(automation);
        if (known != null && known.definition().schedule().isPresent()) {
            wake();
        }
    }

    private void wake() {
        wanted.ring();
    }

    /// @param hears the name of an automation whose runs may be able to start now; must not block
    void whenThere(Consumer<String> hears) {
        whenThere.add(hears);
    }

    /// Whether runs of this automation had better wait: after a start or a wake, what it needs gets
    /// its time to come up. Asks nobody and never blocks.
    boolean makesWait(Automation automation) {
        return comingUp.of(automation).isPresent();
    }

    ComingUp comingUp() {
        return comingUp;
    }

    @Override
    public void close() {
        rounds.close();
    }

    private void waitAndLook() throws IOException, InterruptedException {
        var wait = somebodyWaits ? WHILE_SOMEBODY_WAITS : ANYWAY;
        var _ = wanted.rest(wait);
        look();
    }

    /// One round.
    void look() throws IOException, InterruptedException {
        var blocked = comebacks.waiting(name -> Optional.ofNullable(automations.get(name)));
        var all = new HashSet<>(blocked.keySet());
        all.addAll(comingUp.waiting());
        somebodyWaits = !all.isEmpty();
        for (var each : looked(all).entrySet()) {
            var automation = each.getKey();
            var lack = each.getValue();
            boolean asksAgain = comingUp.found(automation, lack);
            var waited = blocked.getOrDefault(automation, List.of());
            if (lack.isEmpty()) {
                comebacks.areBack(waited);
            }
            if (asksAgain || lack.isEmpty() && !waited.isEmpty()) {
                whenThere.forEach(hears -> hears.accept(automation.name().text()));
            }
        }
    }

    /// All at once: the slowest alone is waited for.
    private Map<Automation, Optional<Lack>> looked(Set<Automation> all)
            throws InterruptedException {
        var found = new HashMap<Automation, Optional<Lack>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = new HashMap<Automation, Future<Optional<Lack>>>();
            for (var automation : all) {
                asked.put(automation, threads.submit(() -> looks.at(automation)));
            }
            for (var each : asked.entrySet()) {
                try {
                    found.put(each.getKey(), each.getValue().get());
                } catch (ExecutionException e) {
                    trouble.accept(e.getCause() == null ? e : e.getCause()); // the next round
                }
            }
        }
        return found;
    }
}
