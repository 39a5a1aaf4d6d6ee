package dev.fettle.automation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProseTest {
    private static final String README =
            """
            ---
            run: ./go   # ## no heading
            ---
            # Web `images`

            Resizes what I drop. By
            hand: `./go`.

            More of it.

            ```sh
            ## no heading either
            ```

            ## What breaks it

            A full disk.

            ### Often

            Really.

            Setext heading
            --------------
            Wait.
            # Another title
            Beyond.
            """;

    @Test
    void the_parts_of_a_readme_are_found_below_its_front_matter() {
        var prose = Prose.of(README);

        assertThat(prose.title()).isEqualTo("Web images");
        assertThat(prose.introduction())
                .startsWith("Resizes what I drop. By\nhand:")
                .endsWith("## no heading either\n```");
        assertThat(prose.summary()).isEqualTo("Resizes what I drop.");
        assertThat(prose.sections())
                .containsExactly(
                        new Prose.Section(
                                "What breaks it", 15, "A full disk.\n\n### Often\n\nReally."),
                        new Prose.Section("Setext heading", 23, "Wait."));
    }

    @Test
    void a_section_is_found_whatever_its_case() {
        assertThat(Prose.of(README).section("what BREAKS it")).isPresent();
        assertThat(Prose.of(README).section("Often")).isEmpty();
    }

    @Test
    void spaces_behind_the_dashes_do_not_hide_the_end_of_the_front_matter() {
        var prose = Prose.of("--- \nrun: ./go\n---  \n# Title\nText.\n");

        assertThat(prose.title()).isEqualTo("Title");
        assertThat(prose.introduction()).isEqualTo("Text.");
    }

    @Test
    void a_readme_may_lack_everything() {
        assertThat(Prose.of("")).isEqualTo(Prose.of("---\nrun: ./go\n---\n"));
        assertThat(Prose.of("").title()).isEmpty();
        assertThat(Prose.of("").summary()).isEmpty();
        assertThat(Prose.of("Only text").introduction()).isEqualTo("Only text");
        assertThat(Prose.of("---\nwithout an end\n").introduction()).isEmpty();
    }

    @Test
    void comments_are_not_said() {
        assertThat(Prose.said("a <!-- b\n c --> d")).isEqualTo("a  d");
        assertThat(Prose.said("a <!-- open")).isEqualTo("a");
    }
}
