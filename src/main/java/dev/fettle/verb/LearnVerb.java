package dev.fettle.verb;

import dev.fettle.automation.Automation;
import dev.fettle.automation.CheckBlock;
import dev.fettle.automation.Reading;
import dev.fettle.automation.Readme;
import dev.fettle.check.Evidence;
import dev.fettle.check.derive.Derivation;
import dev.fettle.check.derive.DerivedCheck;
import dev.fettle.notation.UserError;
import dev.fettle.platform.AtomicFile;
import dev.fettle.publish.Whereabouts;
import dev.fettle.why.GoodResults;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `fettle learn NAME --checks [--write]`: the checks that all good results so far would have
/// passed, with room to breathe, stated so that they can be read and changed.
public final class LearnVerb {
    /// Kinds of checks that are learned; others in a `check:` stay where it is written anew.
    private static final Set<String> KINDS =
            Set.of(
                    "valid",
                    "not-empty",
                    "count",
                    "size",
                    "type",
                    "image",
                    "pdf",
                    "archive",
                    "sqlite",
                    "video",
                    "audio",
                    "json",
                    "html",
                    "xml",
                    "csv",
                    "text",
                    "changed",
                    "shrink");

    private final Workshop workshop;
    private final Map<String, String> environment;

    /// @param environment of this process
    public LearnVerb(Workshop workshop, Map<String, String> environment) {
        this.workshop = workshop;
        this.environment = Map.copyOf(environment);
    }

    /// @param results how many good ones there were to learn from
    /// @param remarks what could not be learned or looked at
    /// @param written the README, where it was written
    /// @param replaced whether a `check:` stood there before
    /// @param kept names of the checks in it that stay
    public record Answer(
            String automation,
            int results,
            List<Learned> checks,
            List<String> remarks,
            Optional<String> written,
            boolean replaced,
            List<String> kept) {
        public Answer {
            checks = List.copyOf(checks);
            remarks = List.copyOf(remarks);
            kept = List.copyOf(kept);
        }
    }

    /// @param check as it is written under `check:`, on one line or several
    /// @param why what was seen
    public record Learned(String check, String why) {
        /// Its lines in a list below `check:`.
        public List<String> lines() {
            var lines = new ArrayList<>(check.lines().toList());
            var first = "  - " + lines.getFirst();
            lines.set(0, why.isEmpty() ? first : first + "   # " + why);
            return lines;
        }
    }

    /// What stands behind `check:` where it is written: the rule, so that it can be read there.
    public static String rule(Answer answer) {
        return "learned from %d good results: from half the smallest to twice the largest"
                .formatted(answer.results());
    }

    /// @throws UserError where there is nothing to learn from, or the README cannot take it
    public Answer answer(String name, boolean write) throws IOException, InterruptedException {
        var automation = workshop.home().automation(name);
        if (automation.definition().output().isEmpty()) {
            throw new UserError(
                    "%s publishes nothing, so there are no results to learn from: it has no output:"
                            .formatted(name));
        }
        var whereabouts = new Whereabouts(workshop.store());
        var state = workshop.state().root();
        try (var results = GoodResults.of(automation, workshop.runs(), whereabouts, state)) {
            if (results.all().isEmpty()) {
                throw new UserError(
                        "%s has no good result yet to learn from; `fettle run %s` makes one"
                                .formatted(name, name));
            }
            var derived = Derivation.of(results.all(), surroundings(automation), workshop.clock());
            var remarks = new ArrayList<>(results.remarks());
            remarks.addAll(derived.remarks());
            var learned = derived.checks().stream().map(LearnVerb::learned).toList();
            var answer =
                    new Answer(
                            name,
                            results.all().size(),
                            learned,
                            remarks,
                            Optional.empty(),
                            false,
                            List.of());
            return write ? written(automation, answer) : answer;
        }
    }

    private static Learned learned(DerivedCheck check) {
        return new Learned(check.yaml(), check.why());
    }

    /// As a run's checks have them, without secrets: no check that is learned needs one.
    private Evidence surroundings(Automation automation) {
        var own = automation.definition().surroundings();
        var path =
                own.path()
                        .or(() -> workshop.settings().path())
                        .orElse(environment.getOrDefault("PATH", "/usr/bin:/bin"));
        var variables = new HashMap<>(environment);
        variables.putAll(own.variables());
        return new Evidence(automation.folder(), List.of(), variables, automation.folder(), path);
    }

    private Answer written(Automation automation, Answer answer) throws IOException {
        var lines = answer.checks().stream().flatMap(check -> check.lines().stream()).toList();
        var block = CheckBlock.put(automation, lines, rule(answer), KINDS);
        var reading =
                Readme.of(
                        automation.name(),
                        automation.folder(),
                        block.text(),
                        workshop.home().paths());
        if (!(reading instanceof Reading.Readable)) {
            throw new UserError(
                    "these checks cannot be put into %s/README.md without breaking it; nothing is written"
                            .formatted(answer.automation()));
        }
        var file = automation.folder().resolve(Readme.FILE);
        if (!Files.readString(file).equals(automation.readme())) {
            throw new UserError(
                    "%s was changed meanwhile; nothing is written, ask again".formatted(file));
        }
        AtomicFile.write(file, block.text());
        return new Answer(
                answer.automation(),
                answer.results(),
                answer.checks(),
                answer.remarks(),
                Optional.of(file.toString()),
                block.replaced(),
                block.kept());
    }
}
