package dev.fettle.verb;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How things stand, as the contract of the JSON shows it.
///
/// @param recovery automations with runs that were interrupted and that nobody carries on
public record StatusView(
        String home,
        Daemon daemon,
        List<String> recovery,
        List<Channel> channels,
        Optional<Maintenance> maintenance,
        Versions versions,
        List<Entry> automations) {
    public StatusView {
        recovery = List.copyOf(recovery);
        channels = List.copyOf(channels);
        automations = List.copyOf(automations);
    }

    /// How a way to reach the user does.
    public record Channel(String name, boolean ok, Optional<String> lastError) {}

    public record Daemon(boolean running, Optional<Instant> since) {}

    /// All rest until then.
    public record Maintenance(Optional<Instant> until, Optional<String> note) {}

    public record Versions(long bytes, long budget) {}

    public record LastRun(String id, String outcome, Optional<Instant> startedAt) {}

    public record LastGood(String id, Optional<Instant> startedAt) {}

    public record Incident(String id, Instant since, boolean acknowledged) {}

    public record Entry(
            String name,
            String health,
            Optional<String> reason,
            Optional<String> trigger,
            Optional<String> after,
            Optional<LastRun> lastRun,
            Optional<LastGood> lastGood,
            Optional<Instant> lastProved,
            Optional<Instant> nextDue,
            Optional<Incident> incident,
            Optional<Instant> reviewDue,
            List<Object> credentials,
            List<Object> drift,
            Optional<String> pingUrl,
            Optional<String> slugUrl) {}

    public boolean allWell() {
        return automations.stream()
                .noneMatch(a -> a.health().equals("failing") || a.health().equals("late"));
    }
}
