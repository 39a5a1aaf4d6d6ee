package dev.fettle.upkeep;

import dev.fettle.alert.PingStates;
import dev.fettle.automation.Automation;
import dev.fettle.automation.Home;
import dev.fettle.automation.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who hears outside of this machine how things stand on it: by itself a machine that is dead tells
/// nobody.
public final class Outside {
    /// What a home without a heartbeat should know.
    public static final String NONE = "a machine that is dead tells nobody: there is no heartbeat";

    public static final String REMEDY =
            "`heartbeat: URL` in " + Home.MARK + ", of healthchecks.io or a service like it";

    private final PingStates pings;

    public Outside(PingStates pings) {
        this.pings = pings;
    }

    Symptom heartbeat(Settings settings) throws IOException {
        var url = settings.heartbeat();
        if (url.isEmpty()) {
            return Symptom.note("heartbeat", NONE, REMEDY);
        }
        var host = url.get().host();
        return pings.trouble(PingStates.HEARTBEAT)
                .map(why ->
                        Symptom.missing(
                                "heartbeat",
                                "%s does not hear it: %s".formatted(host, why),
                                "mend `heartbeat:` in " + Home.MARK + ", or the way there"))
                .orElse(Symptom.good("heartbeat", host + " hears it while fettle is up"));
    }

    Optional<Symptom> report(Automation automation) throws IOException {
        var url = automation.definition().report();
        if (url.isEmpty()) {
            return Optional.empty();
        }
        var host = url.get().host();
        return Optional.of(
                trouble(automation)
                        .map(why ->
                                Symptom.missing(
                                        "report",
                                        "%s does not hear of its runs: %s".formatted(host, why),
                                        "mend `report:` there, or the way there"))
                        .orElse(Symptom.good("report", host + " hears of its runs")));
    }

    /// What the digest says of it.
    public List<String> remarks(Settings settings, List<Automation> automations)
            throws IOException {
        var remarks = new ArrayList<String>();
        if (settings.heartbeat().isEmpty()) {
            remarks.add(NONE + " in " + Home.MARK);
        } else {
            pings.trouble(PingStates.HEARTBEAT)
                    .ifPresent(why -> remarks.add("the heartbeat is not heard: " + why));
        }
        for (var automation : automations) {
            if (automation.definition().report().isPresent()) {
                trouble(automation)
                        .ifPresent(why ->
                                remarks.add(
                                        "the report of %s is not heard: %s"
                                                .formatted(automation.name(), why)));
            }
        }
        return remarks;
    }

    private Optional<String> trouble(Automation automation) throws IOException {
        return pings.trouble(PingStates.reportOf(automation.name().text()));
    }
}
