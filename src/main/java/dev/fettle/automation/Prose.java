package dev.fettle.automation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/// The documentation half of a README: what stands before the first second-level heading, and what
/// stands under each.
///
/// @param introduction the text between the title and the first second-level heading
public record Prose(String title, String introduction, List<Section> sections) {
    private static final Pattern COMMENT = Pattern.compile("<!--.*?(-->|\\z)", Pattern.DOTALL);

    public Prose {
        sections = List.copyOf(sections);
    }

    /// @param line of the heading in the README, counted from 1
    /// @param text everything below it up to the next heading of its level or above
    public record Section(String heading, int line, String text) {}

    /// @param readme the whole README, front matter included
    public static Prose of(String readme) {
        var lines = readme.lines().toList();
        var body = FrontMatter.of(lines).below();
        int start = lines.size() - body.size();
        var parser = Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS).build();
        var headings = headings(parser.parse(String.join("\n", body)));
        var title = headings.stream().filter(h -> h.level == 1).findFirst();
        var second = headings.stream().filter(h -> h.level == 2).toList();

        var sections = new ArrayList<Section>();
        for (var heading : second) {
            int end =
                    headings.stream()
                            .filter(h -> h.first > heading.first && h.level <= 2)
                            .mapToInt(h -> h.first)
                            .findFirst()
                            .orElse(body.size());
            sections.add(
                    new Section(
                            heading.text,
                            start + heading.first + 1,
                            text(body, heading.last + 1, end)));
        }
        int introductionEnd = second.isEmpty() ? body.size() : second.getFirst().first;
        int introductionStart =
                title.filter(t -> t.first < introductionEnd).map(t -> t.last + 1).orElse(0);
        return new Prose(
                title.map(t -> t.text).orElse(""),
                text(body, introductionStart, introductionEnd),
                sections);
    }

    public Optional<Section> section(String heading) {
        return sections.stream().filter(s -> s.heading().equalsIgnoreCase(heading)).findFirst();
    }

    /// A text without its comments: those are hints for who writes it, not for who reads.
    public static String said(String text) {
        return COMMENT.matcher(text).replaceAll("").strip();
    }

    /// The introduction's first sentence or line, for the index of the home.
    public String summary() {
        var paragraph = said(introduction).split("\n\\s*\n", 2)[0].replace('\n', ' ').strip();
        int end = paragraph.indexOf(". ");
        return end < 0 ? paragraph : paragraph.substring(0, end + 1);
    }

    private static String text(List<String> lines, int from, int to) {
        return String.join("\n", lines.subList(Math.min(from, to), to)).strip();
    }

    private static List<Found> headings(Node document) {
        var found = new ArrayList<Found>();
        for (var node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading heading) {
                var spans = heading.getSourceSpans();
                found.add(
                        new Found(
                                heading.getLevel(),
                                words(heading),
                                spans.getFirst().getLineIndex(),
                                spans.getLast().getLineIndex()));
            }
        }
        return found;
    }

    private static String words(Heading heading) {
        var words = new StringBuilder();
        heading.accept(
                new AbstractVisitor() {
                    @Override
                    public void visit(Text text) {
                        words.append(text.getLiteral());
                    }

                    @Override
                    public void visit(Code code) {
                        words.append(code.getLiteral());
                    }

                    @Override
                    public void visit(SoftLineBreak softLineBreak) {
                        words.append(' ');
                    }
                });
        return words.toString().strip();
    }

    private record Found(int level, String text, int first, int last) {}
}
