package dev.fettle.check.backup;

import dev.fettle.notation.Wording;
import dev.fettle.platform.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
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

    private static final int LONGEST = 300;

    private BorgWords() {}

    /// @param isCheck whether it was asked by `check`, whose 1 is damage
    static Diagnosis of(
            Answer answer,
            boolean isCheck,
            Repository repository,
            Duration limit,
            UnaryOperator<String> redaction) {
        var said = redaction.apply(answer.error() + "\n" + answer.output());
        var text = said.toLowerCase(Locale.ROOT);
        if (answer.tookTooLong()) {
            return new Diagnosis.Unmade(
                    "too-slow", "borg: not done after " + Wording.duration(limit));
        }
        if (any(text, LOCKED)) {
            return any(text, List.of("permission denied", "permissionerror", "read-only"))
                    ? new Diagnosis.Unmade("refused", line(said, REFUSED))
                    : new Diagnosis.Unmade(
                            "locked",
                            line(said, LOCKED)
                                    + "; where nobody works there any more: borg break-lock "
                                    + repository.shown());
        }
        if (any(text, AWAY)) {
            return new Diagnosis.Unmade(
                    "unreachable",
                    "%s cannot be reached: %s".formatted(repository.shown(), line(said, AWAY)));
        }
        if (any(text, GONE)) {
            return new Diagnosis.Faulty(
                    Fault.GONE, "the repository " + repository.shown(), line(said, GONE));
        }
        if (isCheck && answer.exit() == 1 || text.contains("no key entry found")) {
            return damaged(repository, line(said, DAMAGE));
        }
        if (any(text, REFUSED)) {
            return new Diagnosis.Unmade(
                    "refused", "%s refuses: %s".formatted(repository.shown(), line(said, REFUSED)));
        }
        return any(text, DAMAGE)
                ? damaged(repository, line(said, DAMAGE))
                : new Diagnosis.Unmade(
                        "failed",
                        "borg failed (exit code %d): %s"
                                .formatted(answer.exit(), line(said, List.of("error"))));
    }

    static Diagnosis damaged(Repository repository, String found) {
        return new Diagnosis.Faulty(
                Fault.DAMAGED, "a whole repository at " + repository.shown(), found);
    }

    private static boolean any(String text, List<String> words) {
        return words.stream().anyMatch(text::contains);
    }

    /// The first line that one of these stands in, else the first.
    private static String line(String said, List<String> words) {
        var lines = said.lines().filter(line -> !line.isBlank()).toList();
        return lines.stream()
                .filter(line -> any(line.toLowerCase(Locale.ROOT), words))
                .findFirst()
                .or(() -> lines.stream().findFirst())
                .map(line -> Wording.visible(line.strip()))
                .map(line -> line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line)
                .orElse("it said nothing");
    }
}
