package dev.fettle.notation;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/// What the YAML library refuses, in words for who wrote it. The library speaks of tokens and
/// blocks; most of what people get wrong are quotes, a colon, an indentation.
final class YamlSyntax {
    private static final String TAB = "(TAB)";
    private static final String QUOTES = "put the whole text in quotes";

    /// @param says what the library's message holds
    /// @param context what its context holds
    /// @param atBegin whether the place is where the thing begins that cannot be read
    private record Rule(String context, String says, boolean atBegin, String found, String right) {}

    private static final List<Rule> RULES =
            List.of(
                    new Rule(
                            "",
                            "mapping values are not allowed",
                            false,
                            "a second colon, or a key that is indented unlike its neighbours",
                            "a text that holds a colon and a space wants quotes"),
                    new Rule("", TAB, false, "a tab in the indentation", "indent with spaces"),
                    new Rule(
                            "",
                            "that cannot start any token",
                            false,
                            "a text cannot begin with this character",
                            QUOTES),
                    new Rule("scanning an alias", "", true, "a text cannot begin with *", QUOTES),
                    new Rule("scanning an anchor", "", true, "a text cannot begin with &", QUOTES),
                    new Rule("scanning a tag", "", true, "a text cannot begin with !", QUOTES),
                    new Rule(
                            "scanning a block scalar",
                            "expected chomping",
                            true,
                            "a text cannot begin with | or >",
                            QUOTES),
                    new Rule(
                            "scanning a simple key",
                            "could not find expected ':'",
                            true,
                            "this line is no key with a value",
                            "right would be KEY: VALUE, with a space behind the colon"),
                    new Rule(
                            "scanning a quoted scalar",
                            "unexpected",
                            true,
                            "the quote that begins here has no end",
                            "close it"),
                    new Rule(
                            "double-quoted scalar",
                            "escape",
                            false,
                            "a backslash means something in double quotes",
                            "use single quotes, or write \\\\ for one backslash"),
                    new Rule(
                            "parsing a flow sequence",
                            "expected ','",
                            false,
                            "the list that begins with [ has no comma or ] here",
                            "a text that holds one of [ ] { } , : wants quotes in such a list"),
                    new Rule(
                            "parsing a flow mapping",
                            "expected ','",
                            false,
                            "the group that begins with { has no comma or } here",
                            "a text that holds one of [ ] { } , : wants quotes in such a group"),
                    new Rule(
                            "",
                            "expected the node content",
                            false,
                            "a text cannot begin with this character",
                            QUOTES),
                    new Rule(
                            "",
                            "found '<block mapping start>'",
                            false,
                            "this line is indented like none above it",
                            "indent the keys of a group alike"),
                    new Rule(
                            "",
                            "expected <block end>",
                            false,
                            "this does not fit what stands before it",
                            "a text that begins with a quote or a bracket and goes on behind it"
                                    + " wants quotes around all of it"),
                    new Rule(
                            "",
                            "sequence entries are not allowed",
                            false,
                            "an item of a list cannot begin here",
                            "begin it on a line of its own, or put the text in quotes"));

    private YamlSyntax() {}

    static Problem problem(MarkedYamlEngineException e, Source source, int firstLine) {
        var says = Optional.ofNullable(e.getProblem()).orElse("");
        var context = Optional.ofNullable(e.getContext()).orElse("");
        var begin = e.getContextMark();
        var place = e.getProblemMark().or(() -> begin);
        var rule =
                RULES.stream()
                        .filter(r -> context.contains(r.context()) && says.contains(r.says()))
                        .findFirst();
        var marked = rule.filter(Rule::atBegin).flatMap(_ -> begin).or(() -> place);
        var at = marked.map(m -> mark(m, firstLine)).orElse(new Mark(firstLine, 1));
        return source.problem(
                rule.filter(r -> r.says().equals(TAB)).map(_ -> tab(at, source)).orElse(at),
                rule.map(Rule::found)
                        .orElse("this is no YAML: " + says.lines().findFirst().orElse("")),
                rule.map(Rule::right).orElse(""));
    }

    /// The library names the tab, but the place where it gave up.
    private static Mark tab(Mark at, Source source) {
        return source.find(Pattern.compile("\t"), new Mark(at.line(), 1), 0)
                .filter(tab -> tab.line() == at.line())
                .orElse(at);
    }

    static Mark mark(org.snakeyaml.engine.v2.exceptions.Mark mark, int firstLine) {
        return new Mark(firstLine + mark.getLine(), mark.getColumn() + 1);
    }

    static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
