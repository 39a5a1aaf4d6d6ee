package dev.fettle.check;

import dev.fettle.check.backup.Around;
import dev.fettle.check.backup.Backup;
import dev.fettle.check.backup.Diagnosis;
import dev.fettle.check.backup.Fault;
import dev.fettle.check.backup.Identity;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `restic: {repository, …}`: a backup is the one that it was, fresh, whole, and can be restored.
/// What is looked at, and how: [Backup].
record BackupCheck(String name, Backup kept) implements PinnedCheck {
    private static final Duration A_NIGHT = Duration.ofHours(7);

    @Override
    public Cost cost() {
        return Cost.RUNS;
    }

    @Override
    public Duration limit() {
        return A_NIGHT;
    }

    @Override
    public List<String> programs() {
        return kept.programs();
    }

    @Override
    public List<String> secrets() {
        return kept.secret().stream().toList();
    }

    @Override
    public Optional<String> repository() {
        return kept.isRepository() ? Optional.of(kept.subject()) : Optional.empty();
    }

    @Override
    public Optional<String> backup() {
        return Optional.of(kept.subject());
    }

    @Override
    public Optional<PinnedCheck> pinned() {
        return Optional.of(this);
    }

    @Override
    public List<Finding> examine(Evidence evidence) throws IOException, InterruptedException {
        return finding(kept::whole, known(evidence), evidence);
    }

    @Override
    public List<Finding> before(Evidence evidence) throws IOException, InterruptedException {
        return known(evidence).isEmpty()
                ? List.of()
                : finding(kept::identify, known(evidence), evidence);
    }

    @Override
    public List<Finding> today(Evidence evidence, boolean further)
            throws IOException, InterruptedException {
        return finding(kept::identify, Identity.open(known(evidence), further), evidence);
    }

    @FunctionalInterface
    private interface Look {
        Diagnosis at(Around around) throws IOException, InterruptedException;
    }

    private List<Finding> finding(Look look, Map<String, String> known, Evidence evidence)
            throws IOException, InterruptedException {
        var found = diagnosis(look, around(evidence, known));
        return List.of(
                finding(found, evidence.workingFolder())
                        .with(new Learned(kept.subject(), found.learned())));
    }

    private static Diagnosis diagnosis(Look look, Around around)
            throws IOException, InterruptedException {
        try {
            return look.at(around);
        } catch (AccessDeniedException e) {
            return new Diagnosis.Unmade("refused", e.getFile() + ": permission denied", Map.of());
        }
    }

    private Map<String, String> known(Evidence evidence) {
        return evidence.known().of(kept.subject());
    }

    private static Around around(Evidence evidence, Map<String, String> known) {
        return new Around(
                evidence.environment(),
                evidence.workingFolder(),
                evidence.path(),
                evidence.redaction(),
                evidence.scratch(),
                evidence.occasion().log(),
                new Around.Hours(
                        evidence.occasion().clock().now(),
                        evidence.occasion().hours().begun(),
                        evidence.occasion().hours().awake()),
                evidence.occasion().turns(),
                known);
    }

    private Finding finding(Diagnosis found, Path automation) {
        return switch (found) {
            case Diagnosis.Sound(var detail, var warning, _) ->
                    warning.map(text ->
                                    Finding.of(
                                            name, Optional.empty(), new Judgement.Doubtful(text)))
                            .orElseGet(() -> Finding.passed(name, Optional.empty(), detail));
            case Diagnosis.Faulty(var fault, var expected, var wrong, _) ->
                    Finding.of(
                            name,
                            Optional.empty(),
                            new Judgement.Bad(
                                    fault.code(), expected, wrong + remedy(fault, automation)));
            case Diagnosis.Unmade(var code, var why, _) ->
                    Finding.of(name, Optional.empty(), new Judgement.Unmade(code, why));
        };
    }

    /// What differs from the past may be meant.
    private static String remedy(Fault fault, Path automation) {
        return switch (fault) {
            case REPLACED -> Remedy.ifMeantOrOneMore(automation);
            case SET_BACK, SHRUNK -> Remedy.ifMeant(automation);
            default -> "";
        };
    }
}
