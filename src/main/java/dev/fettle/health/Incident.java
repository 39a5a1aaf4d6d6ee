package dev.fettle.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The time from the first bad sign of an automation to its recovery. Alerts belong to incidents.
///
/// @param automation empty where it is about the home itself
/// @param since when it began
/// @param openedAt when that was seen; of one that stands beside another, when that one was
/// @param subject what all its messages are called, so that they stand in one thread
/// @param reason of the first bad sign, or of the latest where it was opened again
/// @param run the id of the run that was the bad sign, where it was one
/// @param reopened how often it was opened again within an hour of a recovery
/// @param repeats how often it was told again
/// @param repeatAt when it is told next; empty where that was often enough
public record Incident(
        String id,
        String automation,
        Instant since,
        Instant openedAt,
        String subject,
        String reason,
        Optional<String> run,
        Instant lastBad,
        int reopened,
        int repeats,
        Optional<Instant> repeatAt,
        Optional<Acknowledgement> acknowledgement,
        Optional<Closing> closing) {
    /// The home's own, where there is no automation to name.
    public static final String HOME = "";

    /// The daemon's; no automation has such a name.
    public static final String DAEMON = ":daemon";

    static final int MOST_REPEATS = 20;

    /// A failure within this time of a recovery belongs to the same incident.
    static final Duration CALM = Duration.ofHours(1);

    /// With this reopening it is told for the last time that it comes and goes.
    static final int FLAPPING = 3;

    public record Closing(Instant at, By by) {}

    public enum By {
        RECOVERY,
        PAUSE,
        FORGOTTEN
    }

    static Incident open(String id, String automation, String subject, Sign sign) {
        return new Incident(
                id,
                automation,
                sign.since(),
                sign.at(),
                subject,
                sign.reason(),
                sign.run().map(run -> run.id().text()),
                sign.at(),
                0,
                0,
                Optional.of(nextRepeat(sign.at(), sign.at())),
                Optional.empty(),
                Optional.empty());
    }

    /// Whether it is about one of the user's automations.
    public boolean isOfAnAutomation() {
        return !automation.equals(HOME) && !automation.equals(DAEMON);
    }

    public boolean isOpen() {
        return closing.isEmpty();
    }

    public boolean isFlapping() {
        return reopened >= FLAPPING;
    }

    public boolean isAcknowledged(Instant now) {
        return acknowledgement.map(word -> word.holds(now)).orElse(false);
    }

    /// How long it lasted, or has lasted.
    public Duration lasted(Instant now) {
        var end = closing.map(Closing::at).orElse(now);
        return end.isBefore(since) ? Duration.ZERO : Duration.between(since, end);
    }

    /// Whether a bad sign at this moment belongs to it, though it was closed.
    boolean isContinuedBy(Instant moment) {
        return closing.filter(end -> end.by() == By.RECOVERY)
                .map(end -> moment.isBefore(end.at().plus(CALM)))
                .orElse(false);
    }

    /// It came back. What was acknowledged before is not known of now.
    Incident again(Sign sign) {
        return with(
                sign,
                sign.at(),
                reopened + 1,
                repeats,
                repeats < MOST_REPEATS
                        ? Optional.of(nextRepeat(openedAt, sign.at()))
                        : Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// The same beside another one with the same cause: it is told again whenever that one is, in
    /// one letter.
    Incident beside(Incident first) {
        return new Incident(
                id,
                automation,
                since,
                first.openedAt,
                subject,
                reason,
                run,
                lastBad,
                reopened,
                repeats,
                first.repeatAt,
                acknowledgement,
                closing);
    }

    /// A further bad sign while it is open.
    Incident worse(Instant at) {
        return at.isAfter(lastBad) ? changed(at, repeats, repeatAt, closing) : this;
    }

    Incident repeated(Instant now) {
        int told = repeats + 1;
        return changed(
                lastBad,
                told,
                told < MOST_REPEATS ? Optional.of(nextRepeat(openedAt, now)) : Optional.empty(),
                closing);
    }

    Incident closed(Instant at, By by) {
        return changed(lastBad, repeats, Optional.empty(), Optional.of(new Closing(at, by)));
    }

    /// After 1 h, 4 h, 12 h, then daily: the first of these moments that lies ahead, so that a
    /// machine that slept over several is told of them once.
    private static Instant nextRepeat(Instant opened, Instant now) {
        for (long hours : new long[] {1, 4, 12}) {
            var moment = opened.plus(Duration.ofHours(hours));
            if (moment.isAfter(now)) {
                return moment;
            }
        }
        var twelve = opened.plus(Duration.ofHours(12));
        long days = Duration.between(twelve, now).toDays() + 1;
        return twelve.plus(Duration.ofDays(days));
    }

    private Incident changed(Instant bad, int told, Optional<Instant> next, Optional<Closing> end) {
        return new Incident(
                id,
                automation,
                since,
                openedAt,
                subject,
                reason,
                run,
                bad,
                reopened,
                told,
                next,
                acknowledgement,
                end);
    }

    private Incident with(
            Sign sign,
            Instant bad,
            int reopenings,
            int told,
            Optional<Instant> next,
            Optional<Acknowledgement> ack,
            Optional<Closing> end) {
        return new Incident(
                id,
                automation,
                since,
                openedAt,
                subject,
                sign.reason(),
                sign.run().map(r -> r.id().text()).or(() -> run),
                bad,
                reopenings,
                told,
                next,
                ack,
                end);
    }
}
