package dev.fettle.automation;

import dev.fettle.notation.Mark;
import dev.fettle.notation.Node;
import dev.fettle.notation.Problem;
import dev.fettle.notation.Source;
import dev.fettle.notation.UserError;
import dev.fettle.notation.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Puts other checks into a README's front matter. Nothing but the lines of `check:` changes:
/// comments, order and whatever else stands there stay as they are. Pure.
///
/// @param text the README as it should be
/// @param replaced whether there was a `check:` before
/// @param kept names of checks in it that stay, since they are of other kinds
public record CheckBlock(String text, boolean replaced, List<String> kept) {
    private static final String KEY = "check";

    /// A line with its end, as [String#lines] takes them apart.
    private static final Pattern LINE = Pattern.compile("[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+");

    public CheckBlock {
        kept = List.copyOf(kept);
    }

    /// @param automation whose README it is
    /// @param checks lines of a list, as they stand below `check:`, dashes and all
    /// @param remark stands behind `check:`
    /// @param kinds names of the checks that are exchanged
    /// @throws UserError where the front matter is written so that lines of it cannot be exchanged
    public static CheckBlock put(
            Automation automation, List<String> checks, String remark, Set<String> kinds) {
        var lines = automation.readme().lines().toList();
        var front = FrontMatter.of(lines);
        var source = Source.of(automation.name().text() + "/" + Readme.FILE, automation.readme());
        var root =
                (Node.Mapping)
                        YamlReader.read(source, 2, String.join("\n", front.inside()) + "\n")
                                .orElseThrow();
        refuseIndented(root, source);
        var before = new ArrayList<String>(lines.subList(0, front.end()));
        var kept = List.<Node>of();
        var keptLines = List.<String>of();
        int at = before.size();
        int end = at;
        var entry = entry(root);
        if (entry.isPresent()) {
            at = entry.get().key().mark().line() - 1;
            end = endOf(root, entry.get(), lines, front.end());
            kept = others(entry.get().value(), kinds);
            keptLines = linesOf(kept, entry.get().value(), lines, end, source);
        }
        var block = new ArrayList<String>();
        block.add(KEY + ":" + (remark.isEmpty() ? "" : "   # " + remark));
        block.addAll(checks);
        block.addAll(keptLines);
        var text = exchanged(automation.readme(), at, end, block);
        return new CheckBlock(
                text, entry.isPresent(), kept.stream().map(CheckBlock::name).toList());
    }

    /// Each line keeps the end that it has, and new ones end as the first.
    private static String exchanged(String readme, int from, int to, List<String> block) {
        var lines = LINE.matcher(readme).results().map(MatchResult::group).toList();
        var lineEnd = lines.getFirst().endsWith("\r\n") ? "\r\n" : "\n";
        var text = new StringBuilder(String.join("", lines.subList(0, from)));
        block.forEach(line -> text.append(line).append(lineEnd));
        return text + String.join("", lines.subList(to, lines.size()));
    }

    private static void refuseIndented(Node.Mapping root, Source source) {
        for (var entry : root.entries()) {
            var mark = entry.key().mark();
            if (mark.column() != 1) {
                throw refusal(
                        source,
                        mark,
                        "the keys do not begin in the first column",
                        "put each key at the beginning of a line of its own");
            }
        }
    }

    private static Optional<Node.Entry> entry(Node.Mapping root) {
        return root.entries().stream().filter(e -> e.key().text().equals(KEY)).findFirst();
    }

    /// Comments and empty lines above the next key belong to that one.
    private static int endOf(Node.Mapping root, Node.Entry entry, List<String> lines, int front) {
        int end =
                root.entries().stream()
                        .map(other -> other.key().mark().line() - 1)
                        .filter(line -> line > entry.key().mark().line() - 1)
                        .min(Integer::compare)
                        .orElse(front);
        while (lines.get(end - 1).isBlank() || lines.get(end - 1).startsWith("#")) {
            end--;
        }
        return end;
    }

    private static List<Node> others(Node checks, Set<String> kinds) {
        return checks.asList().stream()
                .filter(item ->
                        item instanceof Node.Mapping keys
                                ? keys.entries().stream()
                                        .anyMatch(e -> !kinds.contains(e.key().text()))
                                : !kinds.contains(item.text()))
                .toList();
    }

    private static String name(Node item) {
        return item instanceof Node.Mapping keys
                ? keys.entries().getFirst().key().text()
                : item.text();
    }

    /// The lines of the items that stay; each must begin on a line with a dash.
    private static List<String> linesOf(
            List<Node> kept, Node checks, List<String> lines, int end, Source source) {
        var items = checks.asList();
        var stay = new ArrayList<String>();
        for (int i = 0; i < items.size(); i++) {
            var item = items.get(i);
            if (!kept.contains(item)) {
                continue;
            }
            int from = item.mark().line() - 1;
            int to = i + 1 < items.size() ? items.get(i + 1).mark().line() - 1 : end;
            if (!lines.get(from).matches("\\s*- .*")) {
                throw refusal(
                        source,
                        item.mark(),
                        "\"%s\" is none of the checks that are learned, and stands among others"
                                .formatted(name(item)),
                        "put each check on a line of its own that begins with a dash");
            }
            stay.addAll(indented(lines.subList(from, to)));
        }
        return stay;
    }

    /// As deep as those that are learned.
    private static List<String> indented(List<String> item) {
        int there = item.getFirst().indexOf('-');
        return item.stream()
                .map(line -> {
                    int cut = 0;
                    while (cut < there && cut < line.length() && line.charAt(cut) == ' ') {
                        cut++;
                    }
                    return line.isBlank() ? line : "  " + line.substring(cut);
                })
                .toList();
    }

    private static UserError refusal(Source source, Mark mark, String found, String right) {
        List<Problem> problems = List.of(source.problem(mark, found, right));
        return new UserError(problems);
    }
}
