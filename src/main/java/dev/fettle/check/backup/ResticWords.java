package dev.fettle.check.backup;

import dev.fettle.notation.Wording;
import dev.fettle.platform.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/// What restic's words mean: up to 0.16 it ends with 1 for everything, so that its text alone tells
/// damage from a wrong password and from a network that is away.
final class ResticWords {
    private static final int NO_REPOSITORY = 10;
    private static final int LOCKED = 11;
    static final String TOO_SLOW = "too-slow";

    private static final int WRONG_PASSWORD = 12;

    private static final List<String> AWAY =
            List.of(
                    "dial tcp",
                    "no such host",
                    "could not resolve",
                    "connection refused",
                    "connection reset",
                    "connection timed out",
                    "network is unreachable",
                    "no route to host",
                    "i/o timeout",
                    "tls handshake timeout",
                    "context deadline exceeded",
                    "unable to start the sftp session",
                    "host key verification failed",
                    "503 service unavailable",
                    "502 bad gateway",
                    "transport endpoint is not connected");

    private static final List<String> FORBIDDEN =
            List.of(
                    "permission denied",
                    "operation not permitted",
                    "access denied",
                    "accessdenied",
                    "401 unauthorized",
                    "403 forbidden",
                    "invalidaccesskeyid",
                    "signaturedoesnotmatch",
                    "resolving password failed",
                    "an empty password is not");

    private static final List<String> DAMAGE =
            List.of(
                    "ciphertext verification failed",
                    "invalid data returned",
                    "pack id does not match",
                    "size does not match",
                    "does not exist",
                    "not found in repository",
                    "could not be loaded",
                    "unexpected eof",
                    "loadindex returned errors",
                    "error for tree",
                    "not referenced in any index",
                    "repository contains errors",
                    "no such file or directory",
                    "invalid character",
                    "hash mismatch");

    private ResticWords() {}

    /// Whether it complained of something that it may not read.
    static boolean isForbidden(Answer answer) {
        var error = answer.error().toLowerCase(Locale.ROOT);
        return FORBIDDEN.stream().anyMatch(error::contains);
    }

    static Diagnosis of(
            Answer answer, Repository repository, Duration limit, UnaryOperator<String> redaction) {
        var said = Said.of(answer, redaction);
        if (answer.tookTooLong() && said.has(DAMAGE)) {
            return Diagnosis.damaged(repository, said.line(DAMAGE));
        }
        if (answer.tookTooLong() && !said.has(FORBIDDEN)) {
            return new Diagnosis.Unmade(
                    TOO_SLOW, "restic: not done after " + Wording.duration(limit));
        }
        if (answer.exit() == WRONG_PASSWORD || said.has("wrong password or no key found")) {
            return new Diagnosis.Unmade(
                    "refused",
                    "the password does not open %s: wrong password or no key found"
                            .formatted(repository.shown()));
        }
        if (answer.exit() == LOCKED || said.has("repository is already locked")) {
            return new Diagnosis.Unmade("locked", said.line(List.of("locked")));
        }
        if (said.has(AWAY)) {
            return new Diagnosis.Unmade(
                    "unreachable",
                    "%s cannot be reached: %s".formatted(repository.shown(), said.line(AWAY)));
        }
        if (said.has(FORBIDDEN)) {
            return new Diagnosis.Unmade(
                    "refused",
                    "%s refuses: %s".formatted(repository.shown(), said.line(FORBIDDEN)));
        }
        if (answer.exit() == NO_REPOSITORY || said.has("unable to open config file")) {
            return new Diagnosis.Faulty(
                    Fault.GONE,
                    "the repository " + repository.shown(),
                    "there is none: " + said.line(List.of("unable to open config file")));
        }
        return said.has(DAMAGE)
                ? Diagnosis.damaged(repository, said.line(DAMAGE))
                : new Diagnosis.Unmade(
                        "failed",
                        "restic failed (exit code %d): %s"
                                .formatted(answer.exit(), said.line(List.of("fatal"))));
    }
}
