package dev.fettle.upkeep;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Output;
import dev.fettle.automation.Watch;
import dev.fettle.platform.Silence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedSet;

/// Folders that feed each other: what one automation publishes starts another, whose result starts
/// the first again. (One that publishes into the folder it watches is none: it knows its own
/// files.)
final class Rings {
    private final List<Automation> automations;

    Rings(List<Automation> automations) {
        this.automations = List.copyOf(automations);
    }

    /// A finding for each automation that is part of a ring.
    List<Finding> findings() throws IOException {
        var findings = new ArrayList<Finding>();
        for (var automation : automations) {
            var ring = ring(automation);
            if (ring.isPresent()) {
                findings.add(finding(automation, ring.get()));
            }
        }
        return findings;
    }

    private static Finding finding(Automation automation, SequencedSet<Automation> ring) {
        var names = new ArrayList<String>();
        ring.forEach(each -> names.add(each.name().text()));
        names.add(automation.name().text());
        var name = automation.name().text();
        return new Finding(
                name,
                "ring",
                name + "/README.md",
                OptionalInt.of(Subject.lineOf(automation, "watch")),
                "what it publishes comes back to it: " + String.join(" → ", names));
    }

    /// The shortest way from an automation back to itself over at least one other.
    private Optional<SequencedSet<Automation>> ring(Automation start) throws IOException {
        var paths = new ArrayList<SequencedSet<Automation>>();
        paths.add(new LinkedHashSet<>(List.of(start)));
        var seen = new LinkedHashSet<Automation>();
        for (int i = 0; i < paths.size(); i++) {
            var path = paths.get(i);
            for (var next : automations) {
                if (next.equals(path.getLast()) || !feeds(path.getLast(), next)) {
                    continue;
                }
                if (next.equals(start)) {
                    return Optional.of(path);
                }
                if (seen.add(next)) {
                    var longer = new LinkedHashSet<>(path);
                    longer.add(next);
                    paths.add(longer);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean feeds(Automation from, Automation to) throws IOException {
        var output = from.definition().output().map(Output::folder);
        var watch = to.definition().watch();
        return output.isPresent() && watch.isPresent() && sees(watch.get(), output.get());
    }

    private static boolean sees(Watch watch, Path output) throws IOException {
        var watched = real(watch.folder());
        var written = real(output);
        // A program may publish into folders below its output, so a watch that lies in it may see
        // them.
        return watched.startsWith(written) || (watch.recursive() && written.startsWith(watched));
    }

    private static Path real(Path folder) throws IOException {
        // What cannot be looked at now is taken for what it is called.
        return Silence.at(folder).isEmpty() && Files.exists(folder)
                ? folder.toRealPath()
                : folder.normalize();
    }
}
