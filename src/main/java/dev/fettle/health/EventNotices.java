package dev.fettle.health;

import dev.fettle.alert.Message.Section;
import dev.fettle.alert.Notice;
import dev.fettle.alert.Notices;
import dev.fettle.alert.Told;
import dev.fettle.automation.Reading;
import dev.fettle.automation.Settings;
import dev.fettle.history.Event;
import dev.fettle.history.Events;
import dev.fettle.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// Tells of what happened to slots and folders and broke nothing. Whoever writes such an event down
/// marks it; here the mark goes, and the notice comes, in one transaction.
final class EventNotices {
    /// One that happens all the time is told once a day.
    private static final Duration A_DAY = Duration.ofDays(1);

    private final Store store;
    private final Events events;

    EventNotices(Store store) {
        this.store = store;
        this.events = new Events(store);
    }

    void tell(IncidentLook.Definitions definitions, Settings settings) throws IOException {
        var told = new HashMap<Optional<String>, Told>();
        for (var event : events.toTell()) {
            if (!told.containsKey(event.automation())) {
                told.put(event.automation(), told(event, definitions, settings));
            }
        }
        if (told.isEmpty()) {
            return;
        }
        var everybody = Told.of(Optional.empty(), settings);
        store.write(sql -> {
            for (var event : Events.takeToTell(sql)) {
                var whom = told.getOrDefault(event.automation(), everybody);
                switch (event.kind()) {
                    case Events.ZONE -> Notices.tell(sql, event.at(), notice(event), whom);
                    case Events.RENAMED ->
                            Notices.tell(sql, event.at(), notice(event), whom, Duration.ZERO);
                    default -> Notices.tell(sql, event.at(), notice(event), whom, A_DAY);
                }
            }
            return true;
        });
    }

    private static Told told(Event event, IncidentLook.Definitions definitions, Settings settings)
            throws IOException {
        var reading =
                event.automation().isPresent()
                        ? definitions.of(event.automation().get())
                        : Optional.<Reading>empty();
        return Told.of(reading.flatMap(IncidentLook::automation), settings);
    }

    private static Notice notice(Event event) {
        var lines = event.text().split("\n", 2);
        var name = event.automation();
        var lead = name.map(n -> n + ": " + lines[0]).orElse(lines[0]);
        var sections = new ArrayList<Section>();
        if (lines.length > 1) {
            sections.add(new Section("", lines[1], true));
        }
        name.map(n -> helps(event.kind(), n)).ifPresent(sections::addAll);
        return new Notice(
                event.kind() + ":" + name.orElse(event.at().toString()),
                name,
                name.map(n -> n + ": " + subject(event.kind())).orElse(lines[0]),
                lead,
                sections);
    }

    private static String subject(String kind) {
        return switch (kind) {
            case Events.RENAMED -> "renamed";
            case Events.BUSY -> "skipped twice in a row, since it still worked";
            default -> "more slots passed than are caught up with";
        };
    }

    private static List<Section> helps(String kind, String name) {
        if (kind.equals(Events.RENAMED)) {
            return List.of(new Section("At the terminal", "fettle runs " + name, true));
        }
        var helps =
                kind.equals(Events.BUSY)
                        ? "A longer interval, or `when-busy: wait` or `stop`. Where one run hangs, `timeout` ends it."
                        : "`catch-up: latest` runs one for all that passed; `within` gives up what is too old.";
        return List.of(
                new Section("What helps", helps, false),
                new Section("At the terminal", "fettle next " + name, true));
    }
}
