package dev.fettle.automation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Follows a line of shell, character by character, far enough to know what a placeholder stands
/// in. `$(…)` begins anew inside double quotes: `"$(basename {input})"` is well written. Here
/// documents are not known.
final class ShellQuotes {
    private static final String BREAKS_WORDS = " \t\n;|&()";

    private final Deque<Character> open = new ArrayDeque<>();
    private boolean escaped;
    private boolean comment;
    private char before = '\n';

    /// What a placeholder at this place would meet, and what would be right.
    record Obstacle(String found, String right) {}

    boolean inComment() {
        return comment;
    }

    /// Empty where a placeholder may stand.
    ///
    /// @param placeholder as it is written
    Optional<Obstacle> at(String placeholder) {
        if (escaped) {
            return obstacle("a backslash stands before %s", "write %s alone", placeholder);
        }
        if (open.contains('`')) {
            return obstacle(
                    "%s stands inside backquotes", "write $(… %s …) instead of them", placeholder);
        }
        if (isQuote(top())) {
            return obstacle(
                    "%s stands inside quotes",
                    "write %s without quotes: Fettle quotes it", placeholder);
        }
        return before == '$'
                ? obstacle("$%s is a variable of the shell", "write %s without the $", placeholder)
                : Optional.empty();
    }

    private static Optional<Obstacle> obstacle(String found, String right, String placeholder) {
        return Optional.of(
                new Obstacle(found.formatted(placeholder), right.formatted(placeholder)));
    }

    void pass(char c) {
        if (comment) {
            comment = c != '\n';
        } else if (escaped) {
            escaped = false;
        } else if (c == '\\' && top() != '\'') {
            escaped = true;
        } else {
            unescaped(c);
        }
        before = c;
    }

    /// A placeholder was passed.
    void passWord() {
        before = '}';
    }

    private void unescaped(char c) {
        char top = top();
        if (isQuote(top) || top == '`') {
            if (c == top) {
                open.pop();
            } else if (top == '"' && c == '(' && before == '$') {
                open.push('(');
            } else if (top == '"' && c == '`' || top == '`' && isQuote(c)) {
                open.push(c);
            }
        } else if (c == '#' && BREAKS_WORDS.indexOf(before) >= 0) {
            comment = true;
        } else if (isQuote(c) || c == '`' || c == '(' && (before == '$' || top == '(')) {
            open.push(c);
        } else if (c == ')' && top == '(') {
            open.pop();
        }
    }

    private char top() {
        return open.isEmpty() ? ' ' : open.peek();
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }
}
