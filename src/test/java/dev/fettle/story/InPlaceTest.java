package dev.fettle.story;

import static dev.fettle.kit.TestHome.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Converting in place: the results lie in the watched folder and are no inputs of their own maker.
/// One worker alone, so that a result that were taken for an input would run before a later input.
class InPlaceTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_home() throws IOException {
        home = TestHome.in(place);
    }

    @Test
    void a_result_that_takes_the_inputs_place_is_not_converted_again() throws Exception {
        converts("tr a-z A-Z <{input} >{output}/$(basename {input})");
        try (var _ = FettleProcess.up(home)) {
            home.drop("a", "one");
            home.awaitRuns("loud", 1);
            home.drop("b", "two");
            home.awaitRuns("loud", 2);
            home.drop("a", "three");
            var last = home.awaitRuns("loud", 3).getLast();
            assertThat(home.inbox().resolve("a")).content().isEqualTo("THREE");
            assertThat(home.inbox().resolve("b")).content().isEqualTo("TWO");

            home.undo(last);
            assertThat(home.inbox().resolve("a")).content().isEqualTo("three");
            home.drop("c", "four");

            home.awaitRuns("loud", 4);
            assertThat(home.inbox().resolve("a")).content().isEqualTo("three");
        }
        try (var _ = FettleProcess.up(home)) {
            home.drop("d", "five");
            home.awaitRuns("loud", 5);
        }
    }

    @Test
    void a_result_beside_its_input_is_not_converted_again() throws Exception {
        converts("tr a-z A-Z <{input} >{output}/$(basename {input}).loud");
        try (var _ = FettleProcess.up(home)) {
            home.drop("a", "one");
            home.awaitRuns("loud", 1);
            home.drop("b", "two");

            home.awaitRuns("loud", 2);
        }
        assertThat(names(home.inbox())).containsExactly("a", "a.loud", "b", "b.loud");
    }

    private void converts(String run) throws IOException {
        home.automation(
                "loud",
                "watch: ../../inbox\nrun: %s\noutput: ../../inbox\nparallel: 1".formatted(run));
    }
}
