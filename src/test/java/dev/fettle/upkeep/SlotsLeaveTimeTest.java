package dev.fettle.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.TestHome;
import dev.fettle.kit.TurnableClock;
import dev.fettle.verb.LintVerb;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What lint says of slots, from what runs took so far.
class SlotsLeaveTimeTest {
    private final TurnableClock clock = new TurnableClock();
    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_home() throws IOException {
        home = TestHome.in(place, clock);
    }

    @Test
    void slots_that_are_closer_together_than_a_run_usually_takes_are_told() throws Exception {
        schedule("every 1s");
        home.run("job");
        home.run("job");
        assertThat(messages()).as("too few to know").isEmpty();

        home.run("job");

        assertThat(messages())
                .singleElement()
                .asString()
                .matches("a run usually takes 1\\.[0-9] s, and slots are 1\\.0 s apart: .*");
        schedule("every 1s\nparallel: 30");
        assertThat(messages()).isEmpty();
        schedule("every 1h");
        assertThat(messages()).isEmpty();
    }

    private void schedule(String text) throws IOException {
        home.automation("job", "schedule: " + text + "\nrun: ./go.sh").script("job", "sleep 1.2");
    }

    private List<String> messages() throws IOException {
        return LintVerb.answer(
                        home.workshop().home(), Optional.empty(), System.getenv("PATH"), clock)
                .stream()
                .filter(found -> found.rule().equals("busy"))
                .map(LintVerb.Found::message)
                .toList();
    }
}
