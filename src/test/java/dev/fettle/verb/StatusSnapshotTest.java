package dev.fettle.verb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.TestHome;
import dev.fettle.platform.FileLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An answer of `status` is given again only while everything it was made from is as it was.
class StatusSnapshotTest {
    private static final StatusSnapshot ANSWER =
            new StatusSnapshot(
                    StatusSnapshot.FOR_GOOD, 1, "{\"ü\": 1}\n", "job  failing\nlast line\n");

    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void an_answer_that_is_kept() throws IOException {
        home = TestHome.in(place);
        home.automation("job", "watch: ../../inbox\nrun: ./go.sh {input}").script("job", ":");
        var verb = new StatusVerb(home.workshop());
        verb.answer(Optional.empty());
        verb.seen().keep(ANSWER);
        assertThat(kept()).contains(ANSWER);
    }

    @Test
    void it_holds_as_long_as_nothing_changes() throws IOException {
        Files.writeString(home.root().resolve("job/notes.txt"), "about something else");

        assertThat(kept()).contains(ANSWER);
    }

    @Test
    void a_run_ends_it() throws Exception {
        home.drop("a", "a");
        home.runArrived("job");

        assertThat(kept()).isEmpty();
    }

    @Test
    void another_definition_ends_it() throws IOException {
        home.automation("job", "watch: ../../inbox\nrun: ./go.sh {input}\ntimeout: 1m");

        assertThat(kept()).isEmpty();
    }

    @Test
    void a_new_automation_ends_it() throws IOException {
        home.automation("other", "run: ./go.sh");

        assertThat(kept()).isEmpty();
    }

    @Test
    void a_folder_that_becomes_an_automation_ends_it() throws IOException {
        Files.createDirectory(home.root().resolve("soon"));
        var verb = new StatusVerb(home.workshop());
        verb.answer(Optional.empty());
        verb.seen().keep(ANSWER);
        assertThat(kept()).contains(ANSWER);

        home.automation("soon", "run: ./go.sh");

        assertThat(kept()).isEmpty();
    }

    @Test
    void other_settings_end_it() throws IOException {
        Files.writeString(home.root().resolve("fettle.yaml"), "web: off\nversions: {budget: 1 GB}");

        assertThat(kept()).isEmpty();
    }

    @Test
    void a_watched_folder_that_goes_ends_it() throws IOException {
        Files.delete(home.inbox());

        assertThat(kept()).isEmpty();
    }

    @Test
    void a_daemon_that_comes_or_goes_ends_it() throws IOException {
        try (var daemon = FileLock.tryLock(home.workshop().state().daemonLock()).orElseThrow()) {
            assertThat(daemon.file()).exists();
            assertThat(kept()).isEmpty();
        }
        assertThat(kept()).contains(ANSWER);
    }

    @Test
    void another_home_does_not_get_it() throws IOException {
        assertThat(StatusSnapshot.read(home.workshop().state().root(), place, Instant.EPOCH))
                .isEmpty();
    }

    @Test
    void what_changed_while_it_was_made_keeps_it_from_being_kept() throws IOException {
        var verb = new StatusVerb(home.workshop());
        verb.answer(Optional.empty());
        home.automation("job", "watch: ../../inbox\nrun: ./go.sh {input}\ntimeout: 2m");

        verb.seen().keep(ANSWER);

        assertThat(kept()).isEmpty();
    }

    @Test
    void what_time_alone_changes_is_not_answered_from_it_afterwards() throws IOException {
        var end = Instant.ofEpochMilli(1_000);
        new StatusVerb(home.workshop()).seen().keep(new StatusSnapshot(end, 0, "{}", ""));
        var state = home.workshop().state().root();

        assertThat(StatusSnapshot.read(state, home.root(), end.minusMillis(1))).isPresent();
        assertThat(StatusSnapshot.read(state, home.root(), end)).isEmpty();
    }

    private Optional<StatusSnapshot> kept() throws IOException {
        return StatusSnapshot.read(home.workshop().state().root(), home.root(), Instant.EPOCH);
    }
}
