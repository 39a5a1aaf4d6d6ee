package dev.fettle.upkeep;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Definition;
import dev.fettle.automation.FrontMatter;
import dev.fettle.automation.Prose;
import dev.fettle.automation.Readme;
import dev.fettle.automation.Settings;
import dev.fettle.schedule.DueTimes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// An automation as the rules look at it.
///
/// @param texts the small text files in its folder, its README not among them
/// @param searchPath where its program is looked for
/// @param channels those of the home
/// @param zone the home's
record Subject(
        Automation automation,
        Prose prose,
        Settings.Headings headings,
        List<TextInFolder> texts,
        String searchPath,
        Set<String> channels,
        ZoneId zone) {
    Subject {
        texts = List.copyOf(texts);
        channels = Set.copyOf(channels);
    }

    /// @param path PATH of this process
    static Subject of(Automation automation, Settings settings, String path) throws IOException {
        var own = automation.definition().surroundings().path();
        return new Subject(
                automation,
                Prose.of(automation.readme()),
                settings.headings(),
                TextInFolder.all(automation.folder()),
                own.or(settings::path).orElse(path),
                settings.channels().keySet(),
                settings.zone());
    }

    Definition definition() {
        return automation.definition();
    }

    /// When it is due, where it has a schedule.
    ///
    /// @param anchor what `every` is to count from
    Optional<DueTimes> times(Instant anchor) {
        return definition()
                .schedule()
                .map(s -> new DueTimes(s.schedule(), s.zone().orElse(zone), anchor));
    }

    List<ShellScript> scripts() {
        return texts.stream()
                .filter(TextInFolder::isShell)
                .map(text -> ShellScript.of(text.path(), text.content()))
                .toList();
    }

    Finding inReadme(String rule, int line, String message) {
        return in(Path.of(Readme.FILE), rule, line, message);
    }

    /// @param file as a path in the automation's folder
    Finding in(Path file, String rule, int line, String message) {
        var name = automation.name().text();
        return new Finding(name, rule, name + "/" + file, OptionalInt.of(line), message);
    }

    /// The line of a key of the definition; the first one where it is not there.
    int lineOf(String key) {
        return lineOf(automation, key);
    }

    static int lineOf(Automation automation, String key) {
        var inside = FrontMatter.of(automation.readme().lines().toList()).inside();
        for (int i = 0; i < inside.size(); i++) {
            if (inside.get(i).startsWith(key + ":")) {
                return i + 2; // below the line that begins it, and counted from 1
            }
        }
        return 1;
    }

    /// Where what is missing in the prose would be added.
    int lastLine() {
        return (int) Math.max(1, automation.readme().lines().count());
    }
}
