package dev.fettle.trigger;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Reading;
import dev.fettle.history.Chains;
import dev.fettle.history.Lacks;
import dev.fettle.history.Pauses;
import dev.fettle.history.Runs;
import dev.fettle.platform.Clock;
import dev.fettle.publish.Publisher;
import dev.fettle.run.RunDesk;
import dev.fettle.store.Store;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Keeps one [Follower] for each automation that is started by another, as the definitions are now.
/// Thread-safe.
public final class Followers implements AutoCloseable {
    private final RunDesk desk;
    private final Chains chains;
    private final Runs runs;
    private final Lacks lacks;
    private final Pauses pauses;
    private final Publisher publisher;
    private final NeedWatch needs;
    private final Clock clock;
    private final Consumer<Throwable> trouble;
    private final Map<String, Follower> followers = new HashMap<>();

    public Followers(
            Store store,
            RunDesk desk,
            Publisher publisher,
            NeedWatch needs,
            Clock clock,
            Consumer<Throwable> trouble) {
        this.desk = desk;
        this.chains = new Chains(store);
        this.runs = new Runs(store);
        this.lacks = new Lacks(store);
        this.pauses = new Pauses(store);
        this.publisher = publisher;
        this.needs = needs;
        this.clock = clock;
        this.trouble = trouble;
        desk.whenOver(this::wake);
    }

    /// A definition that cannot be read any more is not acted upon: what it follows is kept until
    /// it is mended.
    public synchronized void become(List<Reading> readings) throws IOException {
        var wanted = new HashMap<String, Automation>();
        var before = chains.followers();
        for (var reading : readings) {
            if (reading instanceof Reading.Readable(var automation)) {
                var after = automation.definition().after();
                if (after.isPresent()) {
                    chains.follow(reading.name(), after.get());
                    wanted.put(reading.name(), automation);
                } else if (before.contains(reading.name())) {
                    chains.end(reading.name());
                }
            }
        }
        for (var each : List.copyOf(followers.entrySet())) {
            var now = wanted.get(each.getKey());
            if (now == null || !each.getValue().automation().saysTheSameAs(now)) {
                each.getValue().close();
                followers.remove(each.getKey());
            }
        }
        wanted.forEach((name, automation) -> {
            if (!followers.containsKey(name)) {
                var follower =
                        new Follower(
                                automation,
                                desk,
                                chains,
                                runs,
                                lacks,
                                pauses,
                                publisher,
                                needs,
                                clock,
                                trouble);
                followers.put(name, follower);
                follower.start();
            }
        });
    }

    /// A run of this automation is over: those that follow it look, and it does itself.
    private synchronized void wake(String name) {
        for (var each : followers.values()) {
            if (each.automation().name().text().equals(name)
                    || each.automation().definition().after().filter(name::equals).isPresent()) {
                each.wake();
            }
        }
    }

    /// Somebody changed how things stand.
    public synchronized void wakeAll() {
        followers.values().forEach(Follower::wake);
    }

    @Override
    public synchronized void close() {
        followers.values().forEach(Follower::close);
        followers.clear();
    }
}
