package dev.fettle.automation;

import dev.fettle.notation.Mark;
import dev.fettle.notation.Node;
import dev.fettle.notation.Problem;
import dev.fettle.notation.Source;
import dev.fettle.notation.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Reads the key `run`: a line for `sh` or an argument list.
final class RunReader {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(input|output)}");
    private static final Pattern MISSPELT = Pattern.compile("\\{[A-Za-z_-]*}");

    private final Source source;
    private final Consumer<Problem> problems;
    private final boolean batch;

    RunReader(Source source, Consumer<Problem> problems, boolean batch) {
        this.source = source;
        this.problems = problems;
        this.batch = batch;
    }

    RunCommand read(Node node) {
        return node instanceof Node.Sequence list ? words(list) : line((Node.Scalar) node);
    }

    private RunCommand words(Node.Sequence list) {
        var words = new ArrayList<List<RunCommand.Piece>>();
        for (var item : list.items()) {
            var pieces = pieces(item);
            if (batch && pieces.size() > 1 && pieces.contains(new RunCommand.Piece.Input())) {
                problem(
                        item.mark(),
                        "a batch is many inputs, which do not fit into one argument",
                        "let \"{input}\" be an argument of its own");
            }
            words.add(pieces);
        }
        return new RunCommand.Words(String.join(" ", list.texts()), words);
    }

    private List<RunCommand.Piece> pieces(Node item) {
        warnOfMisspelt(item.text(), item.mark());
        var pieces = new ArrayList<RunCommand.Piece>();
        var matcher = PLACEHOLDER.matcher(item.text());
        int from = 0;
        while (matcher.find()) {
            if (matcher.start() > from) {
                pieces.add(new RunCommand.Piece.Text(item.text().substring(from, matcher.start())));
            }
            pieces.add(
                    matcher.group(1).equals("input")
                            ? new RunCommand.Piece.Input()
                            : new RunCommand.Piece.Output());
            from = matcher.end();
        }
        if (from < item.text().length() || pieces.isEmpty()) {
            pieces.add(new RunCommand.Piece.Text(item.text().substring(from)));
        }
        return pieces;
    }

    /// Replaces each placeholder by a quoted parameter.
    private RunCommand line(Node.Scalar node) {
        var line = node.text();
        warnOfMisspelt(line, node.mark());
        var script = new StringBuilder();
        boolean input = false;
        boolean output = false;
        var quotes = new ShellQuotes();
        for (int i = 0; i < line.length(); i++) {
            var matcher = PLACEHOLDER.matcher(line).region(i, line.length());
            if (line.charAt(i) == '{' && matcher.lookingAt()) {
                if (quotes.inside()) {
                    problem(
                            placeOf(node, i),
                            matcher.group() + " stands inside quotes",
                            "write " + matcher.group() + " without quotes: Fettle quotes it");
                }
                boolean isInput = matcher.group(1).equals("input");
                input |= isInput;
                output |= !isInput;
                script.append(parameter(isInput));
                i = matcher.end() - 1;
            } else {
                quotes.pass(line.charAt(i));
                script.append(line.charAt(i));
            }
        }
        return new RunCommand.Line(line, script.toString(), input, output, batch);
    }

    private String parameter(boolean isInput) {
        if (batch) {
            return isInput ? "\"$@\"" : "\"$FETTLE_OUTPUT\"";
        }
        return isInput ? "\"$1\"" : "\"$2\"";
    }

    private void warnOfMisspelt(String text, Mark mark) {
        var matcher = MISSPELT.matcher(text);
        while (matcher.find()) {
            var word = matcher.group();
            if (!PLACEHOLDER.matcher(word).matches()
                    && Suggestion.near(word, List.of("{input}", "{output}")).isPresent()) {
                problem(
                        mark,
                        "unknown placeholder " + word,
                        Suggestion.didYouMean(word, List.of("{input}", "{output}")));
            }
        }
    }

    /// The column within a plain line; for quoted and folded texts the place where they begin.
    private Mark placeOf(Node.Scalar node, int offset) {
        return node.plain() && node.text().indexOf('\n') < 0
                ? new Mark(node.mark().line(), node.mark().column() + offset)
                : node.mark();
    }

    private void problem(Mark mark, String found, String right) {
        problems.accept(source.problem(mark, found, right));
    }

    /// Follows a line of shell far enough to know whether a place is inside quotes.
    private static final class ShellQuotes {
        private char quote;
        private boolean escaped;

        boolean inside() {
            return quote != 0 || escaped;
        }

        void pass(char c) {
            if (escaped) {
                escaped = false;
            } else if (c == '\\' && quote != '\'') {
                escaped = true;
            } else if (quote == 0 && (c == '"' || c == '\'' || c == '`')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
        }
    }
}
