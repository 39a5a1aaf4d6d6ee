package dev.fettle.cli;

import dev.fettle.notation.Wording;
import dev.fettle.verb.NextVerb;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// What comes, in local time.
final class NextText {
    private static final DateTimeFormatter TO_THE_MINUTE =
            DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm xxx", Locale.ENGLISH);
    private static final DateTimeFormatter TO_THE_SECOND =
            DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm:ss xxx", Locale.ENGLISH);

    private final NextVerb.Answer answer;
    private final Instant now;
    private final DateTimeFormatter form;

    NextText(NextVerb.Answer answer, Instant now) {
        this.answer = answer;
        this.now = now;
        this.form = answer.counted() ? TO_THE_SECOND : TO_THE_MINUTE;
    }

    String text() {
        var text = new StringBuilder();
        if (answer.atBoot()) {
            text.append("after each boot of the machine, once\n");
        }
        if (answer.coming().isEmpty()) {
            if (!answer.atBoot()) {
                text.append("not due within the next five years in ")
                        .append(answer.zone())
                        .append('\n');
            }
            return text.toString();
        }
        text.append("in ").append(answer.zone());
        if (answer.counted()) {
            text.append(", where \"every\" counts from now (else from when it is first read)");
        }
        text.append(":\n");
        answer.coming().forEach(slot -> text.append(line(slot)));
        if (!answer.touched().isEmpty()) {
            text.append("and where the clock changes, within a year:\n");
            answer.touched().forEach(slot -> text.append(line(slot)));
        }
        return text.toString();
    }

    private String line(NextVerb.Slot slot) {
        var line =
                "  %s  %-8s  %s"
                        .formatted(
                                form.format(slot.due().atZone(answer.zone())),
                                Wording.ago(slot.due(), now),
                                String.join("; ", slot.remarks()));
        return line.stripTrailing() + "\n";
    }
}
