package dev.fettle.upkeep;

import dev.fettle.environment.Missing;
import dev.fettle.environment.Need;
import dev.fettle.environment.NeedLook;
import dev.fettle.environment.Pins;
import dev.fettle.environment.ProgramVersions;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// The programs that `needs:` names are there, in a version that will do. Disks and hosts go and
/// come: they are looked for before a run, and by `doctor`.
final class HasNeededPrograms implements LintRule {
    private final ProgramVersions versions = ProgramVersions.unkept();

    @Override
    public List<Finding> findings(Subject subject) throws IOException {
        List<Need> programs =
                subject.definition().needs().stream()
                        .filter(Need.Program.class::isInstance)
                        .toList();
        if (programs.isEmpty()) {
            return List.of();
        }
        int line = subject.lineOf("needs");
        var look = NeedLook.with(Map.of("PATH", subject.searchPath()), Pins.none(), versions);
        return look.at(programs).stream()
                .map(Missing::words)
                .map(words -> subject.inReadme("needs", line, words))
                .toList();
    }
}
