package dev.fettle.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.history.InputState;
import dev.fettle.history.LedgerEntry;
import dev.fettle.kit.TestHome;
import dev.fettle.kit.TurnableClock;
import dev.fettle.platform.FileId;
import dev.fettle.verb.AckVerb;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Inputs that wait for the user are told once, and not one by one.
class InputNoticesTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final TurnableClock clock = new TurnableClock();
    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_home_with_a_good_run() throws Exception {
        home = TestHome.in(place, clock);
        home.automation("copy", "watch: ../../inbox\nrun: ./go.sh {input}\nparallel: 1")
                .script("copy", "! grep -q bad \"$1\"");
        handled("good", "good");
    }

    @Test
    void what_is_set_aside_within_an_hour_is_told_together() throws Exception {
        handled("a", "bad");
        assertThat(told()).containsExactly("copy: 1 input set aside");
        handled("b", "bad b");
        handled("good again", "good");
        handled("c", "bad c");
        clock.turn(HOUR.minusMinutes(1));
        look();
        assertThat(told()).hasSize(1);

        clock.turn(Duration.ofMinutes(2));
        look();

        assertThat(told()).hasSize(2).last().isEqualTo("copy: 2 inputs set aside");
        clock.turn(HOUR);
        look();
        assertThat(told()).hasSize(2);
    }

    @Test
    void the_same_bytes_are_told_once_and_others_anew() throws Exception {
        handled("a", "bad");
        clock.turn(HOUR);
        home.runArrived("copy");
        look();
        assertThat(told()).hasSize(1);

        clock.turn(HOUR);
        handled("a", "bad in another way");

        assertThat(told()).hasSize(2);
    }

    @Test
    void what_is_known_is_not_told() throws Exception {
        handled("a", "bad");
        handled("b", "bad b");
        new AckVerb(home.workshop())
                .answer(new AckVerb.Question("copy", Optional.empty(), Optional.empty()));

        clock.turn(HOUR);
        look();

        assertThat(told()).hasSize(1);
    }

    @Test
    void while_the_automation_is_failing_its_incident_says_enough() throws Exception {
        handled("a", "bad");
        handled("b", "bad b");
        handled("c", "bad c");
        clock.turn(HOUR.minusMinutes(1));
        look();
        assertThat(told()).hasSize(2).last().asString().contains("failed: exit code 1");

        clock.turn(Duration.ofMinutes(2));
        handled("good again", "good");

        assertThat(told()).hasSize(4).last().isEqualTo("copy: 2 inputs set aside");
    }

    @Test
    void more_files_than_are_handled_unasked_are_told_once() throws Exception {
        home.automation("late", "watch: ../../inbox\nrun: ./go.sh {input}").script("late", ":");
        var waiting = new ArrayList<LedgerEntry>();
        for (int n = 0; n < 60; n++) {
            waiting.add(waiting(home.drop("f" + n, "good")));
        }
        home.workshop().ledger().watched("late", home.inbox(), clock.now(), waiting);

        look();
        look();

        assertThat(told()).containsExactly("late: 60 files wait");
    }

    private static LedgerEntry waiting(Path file) throws IOException {
        return LedgerEntry.of(
                file,
                FileId.of(file).orElseThrow(),
                Instant.EPOCH,
                "",
                InputState.WAITING,
                Optional.empty(),
                Optional.empty());
    }

    private void handled(String name, String content) throws Exception {
        home.run("copy", home.drop(name, content));
        home.workshop().lookAtWhatIsRecorded();
    }

    private void look() throws IOException {
        home.workshop().lookAt(Optional.empty());
    }

    private List<String> told() throws IOException {
        return home.workshop()
                .store()
                .read(sql ->
                        sql.list(
                                "SELECT subject FROM message ORDER BY seq",
                                row -> row.text("subject")));
    }
}
