package dev.fettle.story;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.names;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import dev.fettle.notation.UserError;
import dev.fettle.verb.RunView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A folder is given another name, and what is known of its automation goes with it.
class RenamedTest {
    private static final String COPY =
            "watch: ../../inbox\nrun: ./go.sh {input} {output}\noutput: ../../site";
    private static final String SCRIPT =
            """
            echo "${1##*/}" >>../../starts
            echo x >>"$FETTLE_CACHE/runs"
            cp "$1" "$2"
            """;

    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void one_that_has_handled_two_files() throws Exception {
        home = TestHome.in(place);
        home.automation("old", COPY).script("old", SCRIPT);
        home.drop("a", "a");
        home.drop("b", "b");
        assertThat(home.runArrived("old")).hasSize(2);
    }

    @Test
    void without_a_daemon_the_next_run_takes_the_history_along() throws Exception {
        rename("old", "new");

        assertThat(home.status("new").name()).as("a look moves nothing").isEqualTo("old");
        assertThat(home.status("new").health()).isEqualTo("ok");
        assertThat(home.runs("new")).hasSize(2);
        assertThat(FettleProcess.call(home, "status").out())
                .contains("old was renamed to new, and its history goes with it");

        assertThat(home.runArrived("new")).as("all is handled").isEmpty();

        assertThat(home.status("new").name()).isEqualTo("new");
        assertThat(home.runs("new")).hasSize(2);
        assertThat(FettleProcess.call(home, "status", "--json").out())
                .doesNotContain("\"old\"", "failing");
        assertThatThrownBy(() -> home.run("old"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("its folder was renamed to \"new\"");
        home.drop("c", "c");
        assertThat(home.runArrived("new")).hasSize(1);
        assertThat(lines(home.beside("starts"))).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(caches()).as("it found its cache").containsExactly("x", "x", "x");
    }

    @Test
    void what_it_published_can_be_undone_under_the_new_name() throws Exception {
        rename("old", "new");
        home.runArrived("new");

        home.undo(home.runs("new").getLast());

        assertThat(names(home.site())).hasSize(1);
    }

    @Test
    void an_incident_goes_on_under_the_new_name_and_is_closed_there() throws Exception {
        home.script("old", "[ ! -e ../../bad ] && cp \"$1\" \"$2\"");
        Files.createFile(home.beside("bad"));
        for (var name : List.of("1", "2", "3")) {
            home.drop(name, name);
        }
        home.runArrived("old");
        home.workshop().lookAtWhatIsRecorded();
        assertThat(FettleProcess.call(home, "ack", "old", "--note", "known").code()).isZero();
        var incident = home.status("old").incident().orElseThrow();
        rename("old", "new");

        assertThat(FettleProcess.call(home, "pause", "new").code()).isZero();
        assertThat(home.status("new").health()).isEqualTo("paused");
        assertThat(FettleProcess.call(home, "resume", "new").code()).isZero();
        home.workshop().lookAt(Optional.of("new"));
        var after = home.status("new").incident();
        Files.delete(home.beside("bad"));
        home.runArrived("new");
        home.workshop().lookAtWhatIsRecorded();

        assertThat(after.map(i -> i.since())).contains(incident.since());
        assertThat(home.status("new").incident()).isEmpty();
    }

    @Test
    void edited_and_renamed_in_one_go() throws Exception {
        rename("old", "new");
        home.automation("new", COPY + "\nparallel: 2").script("new", SCRIPT + "# edited\n");

        assertThat(home.runArrived("new")).isEmpty();
        assertThat(home.runs("new")).hasSize(2);
    }

    @Test
    void a_checkout_makes_another_folder_of_the_same_content() throws Exception {
        copy("old", "new");
        delete("old");

        assertThat(home.runArrived("new")).isEmpty();
        assertThat(home.runs("new")).hasSize(2);
    }

    @Test
    void a_copy_is_a_new_one() throws Exception {
        copy("old", "new");

        assertThat(home.runArrived("new")).hasSize(2);
        assertThat(home.runs("old")).hasSize(2);
    }

    @Test
    void two_exchange_their_names() throws Exception {
        home.automation("other", "run: \"true\"");
        var other = home.run("other");
        rename("old", "between");
        rename("other", "old");
        rename("between", "other");

        assertThat(home.runArrived("other")).isEmpty();

        assertThat(home.runs("old")).extracting(RunView::id).containsExactly(other.id());
        assertThat(home.runs("other")).hasSize(2);
    }

    @Test
    void a_name_with_a_history_of_its_own_is_the_users_to_decide() throws Exception {
        home.automation("taken", "run: \"true\"");
        home.run("taken");
        delete("taken");
        rename("old", "taken");

        assertThatThrownBy(() -> home.runArrived("taken"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("its folder was \"old\" before")
                .hasMessageContaining("`fettle forget old`");
        assertThat(home.status("taken").health()).isEqualTo("failing");
        assertThat(home.status("taken").reason().orElseThrow())
                .contains("`fettle forget taken` lets that one go, `fettle forget old` the other");

        assertThat(FettleProcess.call(home, "forget", "taken", "--yes").code()).isZero();

        assertThat(home.runArrived("taken")).isEmpty();
        assertThat(home.runs("taken")).hasSize(2);
    }

    @Test
    void who_follows_it_is_told_the_new_name_and_goes_on_where_it_was() throws Exception {
        var starts = home.beside("followed");
        home.automation("then", "after: old\nrun: ./go.sh")
                .script("then", "echo x >>../../followed");
        try (var _ = FettleProcess.up(home)) {
            home.drop("c", "c");
            until(() -> lines(starts).size() == 1);
            home.awaitRun("then");
            rename("old", "new");
            until(() -> home.status("new").name().equals("new"));
            assertThat(home.status("then").reason().orElseThrow())
                    .contains("its folder was renamed: right would be \"new\"");
            home.drop("d", "d");
            home.awaitRuns("new", 4);
            assertThat(lines(starts)).as("it does not know whom to follow").hasSize(1);

            home.automation("then", "after: new\nrun: ./go.sh");

            home.awaitRuns("then", 2);
        }
        assertThat(lines(starts)).as("nothing was missed").hasSize(2);
    }

    @Test
    void it_is_told_once() throws Exception {
        Files.writeString(
                home.root().resolve("fettle.yaml"),
                "web: off\nchannels:\n  me: {command: [sh, -c, 'cat >>../told']}\n");
        try (var _ = FettleProcess.up(home)) {
            rename("old", "new");
            until(() -> !leads().isEmpty());
            assertThat(FettleProcess.call(home, "run", "new").code()).isZero();
            rename("new", "newer");
            until(() -> leads().size() == 2);
        }

        assertThat(leads().getFirst())
                .contains("new: it was \"old\" before: its folder was renamed");
        assertThat(leads().getLast()).contains("newer: it was \"new\" before");
    }

    // --- what happens

    private void rename(String from, String to) throws IOException {
        Files.move(home.root().resolve(from), home.root().resolve(to));
    }

    private void copy(String from, String to) throws IOException {
        var folder = Files.createDirectory(home.root().resolve(to));
        for (var name : names(home.root().resolve(from))) {
            Files.copy(home.root().resolve(from).resolve(name), folder.resolve(name));
        }
    }

    private void delete(String name) throws IOException {
        for (var file : names(home.root().resolve(name))) {
            Files.delete(home.root().resolve(name).resolve(file));
        }
        Files.delete(home.root().resolve(name));
    }

    private List<String> caches() throws IOException {
        var found = new ArrayList<String>();
        var caches = home.workshop().state().caches();
        for (var name : names(caches)) {
            found.addAll(lines(caches.resolve(name).resolve("runs")));
        }
        return found;
    }

    private List<String> leads() throws Exception {
        var found = new ArrayList<String>();
        var database = home.workshop().state().database();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT lead FROM message WHERE kind = 'NOTICE' ORDER BY seq")) {
            while (rows.next()) {
                found.add(rows.getString("lead"));
            }
        }
        return found;
    }
}
