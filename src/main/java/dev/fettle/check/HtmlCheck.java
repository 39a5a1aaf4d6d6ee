package dev.fettle.check;

import dev.fettle.notation.Key;
import dev.fettle.notation.Shape;
import dev.fettle.notation.Wording;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// `html`, `html: {title: Prices, elements: {tr: {min: 20}}}`: each file is a page that was not cut
/// off: it begins as HTML does, ends outside of tags, comments and scripts, and closes the `<html>`
/// and `<body>` that it opens.
record HtmlCheck(List<Pattern> titles, Map<String, Bounds> elements) implements FileCheck {
    private static final String PAGE = "a whole HTML page";

    @Override
    public String name() {
        return "html";
    }

    @Override
    public Judgement judge(Path file, Evidence evidence) throws IOException, InterruptedException {
        var empty = NotEmptyCheck.emptiness(file);
        if (empty.isPresent()) {
            return empty.get();
        }
        // All that matters here is ASCII, whatever the rest is encoded in.
        try (var reader =
                new BufferedReader(
                        new InputStreamReader(Reading.open(file), StandardCharsets.ISO_8859_1))) {
            var count = new ElementCount(elements);
            boolean counted = !elements.isEmpty();
            return judge(HtmlText.read(reader, counted ? count::seen : _ -> {}), count);
        } catch (SearchText.Interrupted e) {
            throw new InterruptedException();
        }
    }

    private Judgement judge(HtmlText text, ElementCount count) {
        if (!text.isHtml()) {
            return new Judgement.Bad("no-html", PAGE, "it does not begin as HTML does");
        }
        if (text.missing().isPresent()) {
            return new Judgement.Bad("truncated", PAGE, text.missing().get());
        }
        for (var title : titles) {
            if (!title.matcher(new SearchText(text.title())).find()) {
                return new Judgement.Bad(
                        "title",
                        "a title that matches " + title,
                        "the title is " + Wording.quoted(text.title()));
            }
        }
        return count.missed().orElse(Judgement.GOOD);
    }

    /// As users write it.
    record Kind() implements CheckKind {
        @Override
        public String name() {
            return "html";
        }

        @Override
        public String says() {
            return "each file is an HTML page that was not cut off";
        }

        @Override
        public Shape options() {
            return Shape.keys(
                    Key.of(
                            "title",
                            Shape.oneOrMore(Shape.text("regular expression")),
                            "expressions that must be found in the page's title"),
                    ElementCount.key());
        }

        @Override
        public Check parse(Options options) {
            return new HtmlCheck(options.patterns("title"), ElementCount.parse(options));
        }
    }
}
