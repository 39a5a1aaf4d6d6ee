package dev.fettle.health;

import dev.fettle.alert.Message;
import dev.fettle.alert.Message.Kind;
import dev.fettle.alert.Message.Section;
import dev.fettle.alert.Message.Urgency;
import dev.fettle.automation.Prose;
import dev.fettle.automation.Settings;
import dev.fettle.check.Finding;
import dev.fettle.history.Facts;
import dev.fettle.history.Run;
import dev.fettle.history.Runs;
import dev.fettle.notation.Wording;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What an alert says: in its first line what is new; below it what failed, when it last worked,
/// and what the README has to say for this hour.
final class AlertText {
    private static final int LONGEST_REASON = 160;

    private final Runs runs;
    private final Facts facts;

    AlertText(Runs runs, Facts facts) {
        this.runs = runs;
        this.facts = facts;
    }

    /// @param readme the automation's README, where it has one
    /// @param link where the page tells more
    record About(
            Optional<String> readme,
            Settings.Headings headings,
            Urgency urgency,
            Optional<String> link) {}

    static String subject(String automation, Sign sign) {
        return "%s: %s, since %s"
                .formatted(called(automation), brief(sign.reason()), Wording.moment(sign.since()));
    }

    Message broke(News.Broke news, About about) throws IOException {
        var incident = news.incident();
        return message(Kind.OPENED, incident, lead(news), news.sign(), about);
    }

    Message lasts(News.Lasts news, About about) throws IOException {
        var incident = news.incident();
        var lead =
                "%s: still %s, since %s (%s). Told for the %s time."
                        .formatted(
                                called(incident.automation()),
                                brief(
                                        news.sign().isBad()
                                                ? news.sign().reason()
                                                : "coming and going"),
                                Wording.moment(incident.since()),
                                lasting(incident.lasted(news.sign().at())),
                                ordinal(incident.repeats() + 1));
        return message(Kind.STILL, incident, lead, news.sign(), about);
    }

    /// @param untold whether nobody has heard of the incident yet: one message then tells both
    Message recovered(News.Recovered news, boolean untold, About about) {
        var incident = news.incident();
        var name = called(incident.automation());
        var lasted = lasting(incident.lasted(news.at()));
        var lead =
                untold
                        ? "%s: %s, from %s to %s (%s). It works again."
                                .formatted(
                                        name,
                                        brief(incident.reason()),
                                        Wording.moment(incident.since()),
                                        Wording.moment(news.at()),
                                        lasted)
                        : "%s works again since %s, after %s."
                                .formatted(name, Wording.moment(news.at()), lasted);
        return new Message(
                Kind.RECOVERED,
                automation(incident),
                Optional.of(incident.id()),
                about.urgency(),
                incident.subject(),
                lead,
                List.of(new Section("What it was", incident.reason(), false)),
                about.link());
    }

    private static String lead(News.Broke news) {
        var incident = news.incident();
        var name = called(incident.automation());
        var what = brief(news.sign().reason());
        if (incident.isFlapping()) {
            return "%s comes and goes: %s. It broke %d times since %s; it is told again once it has been calm for an hour."
                    .formatted(
                            name, what, incident.reopened() + 1, Wording.moment(incident.since()));
        }
        return news.isAgain()
                ? "%s again: %s, since %s. It had worked for less than an hour."
                        .formatted(name, what, Wording.moment(news.sign().since()))
                : "%s: %s, since %s.".formatted(name, what, Wording.moment(incident.since()));
    }

    private Message message(Kind kind, Incident incident, String lead, Sign sign, About about)
            throws IOException {
        var sections = new ArrayList<>(whatFailed(incident, sign));
        if (incident.isOfAnAutomation()) {
            sections.add(new Section("Last good run", lastGood(incident), false));
            lastProved(incident, sign).ifPresent(sections::add);
            mend(about).ifPresent(sections::add);
            sections.add(new Section("At the terminal", commands(incident), true));
        }
        return new Message(
                kind,
                automation(incident),
                Optional.of(incident.id()),
                about.urgency(),
                incident.subject(),
                lead,
                sections,
                about.link());
    }

    private List<Section> whatFailed(Incident incident, Sign sign) throws IOException {
        var sections = new ArrayList<Section>();
        sections.add(
                new Section(
                        "What failed", sign.isBad() ? sign.reason() : incident.reason(), false));
        var run = run(incident, sign);
        if (run.isEmpty()) {
            return sections;
        }
        var failed =
                runs.findings(run.get()).stream()
                        .filter(finding -> !finding.passed().equals(Optional.of(true)))
                        .map(AlertText::words)
                        .toList();
        if (!failed.isEmpty()) {
            sections.add(new Section("The check", String.join("\n", failed), true));
        }
        var log = LogEnd.of(run.get().log());
        if (!log.isEmpty()) {
            sections.add(new Section("The end of its log", log, true));
        }
        return sections;
    }

    private Optional<Run> run(Incident incident, Sign sign) throws IOException {
        if (sign.run().isPresent()) {
            return sign.run();
        }
        return incident.run().isPresent() ? runs.maybe(incident.run().get()) : Optional.empty();
    }

    private static String words(Finding finding) {
        return finding.name() + finding.detail().map(detail -> ": " + detail).orElse("");
    }

    private String lastGood(Incident incident) throws IOException {
        return runs.lastGood(incident.automation())
                .map(run -> Wording.moment(run.endedAt()) + " (run " + run.id() + ")")
                .orElse("it has never succeeded");
    }

    /// Of a backup: how much would be lost if it were needed now.
    private Optional<Section> lastProved(Incident incident, Sign sign) throws IOException {
        return facts.lastProved(incident.automation())
                .map(at ->
                        new Section(
                                "Last proved restorable",
                                "%s, %s".formatted(Wording.moment(at), Wording.ago(at, sign.at())),
                                false));
    }

    private static Optional<Section> mend(About about) {
        var heading = about.headings().mend();
        return about.readme()
                .flatMap(text -> Prose.of(text).section(heading))
                .map(section -> Prose.said(section.text()))
                .filter(text -> !text.isEmpty())
                .map(text -> new Section(heading, text, false));
    }

    private static String commands(Incident incident) {
        var name = incident.automation();
        return "fettle log " + name + "\nfettle ack " + name;
    }

    private static Optional<String> automation(Incident incident) {
        return incident.isOfAnAutomation() ? Optional.of(incident.automation()) : Optional.empty();
    }

    private static String called(String automation) {
        return switch (automation) {
            case Incident.HOME -> "the home";
            case Incident.DAEMON -> "the daemon";
            default -> Wording.visible(automation);
        };
    }

    private static String brief(String reason) {
        var line = Wording.visible(reason.lines().findFirst().orElse(""));
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
    }

    private static String lasting(Duration duration) {
        return Wording.duration(duration);
    }

    private static String ordinal(int n) {
        return switch (n) {
            case 1 -> "1st";
            case 2 -> "2nd";
            case 3 -> "3rd";
            default -> n + "th";
        };
    }
}
