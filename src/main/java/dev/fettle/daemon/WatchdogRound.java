package dev.fettle.daemon;

import dev.fettle.alert.Direct;
import dev.fettle.alert.Errand;
import dev.fettle.alert.Message;
import dev.fettle.automation.Home;
import dev.fettle.automation.Settings;
import dev.fettle.platform.Clock;
import dev.fettle.store.StateFolder;
import dev.fettle.store.StoreException;
import dev.fettle.store.TroubleLog;
import dev.fettle.verb.Caller;
import dev.fettle.verb.Workshop;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `fettle watchdog`: one look at the daemon from outside. What is wrong becomes an incident like
/// any other; where the store cannot hold it, it is told past the store.
public final class WatchdogRound {
    private static final Duration SENDING = Duration.ofSeconds(60);

    private final Home home;
    private final StateFolder state;
    private final Clock clock;

    private WatchdogRound(Home home, Clock clock) throws IOException {
        this.home = home;
        this.state = home.state();
        this.clock = clock;
    }

    /// @param troubles what is wrong; nothing where all is well
    /// @param channels how many there are: without any nobody is told
    public record Answer(List<String> troubles, int channels) {
        public Answer {
            troubles = List.copyOf(troubles);
        }
    }

    public static Answer make(Caller caller) throws IOException, InterruptedException {
        return new WatchdogRound(caller.home(), caller.clock()).answer();
    }

    private Answer answer() throws IOException, InterruptedException {
        var trouble = new Watchdog(state, clock).look();
        var what = trouble.map(Watchdog.Trouble::what);
        var settings = settings();
        try (var workshop = Workshop.open(home, clock, settings)) {
            workshop.lookAtDaemon(what);
            new Errand(workshop.store(), state, home.root(), clock, settings, this::note)
                    .run(trouble.map(Watchdog.Trouble::hung).orElse(false), SENDING);
            return new Answer(what.stream().toList(), settings.channels().size());
        } catch (StoreException e) {
            var troubles = new ArrayList<>(what.stream().toList());
            troubles.add(String.valueOf(e.getMessage()));
            tellWithoutStore(settings, String.join("; ", troubles));
            return new Answer(troubles, settings.channels().size());
        }
    }

    /// Those that could be read last, where they cannot be now.
    private Settings settings() throws IOException {
        return new LastSettings(home, state).now();
    }

    /// The store is where it would be kept what was told and when; a file must do.
    private void tellWithoutStore(Settings settings, String what)
            throws IOException, InterruptedException {
        var told = new ToldBefore(state, clock);
        if (!told.isDue(what)) {
            return;
        }
        var message =
                new Message(
                        Message.Kind.OPENED,
                        Optional.empty(),
                        Optional.empty(),
                        Message.Urgency.HIGH,
                        "fettle cannot work",
                        "fettle cannot work: " + what,
                        List.of(
                                new Message.Section(
                                        "At the terminal", "fettle doctor\nfettle up", true)),
                        Optional.empty());
        boolean arrived = false;
        for (var channel : settings.channels().values()) {
            try {
                arrived |= Direct.tell(state, home.root(), clock, channel, message);
            } catch (IOException e) {
                note(e); // its secrets cannot be read: another may need none
            }
        }
        if (arrived) {
            told.keep(what);
        }
    }

    private void note(Throwable e) {
        new TroubleLog(state.troubleLog()).add(clock.now(), e);
    }
}
