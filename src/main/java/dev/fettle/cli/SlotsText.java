package dev.fettle.cli;

import dev.fettle.notation.Wording;
import dev.fettle.verb.SlotsVerb;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What comes and what did not run, in local time.
final class SlotsText {
    private final SlotsVerb.Answer answer;
    private final Duration since;
    private final Instant now;

    SlotsText(SlotsVerb.Answer answer, Duration since, Instant now) {
        this.answer = answer;
        this.since = since;
        this.now = now;
    }

    String text() {
        var text = new StringBuilder();
        if (answer.coming().isEmpty()) {
            text.append("nothing is due within the next five years\n");
        }
        for (var slot : answer.coming()) {
            text.append(
                    line(
                            Wording.slot(slot.due(), slot.zone()),
                            Wording.ago(slot.due(), now),
                            slot.automation(),
                            String.join("; ", slot.remarks())));
        }
        var others =
                answer.rows().stream()
                        .filter(row -> !row.state().equals(Optional.of("ran")))
                        .toList();
        if (!others.isEmpty()) {
            text.append("what did not run in time in the last ")
                    .append(Wording.duration(since))
                    .append(":\n");
            others.forEach(row -> text.append(line(row)));
        }
        return text.toString();
    }

    private String line(SlotsVerb.Row row) {
        var times =
                row.count() == 1
                        ? Wording.slot(row.due(), row.zone())
                        : "%s to %s, %s"
                                .formatted(
                                        Wording.slot(row.due(), row.zone()),
                                        Wording.slot(row.last(), row.zone()),
                                        Wording.count(row.count(), "slot"));
        var state = row.state().orElse("not decided yet");
        return line(
                times,
                Wording.ago(row.last(), now),
                row.automation(),
                Wording.visible(row.reason().map(why -> state + ": " + why).orElse(state)));
    }

    private static String line(String time, String ago, String automation, String remark) {
        return "  %s  %-8s  %s  %s".formatted(time, ago, automation, remark).stripTrailing() + "\n";
    }
}
