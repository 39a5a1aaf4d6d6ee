package dev.fettle.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.alert.Errand;
import dev.fettle.health.Awake;
import dev.fettle.health.IncidentLook;
import dev.fettle.health.Incidents;
import dev.fettle.health.Vigil;
import dev.fettle.kit.SimulatedClock;
import dev.fettle.kit.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the daemon does about runs that went wrong, by the simulated clock: the real look at what
/// was recorded, the real outbox, and a channel that is a program. In the end of each incident it
/// has to have been told, once, and in order.
final class SimulatedAlerts {
    private static final Duration ANYWAY = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /// Of one incident: opened, still and again still, recovered; then perhaps opened again. What
    /// was over before it could be told is told as one.
    private static final Pattern IN_ORDER = Pattern.compile("((OS*)?R)*(OS*)?");

    private final TestHome home;
    private final SimulatedClock clock;
    private Vigil vigil;
    private Errand errand;
    private Instant lastLook = Instant.MIN;

    private SimulatedAlerts(TestHome home, SimulatedClock clock) throws IOException {
        this.home = home;
        this.clock = clock;
        this.vigil = vigil();
        this.errand = errand();
    }

    static SimulatedAlerts of(TestHome home, SimulatedClock clock) throws IOException {
        Files.writeString(
                home.root().resolve("fettle.yaml"),
                "web: off\ndigest: off\nchannels: {own: {command: [\"true\"]}}\n");
        home.workshop().rereadSettings();
        return new SimulatedAlerts(home, clock);
    }

    /// Fettle is started anew: what was recorded and not looked at is the next one's.
    void startAnew() throws IOException {
        vigil = vigil();
        errand = errand();
    }

    /// @param recorded whether a run has ended since the last look
    void look(boolean recorded) throws IOException, InterruptedException {
        var now = clock.now();
        if (recorded || now.isBefore(lastLook) || now.isAfter(lastLook.plus(ANYWAY))) {
            lastLook = now;
            vigil.look();
            errand.run(false, PATIENCE);
        }
    }

    private Vigil vigil() throws IOException {
        var workshop = home.workshop();
        var store = workshop.store();
        var made =
                new Vigil(
                        new IncidentLook(store, clock, workshop::settings),
                        workshop.sights(),
                        new Awake(store, clock),
                        clock);
        made.become(workshop.home().read());
        return made;
    }

    private Errand errand() throws IOException {
        var workshop = home.workshop();
        return new Errand(
                workshop.store(),
                workshop.state(),
                workshop.home().root(),
                clock,
                workshop.settings(),
                e -> {
                    throw new AssertionError(e);
                });
    }

    // --- what came of it

    private record Told(String incident, String kind, String state) {}

    /// @return how many incidents there were
    int allIsTold() throws IOException {
        var store = home.workshop().store();
        var told =
                store.read(sql ->
                        sql.list(
                                """
                                SELECT thread, kind, state FROM message JOIN delivery ON message = message.seq
                                WHERE thread IS NOT NULL ORDER BY message.seq
                                """,
                                row ->
                                        new Told(
                                                row.text("thread"),
                                                row.text("kind"),
                                                row.text("state"))));
        Map<String, StringBuilder> sent = new HashMap<>();
        for (var each : told) {
            assertThat(each.state()).as("%s", each).isIn("sent", "taken-back");
            var kinds = sent.computeIfAbsent(each.incident(), _ -> new StringBuilder());
            if (each.state().equals("sent")) {
                kinds.append(each.kind().charAt(0));
            }
        }
        List<Ended> incidents =
                store.read(sql ->
                        sql.list(
                                "SELECT id, closed_by FROM incident",
                                row -> new Ended(row.text("id"), row.maybeText("closed_by"))));
        for (var incident : incidents) {
            var kinds = sent.getOrDefault(incident.id(), new StringBuilder()).toString();
            assertThat(kinds).as("%s", incident).matches(IN_ORDER);
            switch (incident.by().orElse("open")) {
                case "recovery" -> assertThat(kinds).as("%s", incident).endsWith("R");
                case "open" -> assertThat(kinds).as("%s", incident).matches(".*OS*");
                default -> assertThat(kinds).as("%s", incident).doesNotEndWith("R");
            }
        }
        return incidents.size();
    }

    private record Ended(String id, Optional<String> by) {}

    /// Whether there is an open incident of this automation.
    boolean isOpen(String automation) throws IOException {
        return new Incidents(home.workshop().store()).open(automation).isPresent();
    }
}
