package dev.fettle.promise;

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

/// Promise 1 where the world is another when a run is taken up: its program is waited for all the
/// same, and nothing is decided before it has ended.
class AdoptedRunsTest {
    private static final String COPY =
            """
            watch: ../../inbox
            run: ./go.sh {input} {output}
            accept: [json]
            output: ../../site
            """;

    @TempDir private Path place;
    @AutoClose private TestHome home;
    private Path starts;
    private Path go;

    @BeforeEach
    void a_home_that_has_published_before() throws Exception {
        home = TestHome.in(place);
        starts = home.beside("starts");
        go = home.beside("go");
        home.automation("copy", COPY)
                .script(
                        "copy",
                        """
                        mv "$1" "$2"
                        echo start >>../../starts
                        while [ ! -e ../../go ]; do sleep 0.02; done
                        """);
        home.drop("first.json", "1");
        Files.createFile(go);
        assertThat(home.runArrived("copy").getFirst().outcome()).contains("succeeded");
        Files.delete(go);
    }

    @Test
    void an_input_that_its_program_took_away_is_not_asked_for_again() throws Exception {
        killDaemonWhileItWorks();

        try (var _ = FettleProcess.up(home)) {
            home.drop("c.json", "{");
            until(() -> home.runs("copy").getFirst().outcome().isPresent());
            assertThat(home.runs("copy").get(1).outcome()).as("still at work").isEmpty();
            Files.createFile(go);

            var runs = home.awaitRuns("copy", 3);
            assertThat(runs.get(1).outcome()).contains("succeeded");
            assertThat(runs.get(1).attempts()).isEqualTo(1);
        }
        assertThat(names(home.site())).containsExactly("b.json", "first.json");
    }

    @Test
    void a_destination_that_went_meanwhile_is_told_once_the_program_has_ended() throws Exception {
        killDaemonWhileItWorks();
        Files.move(home.site(), home.beside("unplugged"));

        try (var _ = FettleProcess.up(home)) {
            home.drop("c.json", "{");
            until(() -> home.runs("copy").getFirst().outcome().isPresent());
            assertThat(home.runs("copy").get(1).outcome()).as("still at work").isEmpty();
            Files.createFile(go);

            var run = home.awaitRuns("copy", 3).get(1);
            assertThat(run.outcome()).contains("blocked");
            assertThat(run.reason().orElse("")).contains("folder gone");
        }
        assertThat(lines(starts)).hasSize(2);
        assertThat(home.site()).doesNotExist();
    }

    @Test
    void what_a_verb_left_is_taken_up_by_the_daemon_that_came_meanwhile() throws Exception {
        var input = Files.writeString(home.beside("b.json"), "1").toString();
        try (var verb = FettleProcess.start(home, "run", "copy", input)) {
            until(() -> lines(starts).size() == 2);
            try (var _ = FettleProcess.up(home)) {
                verb.kill9();
                Files.createFile(go);

                assertThat(home.awaitRuns("copy", 2).getLast().outcome()).contains("succeeded");
            }
        }
        assertThat(lines(starts)).hasSize(2);
    }

    private void killDaemonWhileItWorks() throws IOException {
        try (var daemon = FettleProcess.up(home)) {
            home.drop("b.json", "2");
            until(() -> lines(starts).size() == 2);
            daemon.kill9();
        }
        assertThat(home.runs("copy").getFirst().outcome()).isEmpty();
    }
}
