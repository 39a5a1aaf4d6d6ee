package dev.fettle.run;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Settings;
import dev.fettle.check.Checks;
import dev.fettle.check.Knowledge;
import dev.fettle.check.Learned;
import dev.fettle.environment.Missing;
import dev.fettle.environment.Need;
import dev.fettle.environment.NeedLook;
import dev.fettle.environment.Pins;
import dev.fettle.environment.ProgramVersions;
import dev.fettle.history.Facts;
import dev.fettle.history.Lack;
import dev.fettle.platform.Apart;
import dev.fettle.platform.FileSystemId;
import dev.fettle.platform.KnownDisks;
import dev.fettle.platform.Silence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What runs of an automation need of the machine, and what of it is not there. To be asked where a
/// thread may hang ([dev.fettle.platform.Apart], with the definition's places).
///
/// A mount is the file system that was mounted there at the first good run: another disk in its
/// place is missing too.
public final class Needs {
    private final Optional<Facts> facts;
    private final ProgramVersions versions;

    private Needs(Optional<Facts> facts, ProgramVersions versions) {
        this.facts = facts;
        this.versions = versions;
    }

    public Needs(Facts facts, ProgramVersions versions) {
        this(Optional.of(facts), versions);
    }

    /// Where it cannot be known which disks they were.
    public static Needs withoutPins() {
        return new Needs(Optional.empty(), ProgramVersions.unkept());
    }

    /// @param needs those that the definition states, and mounts that its checks look for
    /// @param beyond whether some of them are none of the definition's places
    private record Wanted(List<Need> needs, Pins pins, ProgramVersions versions, boolean beyond) {
        List<Missing> missing(Map<String, String> variables) throws IOException {
            var look = NeedLook.with(variables, pins, versions);
            return beyond ? Apart.answer(() -> look.at(needs)) : look.at(needs);
        }

        Wanted thatComeBack() {
            var some = needs.stream().filter(Need::comesBack).toList();
            return new Wanted(some, pins, versions, beyond);
        }
    }

    /// The store is asked only where the definition names a mount.
    private Wanted wanted(Automation automation) throws IOException {
        var stated = automation.definition().needs();
        var checked = checkedMounts(automation);
        boolean namesNone = checked.isEmpty() && mounts(stated).isEmpty();
        if (facts.isEmpty() || namesNone) {
            return new Wanted(stated, Pins.none(), versions, false);
        }
        var name = automation.name().text();
        var known = facts.get().of(name);
        var disks = new HashMap<Need.Mount, KnownDisks>();
        for (var mount : mounts(stated)) {
            known.disks(mount.point()).ifPresent(those -> disks.put(mount, those));
        }
        var needs = new LinkedHashSet<>(stated);
        for (var mount : checked) {
            known.disks(mount.point())
                    .ifPresent(those -> {
                        disks.put(mount, those);
                        needs.add(mount);
                    });
        }
        boolean beyond = needs.size() > stated.size();
        return new Wanted(List.copyOf(needs), new Pins(name, disks), versions, beyond);
    }

    /// What its checks look for once it has run is looked for before, too. A health check has
    /// nothing to be kept from.
    private static List<Need.Mount> checkedMounts(Automation automation) throws IOException {
        var definition = automation.definition();
        if (definition.run().isEmpty()
                || definition.checks().stream().allMatch(check -> check.mount().isEmpty())) {
            return List.of();
        }
        var environment = new ProgramEnvironment();
        var variables = environment.forChecks(automation, "", Map.of());
        return Checks.mounts(
                        definition.checks(),
                        variables.getOrDefault("HOME", "/"),
                        automation.folder())
                .stream()
                .map(Need.Mount::new)
                .toList();
    }

    private static List<Need.Mount> mounts(List<Need> needs) {
        return needs.stream()
                .filter(Need.Mount.class::isInstance)
                .map(Need.Mount.class::cast)
                .toList();
    }

    /// Why a run cannot begin.
    ///
    /// @param variables that programs are given
    Optional<Lack> lack(Automation automation, Map<String, String> variables) throws IOException {
        return lack(wanted(automation).missing(variables));
    }

    /// What is mounted now where no good run has found anything yet: to be kept if this one ends
    /// well.
    List<Learned> firstSeen(Automation automation) throws IOException {
        var mounts = mounts(automation.definition().needs());
        if (facts.isEmpty() || mounts.isEmpty()) {
            return List.of();
        }
        var known = facts.get().of(automation.name().text());
        var seen = new ArrayList<Learned>();
        for (var mount : mounts) {
            if (known.disks(mount.point()).isEmpty()) {
                FileSystemId.at(mount.point())
                        .ifPresent(disk ->
                                seen.add(Knowledge.disks(mount.point(), KnownDisks.of(disk))));
            }
        }
        return List.copyOf(seen);
    }

    /// Hosts among its needs that cannot be reached now.
    static Optional<Lack> unreachable(Automation automation) throws IOException {
        var hosts =
                automation.definition().needs().stream()
                        .filter(Need.Host.class::isInstance)
                        .toList();
        return lack(NeedLook.with(Map.of(), Pins.none(), ProgramVersions.unkept()).at(hosts));
    }

    static Lack lack(Silence silence) {
        return lack(List.of(Missing.of(silence))).orElseThrow();
    }

    private static Optional<Lack> lack(List<Missing> missing) {
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        boolean comesBack = missing.stream().allMatch(each -> each.need().comesBack());
        return Optional.of(
                new Lack(
                        missing.stream()
                                .map(Missing::words)
                                .distinct()
                                .collect(Collectors.joining("; ")),
                        comesBack
                                ? Optional.of(missing.getFirst().need().words())
                                : Optional.empty()));
    }

    /// The same for one who starts no run: secrets that are not set are not its business.
    public List<Missing> missing(Automation automation, Optional<Settings> settings)
            throws IOException {
        var environment = new ProgramEnvironment();
        var path = environment.path(automation, settings.flatMap(Settings::path));
        var secrets =
                automation.definition().surroundings().secrets().stream()
                        .collect(Collectors.toMap(each -> each.name().text(), _ -> ""));
        return wanted(automation).missing(environment.forChecks(automation, path, secrets));
    }

    /// What is missing of that which goes and comes by itself: mounts and hosts among the needs,
    /// and mounts that runs work on.
    public Optional<Lack> away(Automation automation) throws IOException {
        var lack = lack(wanted(automation).thatComeBack().missing(Map.of()));
        if (lack.isPresent()) {
            return lack;
        }
        for (var place : automation.definition().places()) {
            var silence = Silence.at(place);
            if (silence.isPresent()) {
                return silence.map(Needs::lack);
            }
        }
        return Optional.empty();
    }
}
