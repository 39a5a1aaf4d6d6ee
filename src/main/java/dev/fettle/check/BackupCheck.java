package dev.fettle.check;

import dev.fettle.check.backup.Around;
import dev.fettle.check.backup.Backup;
import dev.fettle.check.backup.Diagnosis;
import dev.fettle.check.backup.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// `restic: {repository, …}`: a backup is the one that it was, fresh, whole, and can be restored.
/// What is looked at, and how: [Backup].
record BackupCheck(String name, Backup backup) implements Check {
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
        return List.of(backup.program());
    }

    @Override
    public List<Finding> examine(Evidence evidence) throws IOException, InterruptedException {
        var subject = backup.subject();
        var found =
                backup.examine(
                        new Around(
                                evidence.environment(),
                                evidence.workingFolder(),
                                evidence.path(),
                                evidence.redaction(),
                                evidence.scratch(),
                                evidence.occasion().clock().now(),
                                evidence.known().of(subject)));
        return List.of(
                finding(found, evidence.workingFolder())
                        .with(new Learned(subject, found.learned())));
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
            case REPLACED, SET_BACK, SHRUNK ->
                    " (where that is meant: fettle lock %s)".formatted(automation.getFileName());
            default -> "";
        };
    }
}
