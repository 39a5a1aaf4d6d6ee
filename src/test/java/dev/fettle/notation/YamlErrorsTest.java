package dev.fettle.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What people get wrong in YAML is told in their words, at the place where they would mend it.
class YamlErrorsTest {
    private static final String QUOTES = "; put the whole text in quotes";

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("a:\n\tb: c", "2:1: a tab in the indentation; indent with spaces"),
                Arguments.of("a:\n  \tb: c", "2:3: a tab in the indentation; indent with spaces"),
                Arguments.of("pattern: *.jpg", "1:10: a text cannot begin with *" + QUOTES),
                Arguments.of("pattern: *", "1:10: a text cannot begin with *" + QUOTES),
                Arguments.of("a: & b", "1:4: a text cannot begin with &" + QUOTES),
                Arguments.of("a: @b", "1:4: a text cannot begin with this character" + QUOTES),
                Arguments.of("a: `b`", "1:4: a text cannot begin with this character" + QUOTES),
                Arguments.of("a: %b", "1:4: a text cannot begin with this character" + QUOTES),
                Arguments.of("a: ,b", "1:4: a text cannot begin with this character" + QUOTES),
                Arguments.of("a: ]", "1:4: a text cannot begin with this character" + QUOTES),
                Arguments.of("a: >b", "1:4: a text cannot begin with | or >" + QUOTES),
                Arguments.of("a: |b", "1:4: a text cannot begin with | or >" + QUOTES),
                Arguments.of("a: !<b", "1:4: a text cannot begin with !" + QUOTES),
                Arguments.of(
                        "a: !b c",
                        "1:4: a tag means nothing here; a text that begins with ! wants quotes"),
                Arguments.of(
                        "a: *b",
                        "1:4: nothing above is named &b; a text that begins with * wants quotes"),
                Arguments.of(
                        "a: b: c",
                        "1:5: a second colon, or a key that is indented unlike its neighbours;"
                                + " a text that holds a colon and a space wants quotes"),
                Arguments.of(
                        "a: b\nc\nd: e",
                        "2:1: this line is no key with a value;"
                                + " right would be KEY: VALUE, with a space behind the colon"),
                Arguments.of("a: 'b\nc: d", "1:4: the quote that begins here has no end; close it"),
                Arguments.of("a: \"b", "1:4: the quote that begins here has no end; close it"),
                Arguments.of(
                        "a: \"b\\qc\"",
                        "1:7: a backslash means something in double quotes;"
                                + " use single quotes, or write \\\\ for one backslash"),
                Arguments.of(
                        "a: \"b\" c",
                        "1:8: this does not fit what stands before it; a text that begins with a"
                                + " quote or a bracket and goes on behind it wants quotes around all"
                                + " of it"),
                Arguments.of(
                        "a: [b, c\nd: e",
                        "2:2: the list that begins with [ has no comma or ] here;"
                                + " a text that holds one of [ ] { } , : wants quotes in such a list"),
                Arguments.of(
                        "a: {b: c\nd: e",
                        "2:2: the group that begins with { has no comma or } here;"
                                + " a text that holds one of [ ] { } , : wants quotes in such a"
                                + " group"),
                Arguments.of(
                        "a:\n  b: 1\n c: 2",
                        "3:2: this line is indented like none above it;"
                                + " indent the keys of a group alike"),
                Arguments.of(
                        "a: - b",
                        "1:4: an item of a list cannot begin here;"
                                + " begin it on a line of its own, or put the text in quotes"),
                Arguments.of(
                        "? [a]\n: b",
                        "1:3: a key must be a word; a text that begins with { or [ wants quotes"),
                Arguments.of(
                        "a: x\u0007y", "1:5: the character U+0007 is not allowed; take it out"),
                Arguments.of(
                        "a: b\nc: \u001b[2J",
                        "2:4: the character U+001B is not allowed; take it out"),
                Arguments.of(
                        "a: b\n---\nc: d",
                        "2:1: a second document begins here;"
                                + " keep one of them: a line --- parts documents"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_mistake_is_told_in_words(String text, String told) {
        assertThatThrownBy(() -> YamlReader.read(Source.of("t", text), 1, text))
                .isInstanceOfSatisfying(
                        UserError.class,
                        e ->
                                assertThat(e.problems())
                                        .singleElement()
                                        .extracting(Problem::headline)
                                        .isEqualTo("t:" + told));
    }

    @Test
    void a_rare_mistake_is_told_in_the_words_of_the_library() {
        assertThatThrownBy(() -> YamlReader.read(Source.of("t", "%YAML 1.x\n"), 1, "%YAML 1.x\n"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("t:1:9: this is no YAML: ");
    }
}
