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
    private static final Pattern MISSPELT = Pattern.compile("(?<!\\$)\\{[A-Za-z_-]*}");

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
        refuseMisspelt(item);
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
        refuseMisspelt(node);
        var script = new StringBuilder();
        boolean input = false;
        boolean output = false;
        var quotes = new ShellQuotes();
        var matcher = PLACEHOLDER.matcher(line);
        int count = 0;
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '{' && matcher.region(i, line.length()).lookingAt()) {
                if (quotes.inComment()) {
                    script.append(matcher.group());
                } else {
                    var obstacle = quotes.at(matcher.group());
                    if (obstacle.isPresent()) {
                        problem(
                                source.find(PLACEHOLDER, node.mark(), count).orElse(node.mark()),
                                obstacle.get().found(),
                                obstacle.get().right());
                    }
                    boolean isInput = matcher.group(1).equals("input");
                    input |= isInput;
                    output |= !isInput;
                    script.append(parameter(isInput));
                    quotes.passWord();
                }
                count++;
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

    private void refuseMisspelt(Node text) {
        var matcher = MISSPELT.matcher(text.text());
        for (int count = 0; matcher.find(); count++) {
            var word = matcher.group();
            if (!PLACEHOLDER.matcher(word).matches()
                    && Suggestion.near(word, List.of("{input}", "{output}")).isPresent()) {
                problem(
                        source.find(MISSPELT, text.mark(), count).orElse(text.mark()),
                        "unknown placeholder " + word,
                        Suggestion.didYouMean(word, List.of("{input}", "{output}")));
            }
        }
    }

    private void problem(Mark mark, String found, String right) {
        problems.accept(source.problem(mark, found, right));
    }
}
