package dev.fettle.web;

import dev.fettle.verb.RunView;
import dev.fettle.verb.StatusView;
import java.util.List;
import java.util.Optional;

/// One automation: how it stands and what it did.
///
/// @param row empty where it is no longer in the home
public record AutomationPage(String name, Optional<AutomationRow> row, List<RunRow> runs) {
    static AutomationPage of(
            String name, Optional<StatusView.Entry> entry, List<RunView> runs, Look look) {
        return new AutomationPage(
                Look.plain(name),
                entry.map(e -> AutomationRow.of(e, look)),
                runs.stream().map(run -> RunRow.of(run, look)).toList());
    }

    public String title() {
        return name + " · Fettle";
    }

    public boolean troubled() {
        return row.map(r -> r.health().tone().equals("bad") || r.health().tone().equals("warn"))
                .orElse(false);
    }
}
