package dev.fettle.notation;

import java.util.List;
import java.util.stream.Collectors;

/// An error made for the user's eyes: its message is shown as it is, never with a stack trace.
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public UserError(String message) {
        super(message);
        problems = List.of();
    }

    public UserError(String message, Throwable cause) {
        super(message, cause);
        problems = List.of();
    }

    public UserError(List<Problem> problems) {
        super(problems.stream().map(Problem::text).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /// What is wrong in a file, in the order of its lines; empty for an error that is in no file.
    public List<Problem> problems() {
        return problems;
    }
}
