package dev.fettle.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nobody wrote checks for an automation; its good results teach them.
class LearnedChecksTest {
    private static final String DEFINITION =
            """
            # every night
            run: ./go.sh {output}
            output: ../../site   # where the page is
            # the last line
            """;

    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void prices_that_are_fetched() throws IOException {
        home = TestHome.in(place);
        home.automation("prices", DEFINITION)
                .script("prices", "cp ../../next.json \"$1/prices.json\"");
    }

    @Test
    void what_ten_results_had_in_common_is_written_and_garbage_refused() throws Exception {
        runs(10);

        var said = FettleProcess.call(home, "learn", "prices", "--checks", "--write");

        assertThat(said.code()).isZero();
        assertThat(said.out())
                .contains(
                        "from half the smallest to twice the largest", "/rows: {min: 20, max: 86}");
        var readme = Files.readString(home.root().resolve("prices/README.md"));
        assertThat(readme)
                .startsWith("---\n" + DEFINITION + "check:   # learned from 10 good results")
                .contains("/rows/*/price")
                .endsWith("\n---\n# prices\n");
        assertThat(given("{\"error\": \"quota exceeded\"}")).isEqualTo("invalid");
        assertThat(given("{\"at\": 11, \"rows\": []}")).isEqualTo("invalid");
        assertThat(given(rows(11, 5))).isEqualTo("invalid");
        assertThat(home.beside("site/prices.json")).content().contains("\"at\": 9");
        assertThat(given(rows(11, 42))).isEqualTo("succeeded");
    }

    @Test
    void results_that_were_wrong_or_taken_back_teach_nothing() throws Exception {
        runs(8);
        var wrong = given(rows(10, 1));
        assertThat(wrong).isEqualTo("succeeded");
        var bad = home.runs("prices").getFirst().id();
        assertThat(FettleProcess.call(home, "bad", bad).code()).isZero();
        assertThat(given(rows(11, 2))).isEqualTo("succeeded");
        home.undo(home.runs("prices").getFirst());

        var said = FettleProcess.call(home, "learn", "prices", "--checks", "--json");

        assertThat(said.out()).contains("\"results\" : 8").contains("/rows: {min: 20, max: 86}");
    }

    @Test
    void of_a_few_results_only_what_decodes_is_learned() throws Exception {
        runs(3);

        var said = FettleProcess.call(home, "learn", "prices", "--checks");

        assertThat(said.code()).isZero();
        assertThat(said.out()).contains("- valid", "- json").doesNotContain("min:");
        assertThat(said.err()).contains("there are 3 good results", "learned from 8");
        assertThat(home.root().resolve("prices/README.md")).content().doesNotContain("check:");
    }

    @Test
    void checks_of_ones_own_stay_when_others_are_learned_anew() throws Exception {
        home.automation(
                "prices", DEFINITION + "check:\n  - valid\n  - command: [\"true\"]   # mine\n");
        runs(8);

        var said = FettleProcess.call(home, "learn", "prices", "--checks", "--write");

        assertThat(said.code()).isZero();
        assertThat(said.err()).contains("take the place", "of which stay: command");
        assertThat(home.root().resolve("prices/README.md"))
                .content()
                .contains("\n  - command: [\"true\"]   # mine\n---\n")
                .containsOnlyOnce("- valid");
        assertThat(given(rows(11, 42))).isEqualTo("succeeded");
    }

    @Test
    void without_results_or_a_word_of_what_to_learn_nothing_is_done() throws Exception {
        var before = Files.readString(home.root().resolve("prices/README.md"));

        var nothing = FettleProcess.call(home, "learn", "prices", "--checks", "--write");
        var unsaid = FettleProcess.call(home, "learn", "prices");
        home.automation("job", "run: ./go.sh").script("job", ":");
        var unpublished = FettleProcess.call(home, "learn", "job", "--checks");

        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.err()).contains("no good result yet");
        assertThat(unsaid.code()).isEqualTo(2);
        assertThat(unsaid.err()).contains("learn needs --checks");
        assertThat(unpublished.code()).isEqualTo(2);
        assertThat(unpublished.err()).contains("job publishes nothing");
        assertThat(home.root().resolve("prices/README.md")).hasContent(before);
    }

    private void runs(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            assertThat(given(rows(i, 40 + i % 4))).isEqualTo("succeeded");
        }
    }

    private String given(String text) throws Exception {
        Files.writeString(home.beside("next.json"), text);
        return home.run("prices").outcome().orElseThrow();
    }

    private static String rows(int at, int count) {
        var rows =
                IntStream.range(0, count)
                        .mapToObj(n -> "{\"id\": %d, \"price\": %s}".formatted(n, n * 1.5))
                        .collect(Collectors.joining(", "));
        return "{\"at\": %d, \"rows\": [%s]}".formatted(at, rows);
    }
}
