package dev.fettle.cli;

import dev.fettle.notation.Wording;
import dev.fettle.verb.StatusView;
import java.time.Instant;

/// How things stand, in words.
final class StatusText {
    private final Terminal terminal;

    StatusText(Terminal terminal) {
        this.terminal = terminal;
    }

    String of(StatusView status, Instant now) {
        var text = new StringBuilder();
        if (status.automations().isEmpty()) {
            text.append("no automations in ")
                    .append(status.home())
                    .append(" yet; `fettle new NAME` makes one\n");
        }
        int width = status.automations().stream().mapToInt(a -> a.name().length()).max().orElse(0);
        for (var automation : status.automations()) {
            text.append(line(automation, width, now)).append('\n');
        }
        if (!status.recovery().isEmpty()) {
            text.append("recovery pending: ")
                    .append(String.join(", ", status.recovery()))
                    .append(" (`fettle recover`, or `fettle up`)\n");
        }
        if (!status.daemon().running()) {
            text.append(terminal.faint("fettle is not up: nothing is watched")).append('\n');
        }
        return text.toString();
    }

    private String line(StatusView.Entry automation, int width, Instant now) {
        var health = "%-8s".formatted(automation.health());
        var painted =
                switch (automation.health()) {
                    case "ok" -> terminal.good(health);
                    case "failing", "late" -> terminal.bad(health);
                    default -> health;
                };
        var last =
                automation
                        .lastRun()
                        .map(r ->
                                r.outcome()
                                        + r.startedAt()
                                                .map(t -> " " + Wording.ago(t, now))
                                                .orElse(""))
                        .orElse("never ran");
        var reason = automation.reason().map(r -> "  " + Wording.visible(r)).orElse("");
        return ("%-" + Math.max(width, 1) + "s  %s  %s%s")
                .formatted(automation.name(), painted, last, reason);
    }
}
