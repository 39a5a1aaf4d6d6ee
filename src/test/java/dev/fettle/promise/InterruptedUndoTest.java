package dev.fettle.promise;

import static dev.fettle.kit.TestHome.names;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.SystemCall;
import dev.fettle.kit.TestHome;
import dev.fettle.kit.Traced;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Promise 2 where an undo is killed half-way: whoever comes next carries it to its end.
class InterruptedUndoTest {
    private static final String HALF_WAY = "renameat2 site/b > state/ID/versions/RUN/1.redo";
    private static final String INPUT_LEFT = "renameat2 done/in > inbox/in";

    @TempDir private Path place;
    @AutoClose private TestHome home;
    private ThreeFiles files;

    @BeforeEach
    void three_files_are_published() throws Exception {
        assumeThat(SystemCall.isKnownHere())
                .as("system calls are known by their numbers on x86-64 alone")
                .isTrue();
        home = TestHome.in(place);
        files = ThreeFiles.lay(home);
        files.published();
        home.letGo();
    }

    @Test
    void the_daemon_finishes_it() throws Exception {
        undoKilledAt(HALF_WAY);
        assertThat(files.content()).isNotIn(ThreeFiles.OLD, ThreeFiles.NEW);

        try (var _ = FettleProcess.up(home)) {
            until(() -> files.content().equals(ThreeFiles.OLD));
            until(() -> names(home.inbox()).equals(List.of("in")));
        }
    }

    @Test
    void the_daemon_puts_back_the_input_of_what_is_undone_already() throws Exception {
        undoKilledAt(INPUT_LEFT);
        assertThat(files.content()).isEqualTo(ThreeFiles.OLD);
        assertThat(names(home.inbox())).isEmpty();

        try (var _ = FettleProcess.up(home)) {
            until(() -> names(home.inbox()).equals(List.of("in")));
        }
        assertThat(home.runs("job")).as("it was handled, and stays so").hasSize(1);
    }

    @Test
    void whoever_asks_for_it_again_does_not_get_the_contrary() throws Exception {
        undoKilledAt(HALF_WAY);

        var answer = home.undo(files.run());

        assertThat(answer.redone()).isFalse();
        assertThat(answer.putBack()).hasSize(1);
        assertThat(answer.removed()).hasSize(2);
        assertThat(files.content()).isEqualTo(ThreeFiles.OLD);
        assertThat(names(home.inbox())).containsExactly("in");
    }

    private void undoKilledAt(String call) throws Exception {
        var watch =
                new Point.Counter(
                        home, point -> point.call().equals(call) ? Traced.DEATH : Traced.GRANTED);
        try (var undo = FettleProcess.traced(home, watch, "undo", files.run().id())) {
            assertThat(undo.awaitEnd()).isEqualTo(Enumeration.KILLED);
        }
        assertThat(watch.seen().getLast().call()).isEqualTo(call);
        home.letGo();
    }
}
