package dev.fettle.upkeep;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Output;
import dev.fettle.automation.Settings;
import dev.fettle.automation.Watch;
import dev.fettle.check.Checks;
import dev.fettle.environment.Missing;
import dev.fettle.environment.Need;
import dev.fettle.notation.Wording;
import dev.fettle.platform.Mounts;
import dev.fettle.platform.Packages;
import dev.fettle.platform.Silence;
import dev.fettle.publish.Publisher;
import dev.fettle.run.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What one automation needs of this machine: what it says it does, its program, the programs of
/// its checks, the folder that it watches, the folder into which it publishes.
final class AutomationLook {
    private static final String MEND_THE_MOUNT = "mend what it is mounted from, or unmount it";

    private final Optional<Settings> settings;
    private final Automation automation;
    private final String path;
    private final Optional<Publisher> publisher;
    private final Needs needs;

    /// @param settings empty where they cannot be read: a symptom of their own
    /// @param publisher empty where the store cannot be opened
    AutomationLook(
            Automation automation,
            Optional<Settings> settings,
            String path,
            Optional<Publisher> publisher,
            Needs needs) {
        this.settings = settings;
        this.automation = automation;
        this.path = path;
        this.publisher = publisher;
        this.needs = needs;
    }

    List<Symptom> symptoms() throws IOException {
        var symptoms = new ArrayList<Symptom>();
        var searched = searchPath();
        var definition = automation.definition();
        definition.run().map(_ -> program(searched)).ifPresent(symptoms::add);
        symptoms.addAll(checks(searched));
        symptoms.addAll(needs());
        if (definition.watch().isPresent()) {
            symptoms.add(watched(definition.watch().get()));
        }
        if (definition.output().isPresent()) {
            output(definition.output().get()).ifPresent(symptoms::add);
        }
        return symptoms;
    }

    private String searchPath() {
        var own = automation.definition().surroundings().path();
        return own.or(() -> settings.flatMap(Settings::path)).orElse(path);
    }

    private Symptom program(String searched) {
        return HasProgram.trouble(automation, searched)
                .map(trouble -> Symptom.missing("program", trouble, "install or mend it"))
                .orElse(Symptom.good("program", "its program is there"));
    }

    private List<Symptom> checks(String searched) {
        var definition = automation.definition();
        var checks =
                Stream.concat(definition.accept().stream(), definition.checks().stream()).toList();
        return Checks.missingPrograms(checks, searched).stream()
                .map(p -> Symptom.missing("check", "its checks need " + p, "install " + p))
                .toList();
    }

    private List<Symptom> needs() throws IOException {
        return needs.missing(automation, settings).stream()
                .map(missing -> Symptom.missing("needs", missing.why(), remedy(missing)))
                .toList();
    }

    private static String remedy(Missing missing) {
        return missing.remedy().orElseGet(() -> remedy(missing.need()));
    }

    private static String remedy(Need need) {
        return switch (need) {
            case Need.Program(var name, var _) -> Packages.howToInstall(name);
            case Need.Mount _ -> "mount it, or plug it in";
            case Need.Host _ -> "see whether it is up, and whether the network leads there";
            case Need.File _ -> "put it there, or mend its rights";
            case Need.Variable(var name) ->
                    "set it under env: or secrets:, or where Fettle is started: " + name;
            case Need.AcPower() -> "plug it in";
        };
    }

    private static Symptom watched(Watch watch) throws IOException {
        var folder = watch.folder();
        var shown = Wording.visible(folder.toString());
        var silence = Silence.within(folder, watch.depth());
        if (silence.isPresent()) {
            return Symptom.missing("watch", silence.get().words(), MEND_THE_MOUNT);
        }
        var mount = Mounts.of(folder);
        if (Mounts.isNetwork(mount)) {
            return Symptom.note(
                    "watch",
                    "%s lies on a network (%s): it is looked at from time to time, since nothing tells of files that arrive there"
                            .formatted(shown, mount.type()),
                    "watch a local folder where seconds matter");
        }
        if (!Files.isDirectory(folder)) {
            return Symptom.missing("watch", "there is no folder " + shown, "mkdir -p " + shown);
        }
        if (!Files.isReadable(folder)) {
            return Symptom.missing(
                    "watch", shown + " may not be read", "give yourself the right to read it");
        }
        return Symptom.good("watch", shown);
    }

    private Optional<Symptom> output(Output output) throws IOException {
        if (publisher.isEmpty()) {
            return Optional.empty();
        }
        var silence = Silence.at(output.folder());
        if (silence.isPresent()) {
            return Optional.of(Symptom.missing("output", silence.get().words(), MEND_THE_MOUNT));
        }
        var shown = Wording.visible(output.folder().toString());
        var blocked = publisher.get().blockedReason(output);
        if (blocked.isPresent()) {
            return Optional.of(
                    Symptom.missing(
                            "output",
                            blocked.get(),
                            "mend its rights, or mount what should be there"));
        }
        try {
            var caution = publisher.get().caution(output);
            return Optional.of(
                    caution.map(c -> Symptom.note("output", c, "publish to another file system"))
                            .orElse(Symptom.good("output", shown)));
        } catch (IOException e) {
            return Optional.of(
                    Symptom.missing(
                            "output",
                            "nothing can be published to %s: %s".formatted(shown, e.getMessage()),
                            "publish to another file system"));
        }
    }
}
