package dev.fettle.upkeep;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Home;
import dev.fettle.automation.Reading;
import dev.fettle.history.Runs;
import dev.fettle.notation.Problem;
import dev.fettle.platform.Silence;
import dev.fettle.publish.Publisher;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Finds what will hurt: what nobody has written down, results that nobody looks at, failures that
/// get lost.
public final class Lint {
    private static final List<LintRule> RULES =
            List.of(
                    new Documented(),
                    new HasProgram(),
                    new MakesOutput(),
                    new LooksInside(),
                    new StopsAtErrors(),
                    new KeepsPipeFailures(),
                    new KnownChannels());

    private final Home home;
    private final String path;
    private final List<LintRule> rules;

    /// What a home knows that has run something.
    ///
    /// @param publisher knows what its outputs can do
    public record Experience(Publisher publisher, Runs runs) {}

    /// @param path PATH of this process
    /// @param experience empty in a home that never ran
    public Lint(Home home, String path, Instant now, Optional<Experience> experience) {
        this.home = home;
        this.path = path;
        this.rules =
                Stream.of(
                                RULES.stream(),
                                Stream.of(
                                        new HasNeededPrograms(),
                                        new SecretsSet(home),
                                        new SlotsExist(now)),
                                experience.stream()
                                        .flatMap(e ->
                                                Stream.of(
                                                        new ReplacesAtOnce(e.publisher()),
                                                        new SlotsLeaveTime(e.runs(), now))))
                        .<LintRule>flatMap(each -> each)
                        .toList();
    }

    /// What is found in the whole home.
    public List<Finding> findings() throws IOException {
        var findings = new ArrayList<Finding>();
        var readable = new ArrayList<Automation>();
        for (var reading : home.automations()) {
            switch (reading) {
                case Reading.Readable(var automation) -> readable.add(automation);
                case Reading.Broken(var name, var problems) ->
                        problems.forEach(problem -> findings.add(finding(name, problem)));
                case Reading.Other _ -> {}
            }
        }
        askAhead(readable);
        for (var automation : readable) {
            findings.addAll(ofItself(automation));
        }
        findings.addAll(new Rings(readable).findings());
        return findings.stream().sorted(Finding.IN_ORDER).toList();
    }

    /// What is found in one automation and in how it stands to the others.
    public List<Finding> findings(Automation automation) throws IOException {
        var readable = Reading.automations(home.automations());
        askAhead(readable);
        var findings = new ArrayList<>(ofItself(automation));
        new Rings(readable)
                .findings().stream()
                        .filter(f -> f.automation().equals(automation.name().text()))
                        .forEach(findings::add);
        return findings.stream().sorted(Finding.IN_ORDER).toList();
    }

    private static void askAhead(List<Automation> automations) throws IOException {
        for (var automation : automations) {
            Silence.askAheadOf(automation.definition().places());
        }
    }

    private List<Finding> ofItself(Automation automation) throws IOException {
        var subject = Subject.of(automation, home.settings(), path);
        var findings = new ArrayList<Finding>();
        for (var rule : rules) {
            findings.addAll(rule.findings(subject));
        }
        return findings;
    }

    private static Finding finding(String name, Problem problem) {
        return new Finding(
                name,
                "definition",
                problem.file(),
                OptionalInt.of(problem.mark().line()),
                problem.message());
    }
}
