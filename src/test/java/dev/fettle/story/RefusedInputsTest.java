package dev.fettle.story;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.names;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Inputs that are refused, or whose runs fail: set aside with their reason, in nobody's way, and
/// no fault of the automation until there are three of them.
class RefusedInputsTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_home_whose_program_fails_on_what_says_bad() throws IOException {
        home = TestHome.in(place);
        home.automation(
                        "copy",
                        """
                        watch: ../../inbox
                        run: ./go.sh {input} {output}
                        accept: [json]
                        output: ../../site
                        parallel: 1
                        """)
                .script(
                        "copy",
                        """
                        echo "${1##*/}" >>../../starts
                        grep -q bad "$1" && exit 4
                        cp "$1" "$2"
                        """);
    }

    @Test
    void a_refused_input_never_reaches_the_program_and_holds_up_no_other() throws Exception {
        try (var _ = FettleProcess.up(home)) {
            home.drop("a.json", "{");
            home.drop("b.json", "1");

            var refused =
                    home.awaitRuns("copy", 2).stream()
                            .filter(run -> run.inputs().toString().contains("/a.json"))
                            .findFirst()
                            .orElseThrow();

            assertThat(refused.outcome()).contains("invalid");
            assertThat(refused.attempts()).isZero();
            assertThat(refused.checks().getFirst().name()).isEqualTo("json");
            assertThat(refused.checks().getFirst().passed()).contains(false);
            assertThat(lines(home.beside("starts"))).containsExactly("b.json");
            assertThat(home.status("copy").health()).isEqualTo("ok");
            assertThat(home.status("copy").reason()).contains("1 input set aside");
        }
    }

    @Test
    void an_input_that_is_set_aside_waits_for_other_bytes_or_for_the_users_word() throws Exception {
        home.drop("a.json", "{");
        assertThat(home.runArrived("copy")).hasSize(1);
        try (var _ = FettleProcess.up(home)) {
            home.drop("b.json", "1");
            home.awaitRuns("copy", 2);

            assertThat(FettleProcess.call(home, "run", "copy").code()).isEqualTo(1);
            assertThat(home.runs("copy")).hasSize(3);
            home.drop("a.json", "2");

            home.awaitRuns("copy", 4);
            assertThat(home.status("copy").reason()).isEmpty();
        }
        assertThat(names(home.site())).containsExactly("a.json", "b.json");
    }

    @Test
    void an_input_that_is_taken_away_is_set_aside_no_longer() throws Exception {
        try (var _ = FettleProcess.up(home)) {
            var input = home.drop("a.json", "{");
            home.awaitRun("copy");
            assertThat(home.status("copy").reason()).contains("1 input set aside");

            Files.delete(input);

            until(() -> home.status("copy").reason().isEmpty());
        }
    }

    @Test
    void three_different_inputs_that_fail_in_a_row_are_the_automations_fault() throws Exception {
        home.drop("good.json", "1");
        home.runArrived("copy");
        for (int n = 1; n <= 2; n++) {
            home.drop(n + ".json", "\"bad\"");
            assertThat(home.run("copy", home.inbox().resolve(n + ".json")).exitCode()).hasValue(4);
            assertThat(home.status("copy").health()).isEqualTo("ok");
        }
        home.run("copy", home.inbox().resolve("2.json"));
        assertThat(home.status("copy").health()).as("the same input again").isEqualTo("ok");

        home.drop("3.json", "\"bad\"");
        home.run("copy", home.inbox().resolve("3.json"));

        assertThat(home.status("copy").health()).isEqualTo("failing");
        assertThat(home.status("copy").reason().orElse("")).contains("exit code 4", "3 inputs");
        assertThat(FettleProcess.call(home, "status").code()).isEqualTo(1);
    }
}
