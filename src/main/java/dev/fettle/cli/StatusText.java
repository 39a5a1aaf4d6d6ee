package dev.fettle.cli;

import dev.fettle.notation.Wording;
import dev.fettle.verb.StatusView;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/// How things stand, in words.
final class StatusText {
    static final String NOBODY =
            "nobody would be told if something broke: fettle.yaml names no channel";

    private final Terminal terminal;

    StatusText(Terminal terminal) {
        this.terminal = terminal;
    }

    /// Whether it holds colours, which belong to one terminal.
    boolean isPainted() {
        return !terminal.good("").isEmpty();
    }

    /// What is told besides of one that was asked for by its name.
    String closely(StatusView.Entry automation, Function<Instant, String> ago) {
        return automation
                .lastProved()
                .map(at ->
                        "last proved restorable %s (%s)\n"
                                .formatted(ago.apply(at), Wording.moment(at)))
                .orElse("");
    }

    String of(StatusView status, List<String> remarks, Function<Instant, String> ago) {
        var text = new StringBuilder();
        if (status.automations().isEmpty()) {
            text.append("no automations in ")
                    .append(status.home())
                    .append(" yet; `fettle new NAME` makes one\n");
        }
        status.maintenance().ifPresent(rest -> text.append(maintenance(rest)).append('\n'));
        int width = status.automations().stream().mapToInt(a -> a.name().length()).max().orElse(0);
        for (var automation : status.automations()) {
            text.append(line(automation, width, ago)).append('\n');
        }
        if (!status.recovery().isEmpty()) {
            text.append("recovery pending: ")
                    .append(String.join(", ", status.recovery()))
                    .append(" (`fettle recover`, or `fettle up`)\n");
        }
        for (var channel : status.channels()) {
            channel.lastError()
                    .ifPresent(error ->
                            text.append(
                                    "%s %s: %s\n"
                                            .formatted(
                                                    terminal.bad(
                                                            "nothing gets through the channel"),
                                                    channel.name(),
                                                    Wording.visible(error))));
        }
        remarks.forEach(remark -> text.append(remark).append('\n'));
        if (status.channels().isEmpty()) {
            text.append(NOBODY).append('\n');
        }
        if (!status.daemon().running()) {
            text.append(
                            terminal.faint(
                                    "fettle is not up: nothing is watched, and no schedule runs"))
                    .append('\n');
        }
        return text.toString();
    }

    private static String maintenance(StatusView.Maintenance rest) {
        return "maintenance: nothing runs by itself, and nobody is told"
                + rest.until().map(end -> ", until " + Wording.moment(end)).orElse("")
                + rest.note().map(note -> ": " + Wording.visible(note)).orElse("")
                + "; `fettle resume --all` ends it";
    }

    private String line(StatusView.Entry automation, int width, Function<Instant, String> ago) {
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
                                r.outcome() + r.startedAt().map(t -> " " + ago.apply(t)).orElse(""))
                        .orElse("never ran");
        var reason = automation.reason().map(r -> "  " + Wording.visible(r)).orElse("");
        var next = automation.nextDue().map(due -> ", next " + ago.apply(due)).orElse("");
        var after = automation.after().map(other -> ", after " + other).orElse("");
        return ("%-" + Math.max(width, 1) + "s  %s  %s%s%s%s")
                .formatted(automation.name(), painted, last, next, after, reason);
    }
}
