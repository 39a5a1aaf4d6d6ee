package dev.fettle.verb;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Reading;
import dev.fettle.history.Facts;
import dev.fettle.history.Run;
import dev.fettle.notation.UserError;
import dev.fettle.notation.Wording;
import dev.fettle.platform.FileId;
import dev.fettle.platform.PathBytes;
import dev.fettle.platform.Silence;
import dev.fettle.publish.Condition;
import dev.fettle.publish.PublishedFile;
import dev.fettle.run.Examination;
import dev.fettle.upkeep.PublishedLook;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `fettle check [NAME]`: whether what is published now is what was published, and good. Changes
/// nothing.
public final class CheckVerb {
    private final Workshop workshop;
    private final PublishedLook look;

    public CheckVerb(Workshop workshop, PublishedLook.Progress progress) {
        this.workshop = workshop;
        this.look =
                new PublishedLook(
                        workshop.runs(), workshop.publisher(), workshop.clock(), progress);
    }

    /// @param notLooked why it could not be looked at; empty where it was
    /// @param files how many were looked at
    /// @param differences files that are not what was published
    /// @param checks those that did not pass, or passed with a warning
    public record Entry(
            String automation,
            Optional<String> notLooked,
            int files,
            List<Difference> differences,
            List<Checked> checks) {
        public Entry {
            differences = List.copyOf(differences);
            checks = List.copyOf(checks);
        }

        /// Whether all that was published is there, as it was, and nothing speaks against it.
        public boolean isGood() {
            return notLooked.isEmpty()
                    && differences.isEmpty()
                    && checks.stream()
                            .allMatch(each -> each.check().passed().equals(Optional.of(true)));
        }
    }

    /// @param pathBase64 the name's bytes where they are no text
    /// @param kind `lost`, `altered`, `other` (no file, but something lies there), `unreadable`
    /// @param run which published it
    /// @param size and `sha256`, of what was published
    /// @param found what lies there now, where that is a file
    public record Difference(
            String path,
            Optional<String> pathBase64,
            String kind,
            String run,
            Instant publishedAt,
            long size,
            String sha256,
            Optional<Found> found,
            String detail) {}

    public record Found(long size, String sha256, Instant modifiedAt) {}

    /// @param run whose result it is about
    public record Checked(String run, CheckView check) {}

    /// @param name empty for all
    /// @throws UserError where the named one is no automation, or has errors
    public List<Entry> answer(Optional<String> name) throws IOException, InterruptedException {
        var plan = workshop.renames().plan(workshop.home().read());
        var readings = plan.toLookAt();
        if (name.isPresent()) {
            var known = plan.knownAs(name.get());
            readings = readings.stream().filter(each -> each.name().equals(known)).toList();
            if (readings.stream().noneMatch(Reading.Readable.class::isInstance)) {
                var _ = workshop.home().automation(name.get()); // says what is wrong with it
            }
        }
        Silence.askAheadOf(Reading.places(readings));
        var entries = new ArrayList<Entry>();
        for (var reading : readings) {
            switch (reading) {
                case Reading.Readable(var automation) -> entries.add(entry(automation));
                case Reading.Broken broken ->
                        entries.add(notLooked(broken.name(), "its definition could not be read"));
                case Reading.Other _ -> {} // publishes nothing
            }
        }
        return entries;
    }

    private Entry entry(Automation automation) throws IOException, InterruptedException {
        var name = automation.name().text();
        var facts = new Facts(workshop.store());
        try {
            var away = whyAway(automation);
            if (away.isPresent()) {
                return notLooked(name, away.get());
            }
            var answer =
                    look.at(
                            automation,
                            checks ->
                                    Examination.open(
                                            automation,
                                            checks,
                                            workshop.state(),
                                            workshop.settings(),
                                            facts.of(name)));
            return new Entry(
                    name,
                    Optional.empty(),
                    answer.files(),
                    answer.differences().stream()
                            .map(each -> difference(each.file(), each.run(), each.condition()))
                            .toList(),
                    answer.findings().stream()
                            .map(each ->
                                    new Checked(
                                            each.run().id().text(), CheckView.of(each.finding())))
                            .toList());
        } catch (UserError e) {
            return notLooked(name, String.valueOf(e.getMessage()));
        }
    }

    /// A disk that is away is told once, and not as a thousand lost files.
    private Optional<String> whyAway(Automation automation) throws IOException {
        var output = automation.definition().output();
        if (output.isEmpty()) {
            return Optional.empty();
        }
        var folder = output.get().folder();
        var silence = Silence.at(folder);
        if (silence.isPresent()) {
            return silence.map(Silence::words);
        }
        return workshop.publisher().publishedBefore(folder) && FileId.following(folder).isEmpty()
                ? Optional.of(
                        "the output %s is gone; perhaps its disk is not mounted"
                                .formatted(PathBytes.shown(folder)))
                : Optional.empty();
    }

    private static Entry notLooked(String name, String why) {
        return new Entry(name, Optional.of(why), 0, List.of(), List.of());
    }

    private static Difference difference(PublishedFile file, Run run, Condition condition) {
        return new Difference(
                PathBytes.shown(file.path()),
                bytes(file.path()),
                kind(condition),
                run.id().text(),
                run.startedAt().orElse(run.requestedAt()),
                file.size(),
                file.sha256(),
                found(condition),
                detail(condition, file));
    }

    private static Optional<String> bytes(Path path) {
        return PathBytes.isUtf8(path)
                ? Optional.empty()
                : Optional.of(Base64.getEncoder().encodeToString(PathBytes.of(path)));
    }

    private static String kind(Condition condition) {
        return switch (condition) {
            case Condition.AsPublished _ -> throw new IllegalArgumentException("no difference");
            case Condition.Lost _ -> "lost";
            case Condition.Altered _ -> "altered";
            case Condition.Other _ -> "other";
            case Condition.Unreadable _ -> "unreadable";
        };
    }

    private static Optional<Found> found(Condition condition) {
        return condition instanceof Condition.Altered(var size, var sha256, var modified)
                ? Optional.of(new Found(size, sha256, modified))
                : Optional.empty();
    }

    private static String detail(Condition condition, PublishedFile file) {
        return switch (condition) {
            case Condition.AsPublished _ -> throw new IllegalArgumentException("no difference");
            case Condition.Lost _ -> "not there any more";
            case Condition.Altered altered ->
                    altered.size() == file.size()
                            ? "other bytes of the same size, last written "
                                    + Wording.moment(altered.modified())
                            : "%s now, %s when it was published; last written %s"
                                    .formatted(
                                            Wording.size(altered.size()),
                                            Wording.size(file.size()),
                                            Wording.moment(altered.modified()));
            case Condition.Other(var kind) ->
                    "no file any more, but a " + kind.name().toLowerCase(Locale.ROOT);
            case Condition.Unreadable(var why) -> "cannot be read: " + why;
        };
    }
}
