package dev.fettle.run;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.history.Run;
import dev.fettle.history.Trigger;
import dev.fettle.kit.Background;
import dev.fettle.kit.TestHome;
import dev.fettle.platform.Clock;
import dev.fettle.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A run that the machine would not let be recorded (a full disk, say) is taken up again once it
/// does, though the process lives on and holds the automation's lock for another run.
@Timeout(60)
class DroppedRunsTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;
    private Path starts;

    @BeforeEach
    void a_home_whose_programs_work_until_the_test_lets_them_go() throws IOException {
        home = TestHome.in(place);
        starts = home.beside("starts");
        home.automation("job", "run: ./go.sh {input}\nparallel: 2\ncheck: [command: 'true']")
                .script(
                        "job",
                        "echo >>../../starts; while [ ! -e \"$1.go\" ]; do sleep 0.02; done");
    }

    @Test
    void what_could_not_be_recorded_is_recorded_later_and_its_program_not_started_again()
            throws Exception {
        var first = run("a");
        var second = run("b");
        until(() -> lines(starts).size() == 2);

        rename("finding", "finding_out_of_reach");
        Files.createFile(home.beside("a.go"));
        assertThat(first)
                .failsWithin(TestHome.PATIENCE)
                .withThrowableThat()
                .withCauseInstanceOf(StoreException.class);
        assertThat(home.workshop().runs().unfinished("job")).hasSize(2);
        rename("finding_out_of_reach", "finding");

        assertThat(home.workshop().desk().recover("job"))
                .singleElement()
                .satisfies(run -> assertThat(run.outcome()).contains("succeeded"));
        assertThat(second.isDone()).isFalse();
        Files.createFile(home.beside("b.go"));
        assertThat(second.get().outcome()).contains("succeeded");
        assertThat(lines(starts)).hasSize(2);
    }

    private CompletableFuture<Run> run(String name) throws IOException {
        var input = Files.writeString(home.beside(name), name);
        var automation = home.workshop().home().automation("job");
        var bytes = InputBytes.read(input, Clock.system()).orElseThrow();
        var asked = new RunDesk.Asked(automation, Trigger.HAND, List.of(bytes), false);
        var desk = home.workshop().desk();
        return Background.start(() -> desk.run(asked, Progress.SILENT, new Cancellation()));
    }

    private void rename(String table, String name) throws IOException {
        home.workshop()
                .store()
                .write(sql -> sql.update("ALTER TABLE " + table + " RENAME TO " + name));
    }
}
