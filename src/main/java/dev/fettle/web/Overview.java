package dev.fettle.web;

import dev.fettle.notation.Wording;
import dev.fettle.verb.RunView;
import dev.fettle.verb.StatusView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The overview: what is wrong first, then every automation, then what ran.
///
/// @param headline how things stand, in a sentence
/// @param troubled the worst of those that need somebody, beyond which there are `moreTroubled`
/// @param recovery automations whose runs were interrupted and wait for `fettle recover`
public record Overview(
        String home,
        String headline,
        String summary,
        boolean well,
        List<AutomationRow> troubled,
        int moreTroubled,
        List<String> recovery,
        List<AutomationRow> automations,
        List<RunRow> runs,
        String versions,
        int versionsPercent,
        String time) {
    private static final int MOST_TROUBLED = 5;
    private static final List<String> WORST_FIRST = List.of("failing", "late");

    static Overview of(StatusView status, List<RunView> runs, Look look) {
        var rows =
                status.automations().stream()
                        .map(entry -> AutomationRow.of(entry, look))
                        .sorted(Comparator.comparingInt(Overview::rank))
                        .toList();
        var troubled = rows.stream().filter(row -> rank(row) < WORST_FIRST.size()).toList();
        var recovery = status.recovery().stream().map(Look::plain).toList();
        return new Overview(
                Look.plain(status.home()),
                headline(troubled, recovery, rows),
                summary(status, runs, look),
                troubled.isEmpty() && recovery.isEmpty(),
                troubled.stream().limit(MOST_TROUBLED).toList(),
                Math.max(0, troubled.size() - MOST_TROUBLED),
                recovery,
                rows,
                runs.stream().map(run -> RunRow.of(run, look)).toList(),
                "%s of %s"
                        .formatted(
                                Wording.size(status.versions().bytes()),
                                Wording.size(status.versions().budget())),
                percent(status.versions()),
                look.timeNow());
    }

    /// For the tab of the browser.
    public String title() {
        return well ? "All is well · Fettle" : headline.replaceAll("\\.$", "") + " · Fettle";
    }

    private static String headline(
            List<AutomationRow> troubled, List<String> recovery, List<AutomationRow> all) {
        if (troubled.size() == 1) {
            return "%s is %s."
                    .formatted(troubled.getFirst().name(), troubled.getFirst().health().word());
        }
        if (!troubled.isEmpty()) {
            return "%d of %s need you."
                    .formatted(troubled.size(), Wording.count(all.size(), "automation"));
        }
        if (!recovery.isEmpty()) {
            return "Interrupted runs wait.";
        }
        return all.isEmpty() ? "Nothing here yet." : "All is well.";
    }

    private static String summary(StatusView status, List<RunView> runs, Look look) {
        var parts = new ArrayList<String>();
        parts.add(Wording.count(status.automations().size(), "automation"));
        runs.stream()
                .map(RunView::startedAt)
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(at -> parts.add("last run " + look.moment(at).ago()));
        status.maintenance()
                .ifPresent(rest ->
                        parts.add(
                                "maintenance: nothing runs by itself, and nobody is told"
                                        + rest.until()
                                                .map(end -> ", until " + Wording.moment(end))
                                                .orElse("")));
        status.daemon().since().ifPresent(at -> parts.add("watching for " + look.since(at)));
        return String.join(" · ", parts);
    }

    private static int rank(AutomationRow row) {
        int rank = WORST_FIRST.indexOf(row.health().word());
        return rank < 0 ? WORST_FIRST.size() : rank;
    }

    private static int percent(StatusView.Versions versions) {
        return versions.budget() <= 0
                ? 100
                : (int) Math.min(100, versions.bytes() * 100.0 / versions.budget());
    }
}
