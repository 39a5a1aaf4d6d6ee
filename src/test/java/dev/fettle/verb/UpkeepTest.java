package dev.fettle.verb;

import static dev.fettle.kit.TestHome.names;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpkeepTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_home_that_keeps_one_run() throws IOException {
        home = TestHome.in(place);
        Files.writeString(home.root().resolve("fettle.yaml"), "web: off\nhistory: {runs: 1}\n");
        home.automation("job", "run: cp ../../source {output}/page\noutput: ../../site");
    }

    @Test
    void what_a_fettle_that_died_left_behind_is_swept_away_and_what_works_is_left_alone()
            throws Exception {
        var state = home.workshop().state();
        home.automation("slow", "run: ./go.sh {output}\noutput: ../../site")
                .script(
                        "slow",
                        "echo >../../begun; while [ ! -e ../../go ]; do sleep 0.02; done; echo x >\"$1/x\"");
        var working =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                home.run("slow");
                            } catch (Exception e) {
                                throw new AssertionError(e);
                            }
                        });
        until(() -> Files.exists(home.beside("begun")));
        var staged = names(state.staging());
        Files.createDirectories(state.runs().resolve("deaddeaddead/1"));
        Files.createDirectories(state.staging().resolve("deaddeaddead/out"));
        Files.createDirectories(state.versions().resolve("deaddeaddead"));

        Upkeep.keep(home.workshop());

        assertThat(names(state.runs())).isEqualTo(staged);
        assertThat(names(state.staging())).isEqualTo(staged);
        assertThat(state.versions().resolve("deaddeaddead")).doesNotExist();
        Files.createFile(home.beside("go"));
        working.join();
        assertThat(home.site().resolve("x")).content().isEqualTo("x\n");
        assertThat(names(state.runs())).isEmpty();
    }

    @Test
    void a_run_that_can_be_undone_is_kept_until_its_versions_are_given_up() throws Exception {
        publish("first");
        publish("second");
        var third = publish("third");
        publish("fourth");
        Upkeep.keep(home.workshop());
        assertThat(home.runs("job")).hasSize(3).extracting(RunView::id).contains(third.id());

        home.undo(home.runs("job").getFirst());
        home.undo(third);

        assertThat(home.site().resolve("page")).content().isEqualTo("second");
    }

    private RunView publish(String text) throws Exception {
        Files.writeString(home.beside("source"), text);
        return home.run("job");
    }
}
