package dev.fettle.run;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Settings;
import dev.fettle.environment.Missing;
import dev.fettle.environment.Need;
import dev.fettle.environment.NeedLook;
import dev.fettle.history.Lack;
import dev.fettle.platform.Silence;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What runs of an automation need of the machine, and what of it is not there. To be asked where a
/// thread may hang ([dev.fettle.platform.Apart], with the definition's places).
public final class Needs {
    private Needs() {}

    /// What is missing of that which the definition names.
    ///
    /// @param variables that programs are given
    private static List<Missing> missing(Automation automation, Map<String, String> variables)
            throws IOException {
        return NeedLook.with(variables).at(automation.definition().needs());
    }

    /// Why a run cannot begin.
    static Optional<Lack> lack(Automation automation, Map<String, String> variables)
            throws IOException {
        return lack(missing(automation, variables));
    }

    /// Hosts among its needs that cannot be reached now.
    static Optional<Lack> unreachable(Automation automation) throws IOException {
        var hosts =
                automation.definition().needs().stream()
                        .filter(Need.Host.class::isInstance)
                        .toList();
        return lack(NeedLook.with(Map.of()).at(hosts));
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
                                .map(Missing::why)
                                .distinct()
                                .collect(Collectors.joining("; ")),
                        comesBack
                                ? Optional.of(missing.getFirst().need().words())
                                : Optional.empty()));
    }

    /// The same for one who starts no run: secrets that are not set are not its business.
    public static List<Missing> missing(Automation automation, Optional<Settings> settings)
            throws IOException {
        var environment = new ProgramEnvironment();
        var path = environment.path(automation, settings.flatMap(Settings::path));
        var secrets =
                automation.definition().surroundings().secrets().stream()
                        .collect(Collectors.toMap(wanted -> wanted.name().text(), _ -> ""));
        return missing(automation, environment.forChecks(automation, path, secrets));
    }

    /// What is missing of that which goes and comes by itself: mounts and hosts among the needs,
    /// and mounts that runs work on.
    public static Optional<Lack> away(Automation automation) throws IOException {
        var definition = automation.definition();
        var needs = definition.needs().stream().filter(Need::comesBack).toList();
        var lack = lack(NeedLook.with(Map.of()).at(needs));
        if (lack.isPresent()) {
            return lack;
        }
        for (var place : definition.places()) {
            var silence = Silence.at(place);
            if (silence.isPresent()) {
                return silence.map(Needs::lack);
            }
        }
        return Optional.empty();
    }
}
