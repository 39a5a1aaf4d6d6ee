package dev.fettle.notation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads one YAML document into [Node]s, with limits: what a person writes by hand is small, and
/// what is not small was made to hurt (aliases of aliases, a thousand brackets). Nodes are made
/// from the library's events as they come, so that nothing beyond a limit is ever read.
public final class YamlReader {
    private static final int MOST_NODES = 10_000;
    private static final int DEEPEST = 30;

    private final Source source;
    private final int firstLine;
    private final Map<Anchor, Named> anchors = new HashMap<>();
    private int nodes;

    /// @param size how many nodes it is made of: an alias counts as all of them
    private record Named(Node node, int size) {}

    private YamlReader(Source source, int firstLine) {
        this.source = source;
        this.firstLine = firstLine;
    }

    /// Reads `text`, which begins at line `firstLine` of `source`.
    ///
    /// @return empty for a document that holds nothing
    /// @throws UserError where the text is no YAML, or beyond the limits
    public static Optional<Node> read(Source source, int firstLine, String text) {
        return new YamlReader(source, firstLine).document(text);
    }

    private Optional<Node> document(String text) {
        var settings =
                LoadSettings.builder()
                        .setCodePointLimit(Integer.MAX_VALUE)
                        .setUseMarks(true)
                        // A long line is copied once for each piece in which the text is read.
                        .setBufferSize(text.length() + 1)
                        .build();
        try {
            return document(new Parse(settings).parseString(text).iterator());
        } catch (MarkedYamlEngineException e) {
            throw new UserError(List.of(YamlSyntax.problem(e, source, firstLine)));
        } catch (ReaderException e) {
            throw error(
                    placeOf(e.getCodePoint(), text),
                    "the character U+%04X is not allowed".formatted(e.getCodePoint()),
                    "take it out");
        } catch (YamlEngineException e) {
            throw error(new Mark(firstLine, 1), "this is no YAML: " + YamlSyntax.firstLine(e), "");
        }
    }

    private Optional<Node> document(Iterator<Event> events) {
        var document = Optional.<Node>empty();
        while (events.hasNext()) {
            var event = events.next();
            switch (event.getEventId()) {
                case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
                case DocumentStart -> {
                    if (document.isPresent()) {
                        throw error(
                                mark(event),
                                "a second document begins here",
                                "keep one of them: a line --- parts documents");
                    }
                }
                case Alias, Scalar, SequenceStart, SequenceEnd, MappingStart, MappingEnd ->
                        document = Optional.of(node(event, events, 0));
            }
        }
        return document;
    }

    private Node node(Event event, Iterator<Event> events, int depth) {
        var mark = mark(event);
        int before = nodes;
        count(1, mark);
        if (depth > DEEPEST) {
            throw error(mark, "nested more than %d levels deep".formatted(DEEPEST), "nest it less");
        }
        refuseTag(event, mark);
        var node =
                switch (event) {
                    case AliasEvent alias -> named(alias, mark);
                    case ScalarEvent scalar ->
                            new Node.Scalar(
                                    scalar.getValue(),
                                    scalar.getScalarStyle() == ScalarStyle.PLAIN,
                                    mark);
                    case SequenceStartEvent _ -> new Node.Sequence(items(events, depth + 1), mark);
                    case MappingStartEvent _ -> new Node.Mapping(entries(events, depth + 1), mark);
                    default -> throw new IllegalStateException("no node: " + event);
                };
        if (event instanceof NodeEvent named && !(event instanceof AliasEvent)) {
            named.getAnchor().ifPresent(a -> anchors.put(a, new Named(node, nodes - before)));
        }
        return node;
    }

    private List<Node> items(Iterator<Event> events, int depth) {
        var items = new ArrayList<Node>();
        var event = events.next();
        while (event.getEventId() != Event.ID.SequenceEnd) {
            items.add(node(event, events, depth));
            event = events.next();
        }
        return items;
    }

    private List<Node.Entry> entries(Iterator<Event> events, int depth) {
        var entries = new ArrayList<Node.Entry>();
        var event = events.next();
        while (event.getEventId() != Event.ID.MappingEnd) {
            if (!(node(event, events, depth) instanceof Node.Scalar key)) {
                throw error(
                        mark(event),
                        "a key must be a word",
                        "a text that begins with { or [ wants quotes");
            }
            entries.add(new Node.Entry(key, node(events.next(), events, depth)));
            event = events.next();
        }
        return entries;
    }

    /// What an alias stands for. It is known only once it has ended, so nothing holds itself.
    private Node named(AliasEvent alias, Mark mark) {
        var named = anchors.get(alias.getAlias());
        if (named == null) {
            throw error(
                    mark,
                    "nothing above is named &" + alias.getAlias().getValue(),
                    "a text that begins with * wants quotes");
        }
        count(named.size() - 1, mark);
        return named.node() instanceof Node.Scalar(var text, var plain, _)
                ? new Node.Scalar(text, plain, mark)
                : named.node();
    }

    private void count(int more, Mark mark) {
        nodes += more;
        if (nodes > MOST_NODES) {
            throw error(
                    mark,
                    "more than %d values".formatted(MOST_NODES),
                    "an alias counts as all that it stands for");
        }
    }

    /// Texts stay texts, so a tag could say nothing.
    private void refuseTag(Event event, Mark mark) {
        var tag =
                switch (event) {
                    case ScalarEvent scalar -> scalar.getTag();
                    case SequenceStartEvent list -> list.getTag();
                    case MappingStartEvent keys -> keys.getTag();
                    default -> Optional.<String>empty();
                };
        if (tag.isPresent()) {
            throw error(mark, "a tag means nothing here", "a text that begins with ! wants quotes");
        }
    }

    private Mark placeOf(int codePoint, String text) {
        int offset = Math.max(0, text.indexOf(codePoint));
        int start = text.lastIndexOf('\n', offset) + 1;
        int line = (int) text.substring(0, start).chars().filter(c -> c == '\n').count();
        return new Mark(firstLine + line, text.codePointCount(start, Math.max(start, offset)) + 1);
    }

    private Mark mark(Event event) {
        return event.getStartMark()
                .map(m -> YamlSyntax.mark(m, firstLine))
                .orElse(new Mark(firstLine, 1));
    }

    private UserError error(Mark mark, String found, String right) {
        return new UserError(List.of(source.problem(mark, found, right)));
    }
}
