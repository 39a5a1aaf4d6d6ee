package dev.fettle.check.derive;

import dev.fettle.check.Evidence;
import dev.fettle.notation.Size;
import dev.fettle.platform.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Checks that good results have in common, with room to breathe: from half the smallest to twice
/// the largest. Each is made over these very results before it is offered, so that none of them
/// would have been refused.
public final class Derivation {
    /// Fewer results say what decodes, and no more.
    public static final int ENOUGH = 8;

    private static final int EXACT = 3;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final List<GoodResult> results;
    private final Evidence surroundings;
    private final Clock clock;
    private final long end;
    private final List<String> remarks = new ArrayList<>();

    private Derivation(List<GoodResult> results, Evidence surroundings, Clock clock) {
        this.results = List.copyOf(results);
        this.surroundings = surroundings;
        this.clock = clock;
        end = clock.nanos() + LIMIT.toNanos();
    }

    /// @param remarks what could not be learned, and why
    public record Derived(List<DerivedCheck> checks, List<String> remarks) {
        public Derived {
            checks = List.copyOf(checks);
            remarks = List.copyOf(remarks);
        }
    }

    /// @param results the oldest first, one at least
    /// @param surroundings in which the checks find their programs; its files do not matter
    public static Derived of(List<GoodResult> results, Evidence surroundings, Clock clock)
            throws IOException, InterruptedException {
        return new Derivation(results, surroundings, clock).derived();
    }

    private Derived derived() throws IOException, InterruptedException {
        boolean enough = results.size() >= ENOUGH;
        var groups = new Groups(results);
        var checks = new ArrayList<DerivedCheck>();
        checks.add(DerivedCheck.bare("valid", ""));
        if (enough) {
            checks.addAll(counts(groups));
        } else {
            remarks.add(
                    "there are %d good results; numbers, sizes and contents are learned from %d"
                            .formatted(results.size(), ENOUGH));
        }
        for (var group : groups.all()) {
            checks.addAll(ofGroup(group, enough));
        }
        if (enough) {
            checks.addAll(Comparisons.of(results));
        }
        var proof = new Proof(results, surroundings, clock, this::isLate);
        var proved = proof.holding(checks);
        remarks.addAll(proof.remarks());
        return new Derived(proved, remarks);
    }

    private List<DerivedCheck> counts(Groups groups) {
        var number = new Breadth();
        results.forEach(result -> number.add(result.files().size()));
        var checks = new ArrayList<DerivedCheck>();
        Object value =
                number.isConstant() && number.most() <= EXACT
                        ? Long.valueOf(number.most())
                        : number.bounds();
        var why = number.shown() + (number.most() == 1 ? " file" : " files");
        checks.add(new DerivedCheck("count", Optional.of(value), why));
        groups.formOfNames()
                .filter(form -> form.contains("[0-9]"))
                .ifPresent(form ->
                        checks.add(
                                DerivedCheck.of(
                                        "count",
                                        Map.of("min", number.half()),
                                        Optional.of(form),
                                        "their names")));
        return checks;
    }

    private List<DerivedCheck> ofGroup(Group group, boolean enough)
            throws IOException, InterruptedException {
        var checks = new ArrayList<DerivedCheck>();
        if (group.files().isEmpty()) {
            return checks;
        }
        if (enough) {
            checks.add(size(group));
        }
        var look = new Deriver.Look(surroundings, enough, this::isLate);
        for (var deriver : Deriver.ALL) {
            if (knowsAll(deriver, group, look)) {
                checks.addAll(deriver.derive(group, look));
                return checks;
            }
        }
        return checks;
    }

    private static boolean knowsAll(Deriver deriver, Group group, Deriver.Look look)
            throws IOException, InterruptedException {
        for (var file : group.files()) {
            if (!deriver.knows(file, look)) {
                return false;
            }
        }
        return true;
    }

    private static DerivedCheck size(Group group) throws IOException {
        var bytes = new Breadth();
        for (var file : group.files()) {
            bytes.add(Files.size(file));
        }
        Map<String, Object> keys = new LinkedHashMap<>(bytes.sizes("min", "max"));
        var least = new Size(bytes.least()).toString();
        var most = new Size(bytes.most()).toString();
        var why = least.equals(most) ? most : least + " to " + most;
        return DerivedCheck.of("size", keys, group.file(), why);
    }

    private boolean isLate() {
        return clock.nanos() - end > 0;
    }
}
