package dev.fettle.check;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// What can be told of a page by its tags alone, read from end to end in little memory. Browsers
/// mend whatever they get, so that there is no such thing as broken HTML; a page that was cut off
/// can be known all the same.
///
/// @param isHtml whether it begins with a doctype or a tag of HTML
/// @param missing what it lacks at its end, where it lacks something
/// @param title empty where it has none
public record HtmlText(boolean isHtml, Optional<String> missing, String title) {
    private static final int END = -1;
    private static final int LONGEST_NAME = 32;
    private static final int LONGEST_TITLE = 1000;

    /// Up to their end tag these hold text, whatever it looks like.
    private static final Set<String> RAW = Set.of("script", "style", "textarea", "title");

    /// What must be closed where it is opened.
    private static final List<String> AROUND = List.of("body", "html");

    /// What a page may begin with, which need not open `<html>`.
    private static final Set<String> FIRST =
            Set.of("html", "head", "title", "meta", "body", "link", "style", "script", "base");

    /// @param elements is told the name of each element, in lower case
    public static HtmlText read(Reader reader, Consumer<String> elements) throws IOException {
        return new Scan(reader, elements).page();
    }

    private static final class Scan {
        private final Reader reader;
        private final Consumer<String> elements;
        private final Set<String> opened = new HashSet<>();
        private final Set<String> closed = new HashSet<>();
        private final StringBuilder title = new StringBuilder();
        private Optional<String> within = Optional.empty();
        private boolean begun;
        private boolean html;
        private int next;

        Scan(Reader reader, Consumer<String> elements) throws IOException {
            this.reader = reader;
            this.elements = elements;
            next = reader.read();
            if (next == 0xef) { // a byte order mark
                reader.skip(2);
                next = reader.read();
            }
        }

        HtmlText page() throws IOException {
            while (next != END && (html || !begun)) {
                if (next == '<') {
                    advance();
                    markup();
                } else {
                    begun |= !Character.isWhitespace(next);
                    advance();
                }
            }
            return new HtmlText(html, html ? missing() : Optional.empty(), titleText());
        }

        private Optional<String> missing() {
            if (within.isPresent()) {
                return within.map(what -> "it ends within " + what);
            }
            for (var name : AROUND) {
                if (opened.contains(name) && !closed.contains(name)) {
                    return Optional.of("</%s> is missing".formatted(name));
                }
            }
            return Optional.empty();
        }

        private void markup() throws IOException {
            if (next == '!' || next == '?') {
                declaration();
            } else if (next == '/') {
                advance();
                note(tag(), closed);
            } else if (Character.isLetter(next)) {
                var name = tag();
                note(name, opened);
                elements.accept(name);
                if (!begun) {
                    begun = true;
                    html = FIRST.contains(name);
                }
                if (RAW.contains(name) && within.isEmpty()) {
                    raw(name);
                }
            }
        }

        /// Of other names there may be millions.
        private static void note(String name, Set<String> names) {
            if (AROUND.contains(name)) {
                names.add(name);
            }
        }

        private void declaration() throws IOException {
            var word = new StringBuilder();
            while (next != END && next != '>' && word.length() < 9) {
                word.append((char) next);
                advance();
                if (word.toString().equals("!--")) {
                    comment();
                    return;
                }
            }
            if (!begun && word.toString().toLowerCase(Locale.ROOT).startsWith("!doctype")) {
                begun = true;
                html = true;
            }
            through('>', "a declaration");
        }

        private void comment() throws IOException {
            int dashes = 0;
            while (next != END && !(next == '>' && dashes >= 2)) {
                dashes = next == '-' ? dashes + 1 : 0;
                advance();
            }
            through('>', "a comment");
        }

        /// The name of a tag, and past its end; quotes may hold a `>`.
        private String tag() throws IOException {
            var name = new StringBuilder();
            while (next != END && next != '>' && next != '/' && !Character.isWhitespace(next)) {
                if (name.length() < LONGEST_NAME) {
                    name.append((char) next);
                }
                advance();
            }
            int before = 0;
            while (next != END && next != '>') {
                if ((next == '"' || next == '\'') && before == '=') {
                    int quote = next;
                    advance();
                    while (next != END && next != quote) {
                        advance();
                    }
                }
                before = Character.isWhitespace(next) && before == '=' ? before : next;
                advance();
            }
            through('>', "a tag");
            return name.toString().toLowerCase(Locale.ROOT);
        }

        private void raw(String name) throws IOException {
            var end = "</" + name;
            int matched = 0;
            while (next != END && matched < end.length()) {
                if (name.equals("title") && title.length() < LONGEST_TITLE) {
                    title.append((char) next);
                }
                int lower = Character.toLowerCase(next);
                matched = lower == end.charAt(matched) ? matched + 1 : lower == '<' ? 1 : 0;
                advance();
            }
            if (matched == end.length()) {
                through('>', "<%s>".formatted(name));
            } else {
                within = Optional.of("<%s>".formatted(name));
            }
        }

        private void through(char sign, String what) throws IOException {
            while (next != END && next != sign) {
                advance();
            }
            if (next == END) {
                within = Optional.of(what);
            }
            advance();
        }

        private String titleText() {
            int end = title.indexOf("</");
            var bytes =
                    (end < 0 ? title : title.substring(0, end))
                            .toString()
                            .getBytes(StandardCharsets.ISO_8859_1);
            return new String(bytes, StandardCharsets.UTF_8).strip();
        }

        private void advance() throws IOException {
            next = next == END ? END : reader.read();
        }
    }
}
