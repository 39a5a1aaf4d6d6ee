package dev.fettle.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class YamlReaderTest {
    @Test
    void each_piece_knows_where_it_stands_counted_from_one() {
        var root = read("a: x\nb:\n  - \"y\"\n  - {c: z}\n");

        assertThat(root)
                .isEqualTo(
                        new Node.Mapping(
                                List.of(
                                        new Node.Entry(
                                                new Node.Scalar("a", true, new Mark(1, 1)),
                                                new Node.Scalar("x", true, new Mark(1, 4))),
                                        new Node.Entry(
                                                new Node.Scalar("b", true, new Mark(2, 1)),
                                                new Node.Sequence(
                                                        List.of(
                                                                new Node.Scalar(
                                                                        "y", false, new Mark(3, 5)),
                                                                keyAndValue()),
                                                        new Mark(3, 3)))),
                                new Mark(1, 1)));
    }

    private static Node keyAndValue() {
        return new Node.Mapping(
                List.of(
                        new Node.Entry(
                                new Node.Scalar("c", true, new Mark(4, 6)),
                                new Node.Scalar("z", true, new Mark(4, 9)))),
                new Mark(4, 5));
    }

    @Test
    void columns_count_characters_and_not_the_halves_of_pairs() {
        var root = (Node.Mapping) read("\"😀😀\": x\n");

        assertThat(root.entries().getFirst().value().mark()).isEqualTo(new Mark(1, 7));
    }

    @Test
    void lines_count_from_where_the_text_begins_in_its_file() {
        var source = Source.of("README.md", "---\na: x\n---\n");

        assertThat(YamlReader.read(source, 2, "a: x\n").orElseThrow().mark())
                .isEqualTo(new Mark(2, 1));
    }

    @Test
    void scalars_stay_the_text_that_was_written() {
        var root = (Node.Mapping) read("a: 022\nb: no\nc: 1e3\nd: 2026-01-01\ne: ~\nf:\n");

        assertThat(root.entries().stream().map(e -> e.value().text()))
                .containsExactly("022", "no", "1e3", "2026-01-01", "~", "");
    }

    @Test
    void repeated_keys_are_kept() {
        var root = (Node.Mapping) read("a: 1\na: 2\n");

        assertThat(root.entries()).hasSize(2);
        assertThat(root.text("a")).contains("1");
    }

    @Test
    void a_document_without_anything_is_nothing() {
        assertThat(YamlReader.read(Source.of("x", ""), 1, "")).isEmpty();
        assertThat(YamlReader.read(Source.of("x", "# a\n"), 1, "# a\n")).isEmpty();
    }

    @Test
    void an_alias_stands_where_it_is_written() {
        var root = (Node.Mapping) read("a: &x 3\nb: *x\nc: &y [1]\nd: *y\n");

        assertThat(root.get("b")).contains(new Node.Scalar("3", true, new Mark(2, 4)));
        assertThat(root.get("d")).isEqualTo(root.get("c"));
    }

    @Test
    void a_tab_in_a_block_of_text_is_a_tab() {
        var root = (Node.Mapping) read("a: |\n  cat <<-x\n  \ty\n  x\n");

        assertThat(root.text("a")).contains("cat <<-x\n\ty\nx\n");
    }

    @Test
    void ten_thousand_values_are_too_many_whoever_multiplies_them() {
        assertThat(headline("[" + "x,".repeat(9_998) + "x]\n")).isEmpty();
        assertThat(headline("[" + "x,".repeat(9_999) + "x]\n"))
                .contains(
                        "t:1:20000: more than 10000 values; an alias counts as all that it stands for");
        assertThat(
                        headline(
                                """
                                a: &a [x, x, x, x, x, x, x, x, x, x]
                                b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
                                c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
                                d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
                                e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
                                """))
                .contains(
                        "t:4:36: more than 10000 values; an alias counts as all that it stands for");
    }

    @Test
    void thirty_levels_are_deep_enough() {
        assertThat(headline("[".repeat(31) + "]".repeat(31))).isEmpty();
        assertThat(headline("[".repeat(32) + "]".repeat(32)))
                .contains("t:1:32: nested more than 30 levels deep; nest it less");
        assertThat(headline("[".repeat(1_000_000)))
                .contains("t:1:32: nested more than 30 levels deep; nest it less");
        assertThat(headline("- ".repeat(400_000)))
                .contains("t:1:63: nested more than 30 levels deep; nest it less");
    }

    @Test
    void what_holds_itself_is_refused() {
        assertThat(headline("a: &a [*a]\n"))
                .contains(
                        "t:1:8: nothing above is named &a; a text that begins with * wants quotes");
    }

    private static Node read(String text) {
        return YamlReader.read(Source.of("t", text), 1, text).orElseThrow();
    }

    private static Optional<String> headline(String text) {
        return Optional.ofNullable(catchThrowableOfType(UserError.class, () -> read(text)))
                .map(e -> e.problems().getFirst().headline());
    }
}
