package dev.fettle.upkeep;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/// Reads shell as far as lint needs it: where commands begin, what a pipe joins, and what is only
/// quoted, a comment, a document or a pattern. Lenient: what it does not know it takes for words.
final class ShellReader {
    private static final Set<String> BEFORE_A_COMMAND =
            Set.of("then", "else", "do", "{", "!", "time", "if", "elif", "while", "until");
    private static final Set<String> DECIDING = Set.of("if", "elif", "while", "until", "!");
    private static final Set<String> ENDS = Set.of("fi", "done", "esac", "}");
    private static final int DEEPEST = 50;

    private final String text;
    private final List<ShellScript.Pipeline> pipelines = new ArrayList<>();
    private final Deque<String> documents = new ArrayDeque<>();
    private int at;
    private int line = 1;
    private int statements;
    private int depth;
    private boolean stopsAtErrors;
    private boolean pipesFail;

    ShellReader(String text) {
        this.text = text;
    }

    ShellScript read(Path path) {
        var first = text.lines().findFirst().orElse("");
        stopsAtErrors = first.matches("#!.*sh\\s+-[a-z]*e[a-z]*(\\s.*)?");
        commands(false);
        return new ShellScript(path, pipelines, statements, stopsAtErrors, pipesFail);
    }

    /// The commands up to the end, or up to the bracket that closes what `inBrackets` opened.
    private void commands(boolean inBrackets) {
        goDeeper();
        var current = new Current();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ')' && inBrackets) {
                break;
            }
            step(c, current);
        }
        current.end();
        depth--;
    }

    private void step(char c, Current current) {
        switch (c) {
            case '\n' -> {
                if (!current.waitsForMore()) {
                    current.end();
                }
                newline();
            }
            case ' ', '\t', '\r' -> at++;
            case '#' -> skipTo('\n');
            case ';' -> {
                current.end();
                boolean pattern = text.startsWith(";;", at);
                at++;
                if (pattern) {
                    at = Math.min(text.length(), at + 1);
                    pattern();
                }
            }
            case '&' -> ampersand(current);
            case '|' -> {
                if (text.startsWith("||", at)) {
                    current.end();
                    at += 2;
                } else {
                    current.pipe();
                    at += text.startsWith("|&", at) ? 2 : 1;
                }
            }
            case '<', '>' -> redirection(current);
            case '(' -> bracket(current);
            default -> word(current);
        }
    }

    private void ampersand(Current current) {
        if (text.startsWith("&>", at)) {
            at += 2; // output to a file
            return;
        }
        current.end();
        at += text.startsWith("&&", at) ? 2 : 1;
    }

    private void redirection(Current current) {
        if (text.startsWith("<(", at) || text.startsWith(">(", at)) {
            at += 2;
            commands(true);
            close();
        } else if (text.startsWith("<<<", at)) {
            at += 3;
        } else if (text.startsWith("<<", at)) {
            at += text.startsWith("<<-", at) ? 3 : 2;
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
            int from = at;
            rawWord();
            documents.add(text.substring(from, at).replaceAll("[\"'\\\\]", ""));
        } else {
            at++;
            while (at < text.length() && "<>&|".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            current.redirected = true;
        }
    }

    private void bracket(Current current) {
        if (text.startsWith("((", at) && current.isAtStart()) {
            skipArithmetic();
            current.compound();
        } else if (text.startsWith("()", at)) {
            at += 2;
            current.forget(); // the name before it is a function's
        } else {
            current.compound();
            at++;
            commands(true);
            close();
        }
    }

    private void word(Current current) {
        int from = at;
        int here = line;
        rawWord();
        if (at == from) {
            at++; // a character that begins nothing
            return;
        }
        var word = text.substring(from, at);
        if (current.redirected) {
            current.redirected = false; // the file's name
        } else if (word.equals("[[") && current.isAtStart()) {
            int end = text.indexOf("]]", at);
            skip(end < 0 ? text.length() : end + 2);
            current.compound();
        } else if (word.equals("case") && current.isAtStart()) {
            caseHead();
            current.compound();
        } else {
            current.word(word, here);
        }
    }

    /// `case WORD in`, up to the first pattern's bracket.
    private void caseHead() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            blank();
        }
        rawWord();
        int in = text.indexOf("in", at);
        skip(in < 0 ? text.length() : in + 2);
        pattern();
    }

    /// A pattern and the bracket behind it, or the `esac` that stands in its place.
    private void pattern() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                skipTo('\n');
            } else if (Character.isWhitespace(c)) {
                blank();
            } else if (text.startsWith("esac", at)) {
                return;
            } else if (c == ')') {
                at++;
                return;
            } else if (c == '(' || c == '|') {
                at++;
            } else {
                int from = at;
                rawWord();
                if (at == from) {
                    at++;
                }
            }
        }
    }

    /// Moves behind a word, over all that is quoted or put in there; looks into `$(…)`.
    private void rawWord() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c) || ";&|<>()".indexOf(c) >= 0) {
                return;
            }
            piece(c, false);
        }
    }

    private void piece(char c, boolean quoted) {
        if (c == '\\') {
            skip(at + 2);
        } else if (c == '\'' && !quoted) {
            int end = text.indexOf('\'', at + 1);
            skip(end < 0 ? text.length() : end + 1);
        } else if (c == '"' && !quoted) {
            doubleQuoted();
        } else if (text.startsWith("$((", at)) {
            at++;
            skipArithmetic();
        } else if (text.startsWith("$(", at)) {
            at += 2;
            commands(true);
            close();
        } else if (text.startsWith("${", at)) {
            braced();
        } else if (c == '`') {
            int end = text.indexOf('`', at + 1);
            skip(end < 0 ? text.length() : end + 1);
        } else {
            skip(at + 1);
        }
    }

    private void doubleQuoted() {
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            piece(text.charAt(at), true);
        }
        close();
    }

    private void braced() {
        goDeeper();
        skip(at + 2);
        while (at < text.length() && text.charAt(at) != '}') {
            piece(text.charAt(at), false);
        }
        close();
        depth--;
    }

    /// What is nested deeper than anybody writes is not read on.
    private void goDeeper() {
        if (++depth > DEEPEST) {
            at = text.length();
        }
    }

    private void skipArithmetic() {
        int end = text.indexOf("))", at);
        skip(end < 0 ? text.length() : end + 2);
    }

    private void blank() {
        if (text.charAt(at) == '\n') {
            newline();
        } else {
            at++;
        }
    }

    /// Moves to the next line, over the documents that begin there.
    private void newline() {
        at++;
        line++;
        while (!documents.isEmpty()) {
            var end = documents.remove();
            while (at < text.length()) {
                int lineEnd = text.indexOf('\n', at);
                int stop = lineEnd < 0 ? text.length() : lineEnd;
                var content = text.substring(at, stop).strip();
                at = Math.min(text.length(), stop + 1);
                line++;
                if (content.equals(end)) {
                    break;
                }
            }
        }
    }

    /// Moves behind what closes, where it does not lack.
    private void close() {
        at = Math.min(text.length(), at + 1);
    }

    private void skipTo(char c) {
        int end = text.indexOf(c, at);
        at = end < 0 ? text.length() : end;
    }

    private void skip(int to) {
        int end = Math.min(to, text.length());
        for (; at < end; at++) {
            if (text.charAt(at) == '\n') {
                line++;
            }
        }
    }

    /// The pipeline that is being read.
    private final class Current {
        private final List<String> programs = new ArrayList<>();
        private final List<String> words = new ArrayList<>();
        private boolean decides;
        private boolean compound;
        private boolean redirected;
        private int first;

        boolean isAtStart() {
            return words.isEmpty() && !compound;
        }

        /// A line that ends with a pipe goes on in the next.
        boolean waitsForMore() {
            return !programs.isEmpty() && isAtStart();
        }

        void compound() {
            compound = true;
        }

        void forget() {
            words.clear();
            compound = false;
        }

        void word(String word, int here) {
            if (isAtStart()) {
                if (BEFORE_A_COMMAND.contains(word)) {
                    decides |= programs.isEmpty() && DECIDING.contains(word);
                    return;
                }
                if (ENDS.contains(word)) {
                    compound = true;
                    return;
                }
                if (word.matches("[A-Za-z_][A-Za-z0-9_]*\\+?=(?s:.*)")) {
                    return;
                }
                if (programs.isEmpty()) {
                    first = here;
                }
            }
            words.add(word);
        }

        void pipe() {
            programs.add(words.isEmpty() ? "" : words.getFirst());
            words.clear();
            compound = false;
            if (first == 0) {
                first = line;
            }
        }

        void end() {
            if (!words.isEmpty() || compound) {
                statement();
            }
            programs.clear();
            words.clear();
            decides = false;
            compound = false;
            redirected = false;
            first = 0;
        }

        private void statement() {
            if (!words.isEmpty() && words.getFirst().equals("set")) {
                options();
                return;
            }
            if (!words.isEmpty() && words.getFirst().equals("trap") && words.contains("ERR")) {
                stopsAtErrors = true;
            }
            if (!words.isEmpty()) {
                statements++;
            }
            if (!programs.isEmpty()) {
                var all = new ArrayList<>(programs);
                all.add(words.isEmpty() ? "" : words.getFirst());
                pipelines.add(new ShellScript.Pipeline(first, all, decides));
            }
        }

        private void options() {
            for (int i = 1; i < words.size(); i++) {
                var word = words.get(i);
                if (word.startsWith("-") && !word.startsWith("--")) {
                    stopsAtErrors |= word.indexOf('e') > 0;
                    boolean named = word.endsWith("o") && i + 1 < words.size();
                    stopsAtErrors |= named && words.get(i + 1).equals("errexit");
                    pipesFail |= named && words.get(i + 1).equals("pipefail");
                }
            }
        }
    }
}
