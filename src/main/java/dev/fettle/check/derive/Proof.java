package dev.fettle.check.derive;

import dev.fettle.check.Check;
import dev.fettle.check.Checks;
import dev.fettle.check.Evidence;
import dev.fettle.check.Finding;
import dev.fettle.notation.Node;
import dev.fettle.notation.Problem;
import dev.fettle.notation.ShapeCheck;
import dev.fettle.notation.Source;
import dev.fettle.notation.UserError;
import dev.fettle.notation.YamlReader;
import dev.fettle.platform.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Makes derived checks over the good results that they come from, as they will be written. What
/// would have refused one of them is left out, and said.
final class Proof {
    private final List<GoodResult> results;
    private final Evidence surroundings;
    private final Clock clock;
    private final BooleanSupplier late;
    private final List<String> remarks = new ArrayList<>();
    private boolean isCutShort;

    Proof(List<GoodResult> results, Evidence surroundings, Clock clock, BooleanSupplier late) {
        this.results = results;
        this.surroundings = surroundings;
        this.clock = clock;
        this.late = late;
    }

    List<String> remarks() {
        if (isCutShort) {
            remarks.add("there was no time to make all of these checks over each result");
        }
        return remarks;
    }

    List<DerivedCheck> holding(List<DerivedCheck> checks) throws InterruptedException {
        var holding = new ArrayList<DerivedCheck>();
        for (var check : checks) {
            var against = against(check);
            if (against.isEmpty()) {
                holding.add(check);
            } else {
                var rest = withoutOneKey(check);
                rest.ifPresent(holding::add);
                remarks.add(
                        "%s is left out%s: %s"
                                .formatted(
                                        check.name(), rest.isPresent() ? " in part" : "", against));
            }
        }
        return holding;
    }

    /// The same without the one key that would have refused a good result.
    private Optional<DerivedCheck> withoutOneKey(DerivedCheck check) throws InterruptedException {
        for (var key : check.keys()) {
            var fewer = check.without(key);
            if (against(fewer).isEmpty()) {
                return Optional.of(fewer);
            }
        }
        return Optional.empty();
    }

    private String against(DerivedCheck check) throws InterruptedException {
        var problems = new ArrayList<Problem>();
        var parsed = parsed(check, problems);
        return problems.isEmpty()
                ? firstAgainst(parsed)
                : "it cannot be written: " + problems.getFirst().headline();
    }

    /// What it says against a good result; empty where it says nothing.
    private String firstAgainst(List<Check> check) throws InterruptedException {
        for (var result : results.reversed()) {
            if (late.getAsBoolean()) {
                isCutShort = true;
                return "";
            }
            var files = result.files().stream().map(result.folder()::resolve).sorted().toList();
            var evidence = surroundings.of(result.folder(), files);
            var verdict = Checks.verdict(check, evidence, clock);
            if (!verdict.holds()) {
                return verdict.findings().stream()
                        .filter(f -> !f.passed().orElse(false))
                        .findFirst()
                        .flatMap(Finding::detail)
                        .orElse("it does not hold for each");
            }
        }
        return "";
    }

    private static List<Check> parsed(DerivedCheck check, List<Problem> problems) {
        var text = "check:\n  - " + check.yaml() + "\n";
        var source = Source.of("derived", text);
        Node node;
        try {
            node =
                    YamlReader.read(source, 1, text)
                            .flatMap(root -> ((Node.Mapping) root).get("check"))
                            .orElseThrow();
        } catch (UserError e) { // a character in a name that YAML cannot hold
            problems.addAll(e.problems());
            return List.of();
        }
        problems.addAll(ShapeCheck.problems(source, "check", node, Checks.shape()));
        return problems.isEmpty() ? Checks.parse(node, source, problems::add) : List.of();
    }
}
