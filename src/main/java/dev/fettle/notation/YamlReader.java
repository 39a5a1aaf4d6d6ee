package dev.fettle.notation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Reads one YAML document into [Node]s, with limits: what a person writes by hand is small, and
/// what is not small was made to hurt (aliases of aliases, a thousand brackets).
public final class YamlReader {
    private static final int MOST_NODES = 10_000;
    private static final int DEEPEST = 30;

    private final Source source;
    private final int firstLine;
    private int nodes;

    private YamlReader(Source source, int firstLine) {
        this.source = source;
        this.firstLine = firstLine;
    }

    /// Reads `text`, which begins at line `firstLine` of `source`.
    ///
    /// @return empty for a document that holds nothing
    /// @throws UserError where the text is no YAML, or beyond the limits
    public static Optional<Node> read(Source source, int firstLine, String text) {
        return new YamlReader(source, firstLine).compose(text);
    }

    private Optional<Node> compose(String text) {
        refuseTabs(text);
        var settings =
                LoadSettings.builder()
                        .setAllowDuplicateKeys(true)
                        .setMaxAliasesForCollections(50)
                        .setCodePointLimit(Integer.MAX_VALUE)
                        .setUseMarks(true)
                        .build();
        try {
            return new Compose(settings).composeString(text).map(n -> convert(n, 0));
        } catch (MarkedYamlEngineException e) {
            var mark = e.getProblemMark().map(this::mark).orElse(new Mark(firstLine, 1));
            throw error(mark, "this is no YAML: " + e.getProblem(), hint(e.getProblem()));
        } catch (ReaderException e) {
            throw error(
                    lineOf(text, e.getPosition()),
                    "this character is not allowed here: "
                            + Wording.visible(
                                    String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
                    "");
        } catch (YamlEngineException | StackOverflowError e) {
            throw error(
                    new Mark(firstLine, 1),
                    "this cannot be read as YAML: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    "");
        }
    }

    private Node convert(org.snakeyaml.engine.v2.nodes.Node node, int depth) {
        var mark = node.getStartMark().map(this::mark).orElse(new Mark(firstLine, 1));
        if (++nodes > MOST_NODES) {
            throw error(mark, "more than " + MOST_NODES + " values (aliases count each time)", "");
        }
        if (depth > DEEPEST) {
            throw error(mark, "nested more than " + DEEPEST + " levels deep", "");
        }
        return switch (node) {
            case ScalarNode s ->
                    new Node.Scalar(s.getValue(), s.getScalarStyle() == ScalarStyle.PLAIN, mark);
            case SequenceNode s -> {
                var items = new ArrayList<Node>();
                for (var item : s.getValue()) {
                    items.add(convert(item, depth + 1));
                }
                yield new Node.Sequence(items, mark);
            }
            case MappingNode m -> new Node.Mapping(entries(m, depth), mark);
            default -> throw error(mark, "this kind of YAML is not used here", "");
        };
    }

    private List<Node.Entry> entries(MappingNode mapping, int depth) {
        var entries = new ArrayList<Node.Entry>();
        for (var tuple : mapping.getValue()) {
            if (!(convert(tuple.getKeyNode(), depth + 1) instanceof Node.Scalar key)) {
                var mark = tuple.getKeyNode().getStartMark().map(this::mark);
                throw error(
                        mark.orElse(new Mark(firstLine, 1)),
                        "a key must be a word",
                        "a text that begins with { or [ wants quotes");
            }
            entries.add(new Node.Entry(key, convert(tuple.getValueNode(), depth + 1)));
        }
        return entries;
    }

    /// YAML forbids tabs in indentation; the library's message for it names a token, not the tab.
    private void refuseTabs(String text) {
        int line = firstLine;
        for (var each : text.lines().toList()) {
            int tab = each.indexOf('\t');
            if (tab >= 0 && each.substring(0, tab).isBlank() && !each.isBlank()) {
                throw error(
                        new Mark(line, tab + 1), "a tab in the indentation", "indent with spaces");
            }
            line++;
        }
    }

    private static String hint(String problem) {
        if (problem.contains("mapping values are not allowed")) {
            return "a text that holds a colon and a space wants quotes";
        }
        if (problem.contains("cannot start any token") || problem.contains("but found '}'")) {
            return "a text that begins with one of { } [ ] , & * # ? | - < > = ! % @ ` wants quotes";
        }
        return "";
    }

    private Mark lineOf(String text, int position) {
        int end = Math.clamp(position, 0, text.length());
        int line = (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
        return new Mark(firstLine + line, end - text.lastIndexOf('\n', Math.max(0, end - 1)));
    }

    private Mark mark(org.snakeyaml.engine.v2.exceptions.Mark mark) {
        return new Mark(firstLine + mark.getLine(), mark.getColumn() + 1);
    }

    private UserError error(Mark mark, String found, String right) {
        return new UserError(List.of(source.problem(mark, found, right)));
    }
}
