package dev.fettle.upkeep;

import dev.fettle.alert.PingStates;
import dev.fettle.automation.Automation;
import dev.fettle.automation.Home;
import dev.fettle.automation.Reading;
import dev.fettle.automation.Settings;
import dev.fettle.notation.UserError;
import dev.fettle.platform.Silence;
import dev.fettle.publish.Publisher;
import dev.fettle.run.Needs;
import dev.fettle.store.StateFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks at this machine as the home's automations will find it: what is missing, and what works
/// otherwise than one may think. It changes nothing that is the user's.
public final class Doctor {
    private final Home home;
    private final String path;

    /// @param path PATH of this process
    public Doctor(Home home, String path) {
        this.home = home;
        this.path = path;
    }

    public List<Symptom> symptoms(Ground ground) throws IOException {
        var symptoms = new ArrayList<Symptom>();
        var settings = settings(symptoms);
        switch (ground) {
            case Ground.Open(var state, var _, var pings, var _) -> {
                symptoms.addAll(new MachineLook(state, settings, path).symptoms());
                if (settings.isPresent()) {
                    symptoms.add(new Outside(pings).heartbeat(settings.get()));
                }
            }
            case Ground.Closed(var why) ->
                    symptoms.add(Symptom.missing("state", why, "mend that first"));
        }
        var readings = home.automations();
        Silence.askAheadOf(Reading.places(readings));
        for (var reading : readings) {
            symptoms.addAll(symptoms(reading, settings, ground));
        }
        return List.copyOf(symptoms);
    }

    /// The state folder and what works on it.
    public sealed interface Ground {
        record Open(StateFolder state, Publisher publisher, PingStates pings, Needs needs)
                implements Ground {}

        record Closed(String why) implements Ground {}

        private Optional<Publisher> outputs() {
            return this instanceof Open(var _, var publisher, var _, var _)
                    ? Optional.of(publisher)
                    : Optional.empty();
        }
    }

    private List<Symptom> symptoms(Reading reading, Optional<Settings> settings, Ground ground)
            throws IOException {
        return switch (reading) {
            case Reading.Readable(var automation) ->
                    symptoms(automation, settings, ground).stream()
                            .map(s -> s.of(automation.name().text()))
                            .toList();
            case Reading.Broken(var name, var problems) ->
                    List.of(
                            Symptom.missing(
                                            "definition",
                                            problems.getFirst().headline(),
                                            "`fettle lint %s` tells all of it".formatted(name))
                                    .of(name));
            case Reading.Other _ -> List.of();
        };
    }

    private List<Symptom> symptoms(
            Automation automation, Optional<Settings> settings, Ground ground) throws IOException {
        var look = new AutomationLook(automation, settings, path, ground.outputs(), needs(ground));
        var symptoms = new ArrayList<>(look.symptoms());
        symptoms.addAll(new SecretsSet(home).symptoms(automation));
        if (ground instanceof Ground.Open(var _, var _, var pings, var _)) {
            new Outside(pings).report(automation).ifPresent(symptoms::add);
        }
        return symptoms;
    }

    private static Needs needs(Ground ground) {
        return ground instanceof Ground.Open open ? open.needs() : Needs.withoutPins();
    }

    private Optional<Settings> settings(List<Symptom> symptoms) throws IOException {
        try {
            var settings = home.settings();
            symptoms.add(Symptom.good("home", home.root().toString()));
            return Optional.of(settings);
        } catch (UserError e) {
            symptoms.add(
                    Symptom.missing(
                            "home", String.valueOf(e.getMessage()).strip(), "mend " + Home.MARK));
            return Optional.empty();
        }
    }
}
