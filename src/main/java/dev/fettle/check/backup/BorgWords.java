package dev.fettle.check.backup;

import dev.fettle.notation.Wording;
import dev.fettle.platform.Answer;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/// What borg's words mean. Its exit code 1 is a warning of `extract`, and damage of `check`: the
/// same number, judged by who asked.
final class BorgWords {
    private static final List<String> AWAY =
            List.of(
                    "connection closed by remote host",
                    "could not resolve",
                    "connection refused",
                    "connection timed out",
                    "network is unreachable",
                    "no route to host",
                    "host key verification failed",
                    "remote: ssh:");

    private static final List<String> GONE =
            List.of("is not a valid repository", "does not exist.", "is not a borg repository");

    private static final List<String> LOCKED =
            List.of("failed to create/acquire the lock", "lock error", "locktimeout");

    private static final List<String> REFUSED =
            List.of(
                    "is incorrect",
                    "passcommand",
                    "can not acquire a passphrase",
                    "permission denied",
                    "permissionerror",
                    "operation not permitted");

    private static final List<String> DAMAGE =
            List.of(
                    "data integrity error",
                    "integrityerror",
                    "checksum mismatch",
                    "index object count mismatch",
                    "no key entry found",
                    "short read",
                    "objectnotfound",
                    "filenotfounderror",
                    "object with key",
                    "has been modified",
                    "is not in the cache",
                    "missing",
                    "inconsistent",
                    "repository check complete, problems found",
                    "archive consistency check complete, problems found",
                    "cannot find");

    private BorgWords() {}

    static boolean isLocked(Answer answer) {
        return Said.of(answer, UnaryOperator.identity()).has(LOCKED);
    }

    /// @param isCheck whether it was asked by `check`, whose 1 is damage
    static Diagnosis of(
            Answer answer,
            boolean isCheck,
            Repository repository,
            Duration limit,
            UnaryOperator<String> redaction) {
        var said = Said.of(answer, redaction);
        if (answer.tookTooLong()) {
            return new Diagnosis.Unmade(
                    "too-slow", "borg: not done after " + Wording.duration(limit));
        }
        if (said.has(LOCKED)) {
            return said.has(List.of("permission denied", "permissionerror", "read-only"))
                    ? new Diagnosis.Unmade("refused", said.line(REFUSED))
                    : new Diagnosis.Unmade(
                            "locked",
                            said.line(LOCKED)
                                    + "; where nobody works there any more: borg break-lock "
                                    + repository.shown());
        }
        if (said.has(AWAY)) {
            return new Diagnosis.Unmade(
                    "unreachable",
                    "%s cannot be reached: %s".formatted(repository.shown(), said.line(AWAY)));
        }
        if (said.has(GONE)) {
            return new Diagnosis.Faulty(
                    Fault.GONE, "the repository " + repository.shown(), said.line(GONE));
        }
        if (isCheck && answer.exit() == 1 || said.has("no key entry found")) {
            return Diagnosis.damaged(repository, said.line(DAMAGE));
        }
        if (said.has(REFUSED)) {
            return new Diagnosis.Unmade(
                    "refused", "%s refuses: %s".formatted(repository.shown(), said.line(REFUSED)));
        }
        return said.has(DAMAGE)
                ? Diagnosis.damaged(repository, said.line(DAMAGE))
                : new Diagnosis.Unmade(
                        "failed",
                        "borg failed (exit code %d): %s"
                                .formatted(answer.exit(), said.line(List.of("error"))));
    }
}
