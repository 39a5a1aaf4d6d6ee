package dev.fettle.check;

import dev.fettle.notation.Node;
import dev.fettle.notation.Problem;
import dev.fettle.notation.Shape;
import dev.fettle.notation.Source;
import dev.fettle.platform.Clock;
import dev.fettle.platform.Packages;
import dev.fettle.platform.Programs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.PatternSyntaxException;

/// The door of this room: checks as users write them, made into a [Verdict].
public final class Checks {
    /// The check that is made after each run by itself, and warns.
    public static final String USUAL = "usual";

    private Checks() {}

    /// What may stand behind `check:` and `accept:`.
    public static Shape shape() {
        var one = Kinds.shape();
        return Shape.either(one, Shape.list(one));
    }

    /// The kinds of checks that there are.
    public static List<CheckKind> kinds() {
        return Kinds.ALL;
    }

    /// What holds where nothing is stated.
    public static List<Check> byDefault() {
        return List.of(new ValidCheck());
    }

    /// The checks at a node whose shape has been checked. What is wrong beyond shape goes to
    /// `problems`.
    public static List<Check> parse(Node node, Source source, Consumer<Problem> problems) {
        var checks = new ArrayList<Check>();
        for (var item : node.asList()) {
            if (item instanceof Node.Mapping mapping) {
                for (var entry : mapping.entries()) {
                    checks.add(one(entry.key().text(), entry.value(), source, problems));
                }
            } else {
                var nothing = new Node.Mapping(List.of(), item.mark());
                checks.add(one(item.text(), nothing, source, problems));
            }
        }
        return checks;
    }

    private static Check one(String name, Node node, Source source, Consumer<Problem> problems) {
        var options = new Options(node, source, problems);
        var kind =
                Kinds.named(name)
                        .orElseThrow(() -> new IllegalStateException("unchecked: " + name));
        var check = kind.parse(options);
        var file = node instanceof Node.Mapping ? options.at("file") : Optional.<Node>empty();
        if (file.isEmpty()) {
            return check;
        }
        try {
            return new NarrowedCheck(check, FilePattern.of(file.get().text()));
        } catch (PatternSyntaxException e) {
            options.problem(
                    file.get(),
                    "file: \"%s\" is no glob: %s".formatted(file.get().text(), e.getDescription()),
                    "a name, or a glob such as *.{jpg,png}; \\ before a sign takes it as it is");
            return check;
        }
    }

    /// Makes the checks, cheap ones first, up to the first proof of damage; what was not reached is
    /// not listed.
    public static Verdict verdict(List<Check> checks, Evidence evidence, Clock clock)
            throws InterruptedException {
        var findings = new ArrayList<Finding>();
        var known = evidence.known();
        for (var check : inTurn(checks, evidence.occasion())) {
            var found = new TimedCheck(check, clock).examine(evidence.knowing(known));
            findings.addAll(found);
            known = known.with(found);
            if (found.stream().anyMatch(Finding::failed)) {
                break;
            }
        }
        return new Verdict(findings, evidence.seen().measured());
    }

    /// The cheap ones first, and last what is usual, which is looked at whether it is stated or
    /// not.
    private static List<Check> inTurn(List<Check> checks, Occasion occasion) {
        var all = new ArrayList<>(checks);
        if (occasion.course().isPresent()
                && checks.stream().noneMatch(check -> check.cost() == Cost.RECALLS)) {
            all.add(UsualCheck.BY_ITSELF);
        }
        all.sort(Comparator.comparing(Check::cost));
        return all;
    }

    /// Before a run: whether what these checks know from earlier ones is still there.
    public static Verdict before(List<Check> checks, Evidence evidence, Clock clock)
            throws InterruptedException {
        return verdict(pinLooks(checks, PinnedCheck::before), evidence, clock);
    }

    /// What is there now, with what is to be remembered of it.
    ///
    /// @param further whether what is known stays right beside it
    public static Verdict today(List<Check> checks, Evidence evidence, boolean further, Clock clock)
            throws InterruptedException {
        return verdict(
                pinLooks(checks, (check, around) -> check.today(around, further)), evidence, clock);
    }

    /// Whether one of these checks remembers which repository or disk it was.
    public static boolean arePinned(List<Check> checks) {
        return checks.stream().anyMatch(check -> check.pinned().isPresent());
    }

    private static List<Check> pinLooks(List<Check> checks, PinLook.Act act) {
        return checks.stream()
                .flatMap(check -> check.pinned().stream())
                .<Check>map(check -> new PinLook(check, act))
                .toList();
    }

    /// The programs without which these checks cannot be made, as they should be told.
    public static List<String> missingPrograms(List<Check> checks, String path) {
        return checks.stream()
                .flatMap(c -> c.programs().stream())
                .distinct()
                .filter(p -> isMissing(p, path))
                .map(p -> p + inPackage(p))
                .toList();
    }

    private static String inPackage(String program) {
        return program.equals(PdfCheck.PROGRAMS)
                ? " (package qpdf, or poppler-utils)"
                : Packages.calledOtherwise(program).map(" (package %s)"::formatted).orElse("");
    }

    private static boolean isMissing(String alternatives, String path) {
        for (var name : alternatives.split(" or ", -1)) {
            if (Programs.find(name, path).isPresent()) {
                return false;
            }
        }
        return true;
    }

    /// The folders at which these checks want something mounted.
    ///
    /// @param home what `~` stands for
    /// @param folder the automation's
    public static List<Path> mounts(List<Check> checks, String home, Path folder) {
        return checks.stream()
                .flatMap(check -> check.mount().stream())
                .map(text -> Evidence.at(text, home, folder))
                .toList();
    }

    /// Those that judge each file by itself, whatever lies beside it.
    public static List<Check> ofEachFile(List<Check> checks) {
        return checks.stream()
                .filter(check ->
                        check instanceof FileCheck
                                || check instanceof NarrowedCheck(var inner, var pattern)
                                        && inner instanceof FileCheck
                                        && !pattern.isName())
                .toList();
    }

    /// Whether one of these checks wants to know the last good result.
    public static boolean compareWithEarlier(List<Check> checks) {
        return checks.stream().anyMatch(Check::comparesWithEarlier);
    }

    /// Whether these checks state that a result without any file is good: `count: {min: 0}`.
    public static boolean allowNothing(List<Check> checks) {
        return checks.stream().anyMatch(Check::allowsNothing);
    }
}
