package dev.fettle.promise;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.names;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import dev.fettle.verb.RunView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A folder that is renamed takes all that is known of its automation along: nothing is handled
/// again, nothing is forgotten. Each start of a program is a line that it writes itself.
class RenamedFoldersTest {
    private static final int FILES = 200;
    private static final String COPY =
            "watch: ../../inbox\nrun: ./go.sh {input} {output}\noutput: ../../site";

    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_home() throws IOException {
        home = TestHome.in(place);
        home.automation("old", COPY)
                .script("old", "echo \"${1##*/}\" >>../../starts; sleep 0.02; cp \"$1\" \"$2\"");
    }

    @Test
    void while_a_run_works_and_two_hundred_inputs_wait() throws Exception {
        home.drop("before", "before");
        var first = home.runArrived("old").getFirst();
        home.letGo();
        try (var _ = FettleProcess.up(home)) {
            for (int n = 0; n < FILES; n++) {
                home.drop("f" + n, "content " + n);
            }
            until(() -> lines(home.beside("starts")).size() > FILES / 10);
            rename("old", "new");
            assertThat(lines(home.beside("starts"))).as("most still wait").hasSizeLessThan(FILES);
            until(() -> names(home.site()).size() == FILES + 1);
            home.awaitRuns("new", FILES + 1);
        }

        assertThat(lines(home.beside("starts"))).doesNotHaveDuplicates().hasSize(FILES + 1);
        assertThat(home.runs("new")).allMatch(RunView::succeeded);
        assertThat(home.runs("new").getLast().id()).isEqualTo(first.id());
        assertThat(home.status("new").health()).isEqualTo("ok");

        home.undo(home.runs("new").getLast());

        assertThat(names(home.site())).hasSize(FILES).doesNotContain("before");
    }

    private void rename(String from, String to) throws IOException {
        Files.move(home.root().resolve(from), home.root().resolve(to));
    }
}
