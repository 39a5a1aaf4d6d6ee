package dev.fettle.verb;

import dev.fettle.alert.Outbox;
import dev.fettle.automation.Reading;
import dev.fettle.notation.Mark;
import dev.fettle.notation.Source;
import dev.fettle.schedule.DueTimes;
import dev.fettle.schedule.Schedule;
import dev.fettle.schedule.ScheduleText;
import dev.fettle.upkeep.Digest;
import dev.fettle.upkeep.DigestTable;
import dev.fettle.upkeep.Outside;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `fettle digest`: what happened since the last one, shown or sent.
public final class DigestVerb {
    private static final Duration A_WEEK = Duration.ofDays(7);

    private final Workshop workshop;

    public DigestVerb(Workshop workshop) {
        this.workshop = workshop;
    }

    /// Of the time since the last one, a week at least.
    public String text() throws IOException {
        var now = workshop.clock().now();
        var weekAgo = now.minus(A_WEEK);
        var from = upTo().filter(weekAgo::isAfter).orElse(weekAgo);
        return digest(from, now).text();
    }

    /// Puts it into the outbox now.
    ///
    /// @return whether there is anybody to be told
    public boolean send() throws IOException {
        var now = workshop.clock().now();
        return sent(upTo(), now) && !workshop.settings().channels().isEmpty();
    }

    /// Puts it into the outbox where it has come due since the last one: once, however often it
    /// did.
    ///
    /// @return whether it was due
    public boolean sendWhereDue() throws IOException {
        var now = workshop.clock().now();
        var before = upTo();
        if (before.isEmpty() || before.get().isAfter(now)) { // new, or the clock was set back
            workshop.store().write(sql -> DigestTable.moveTo(sql, before, now));
            return false;
        }
        var text = workshop.settings().digest();
        if (text.isEmpty()) {
            return false;
        }
        var due = times(text.get(), before.get()).after(before.get());
        return due.isPresent() && !due.get().isAfter(now) && sent(before, now);
    }

    private boolean sent(Optional<Instant> before, Instant now) throws IOException {
        var message = digest(before.orElse(now.minus(A_WEEK)), now).message();
        var channels = workshop.settings().channels().keySet();
        return workshop.store()
                .write(sql -> {
                    if (!DigestTable.moveTo(sql, before, now)) {
                        return false; // somebody else sends it
                    }
                    Outbox.add(sql, now, message, channels, now);
                    return true;
                });
    }

    private Digest digest(Instant from, Instant to) throws IOException {
        var status = new StatusVerb(workshop).answer(Optional.empty());
        var stands = status.automations().stream().map(DigestVerb::stands).toList();
        return new Digest(
                from,
                to,
                stands,
                workshop.store().read(sql -> DigestTable.ran(sql, from)),
                workshop.store().read(sql -> DigestTable.passed(sql, from)),
                remarks(),
                workshop.settings().link("/"));
    }

    private List<String> remarks() throws IOException {
        var remarks = new ArrayList<String>();
        var settings = workshop.settings();
        if (settings.channels().isEmpty()) {
            remarks.add("nobody would be told: there is no channel in fettle.yaml");
        }
        DrillVerb.words(workshop).ifPresent(remarks::add);
        var automations = Reading.automations(workshop.home().automations());
        remarks.addAll(new Outside(workshop.pings()).remarks(settings, automations));
        return remarks;
    }

    private static Digest.Stands stands(StatusView.Entry entry) {
        return new Digest.Stands(
                entry.name(),
                entry.health(),
                entry.reason(),
                entry.incident().map(StatusView.Incident::since),
                entry.incident().map(StatusView.Incident::acknowledged).orElse(false),
                entry.lastProved());
    }

    private DueTimes times(String text, Instant anchor) {
        var written = new ScheduleText(Source.of("digest", text), Mark.START, text);
        var zone = workshop.settings().zone();
        return new DueTimes(Schedule.read(List.of(written)), zone, anchor);
    }

    private Optional<Instant> upTo() throws IOException {
        return workshop.store().read(DigestTable::upTo);
    }
}
