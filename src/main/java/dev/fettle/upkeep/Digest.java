package dev.fettle.upkeep;

import dev.fettle.alert.Message;
import dev.fettle.alert.Message.Section;
import dev.fettle.notation.Wording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What happened since the last digest, short enough to be read. Sent also when all is well:
/// silence would say nothing. Pure.
///
/// @param link where the page is
/// @param remarks what is amiss with the ways by which anybody is told
public record Digest(
        Instant from,
        Instant to,
        List<Stands> stands,
        List<Ran> ran,
        List<Passed> passed,
        List<String> remarks,
        Optional<String> link) {
    private static final int MOST_LINES = 15;

    public Digest {
        stands = List.copyOf(stands);
        ran = List.copyOf(ran);
        passed = List.copyOf(passed);
        remarks = List.copyOf(remarks);
    }

    /// @param proved when a backup of it was last shown to be restorable
    public record Stands(
            String name,
            String health,
            Optional<String> reason,
            Optional<Instant> since,
            boolean acknowledged,
            Optional<Instant> proved) {
        boolean isNews() {
            return !health.equals("ok") || reason.isPresent();
        }
    }

    public record Ran(String name, long runs, long bad) {}

    public record Passed(String name, String state, long slots) {}

    public Message message() {
        return new Message(
                Message.Kind.DIGEST,
                Optional.empty(),
                Optional.empty(),
                Message.Urgency.LOW,
                "digest of " + Wording.moment(to),
                headline(),
                sections(),
                link);
    }

    public String text() {
        var text = new StringBuilder(headline()).append('\n');
        for (var section : sections()) {
            text.append('\n').append(section.title()).append('\n');
            section.text().lines().forEach(line -> text.append("  ").append(line).append('\n'));
        }
        return text.toString();
    }

    private String headline() {
        var counts = new ArrayList<String>();
        for (var health : List.of("failing", "late", "new", "paused")) {
            long count = stands.stream().filter(each -> each.health().equals(health)).count();
            if (count > 0) {
                counts.add(count + " " + health);
            }
        }
        return "%s, %s. From %s to %s."
                .formatted(
                        Wording.count(stands.size(), "automation"),
                        counts.isEmpty() ? "all of them well" : String.join(", ", counts),
                        Wording.moment(from),
                        Wording.moment(to));
    }

    private List<Section> sections() {
        var sections = new ArrayList<Section>();
        add(
                sections,
                "How things stand",
                stands.stream().filter(Stands::isNews).map(Digest::words));
        add(sections, "What ran", ran.stream().map(Digest::words));
        if (ran.isEmpty()) {
            sections.add(new Section("What ran", "nothing", true));
        }
        add(sections, "Due, and not run", passed.stream().map(Digest::words));
        add(sections, "Backups", stands.stream().flatMap(each -> proved(each).stream()));
        add(sections, "Alerts", remarks.stream().map(Wording::visible));
        return sections;
    }

    private static void add(List<Section> sections, String title, Stream<String> lines) {
        var all = lines.toList();
        if (all.isEmpty()) {
            return;
        }
        var shown = new ArrayList<>(all.subList(0, Math.min(MOST_LINES, all.size())));
        if (all.size() > MOST_LINES) {
            shown.add("and %d more".formatted(all.size() - MOST_LINES));
        }
        sections.add(new Section(title, String.join("\n", shown), true));
    }

    private static String words(Stands each) {
        return "%s: %s%s%s%s"
                .formatted(
                        Wording.visible(each.name()),
                        each.health(),
                        each.since().map(at -> " since " + Wording.moment(at)).orElse(""),
                        each.acknowledged() ? ", acknowledged" : "",
                        each.reason().map(why -> ": " + Wording.visible(why)).orElse(""));
    }

    private Optional<String> proved(Stands each) {
        return each.proved()
                .map(at ->
                        "%s: last proved restorable %s"
                                .formatted(Wording.visible(each.name()), Wording.ago(at, to)));
    }

    private static String words(Ran each) {
        return Wording.visible(each.name())
                + ": "
                + Wording.count(each.runs(), "run")
                + (each.bad() > 0 ? ", " + each.bad() + " did not succeed" : "");
    }

    private static String words(Passed each) {
        return "%s: %s %s"
                .formatted(
                        Wording.visible(each.name()),
                        Wording.count(each.slots(), "slot"),
                        each.state());
    }
}
