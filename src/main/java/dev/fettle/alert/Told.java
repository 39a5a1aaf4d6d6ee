package dev.fettle.alert;

import dev.fettle.alert.Message.Urgency;
import dev.fettle.automation.Automation;
import dev.fettle.automation.Settings;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Who is told, how urgently, and where he reads more.
///
/// @param channels by name
/// @param link to the page, where one is served
public record Told(Collection<String> channels, Urgency urgency, Optional<String> link) {
    public Told {
        channels = List.copyOf(channels);
    }

    public Told(Collection<String> channels, Urgency urgency) {
        this(channels, urgency, Optional.empty());
    }

    /// @param automation empty where it is about the home, or about one that cannot be read: then
    ///   everybody is told, as where none of the channels that it names is known
    public static Told of(Optional<Automation> automation, Settings settings) {
        var urgency =
                automation
                        .map(each ->
                                switch (each.definition().attention().criticality()) {
                                    case HIGH -> Urgency.HIGH;
                                    case NORMAL -> Urgency.NORMAL;
                                    case LOW -> Urgency.LOW;
                                })
                        .orElse(Urgency.NORMAL);
        var all = settings.channels().keySet();
        var stated = automation.map(a -> a.definition().alert()).orElse(List.of());
        var known = stated.stream().filter(all::contains).toList();
        var place = automation.map(each -> "/automations/" + each.name()).orElse("/");
        return new Told(known.isEmpty() ? all : known, urgency, settings.link(place));
    }
}
