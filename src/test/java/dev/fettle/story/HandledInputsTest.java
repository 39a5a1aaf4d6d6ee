package dev.fettle.story;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.names;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.HostileNames;
import dev.fettle.kit.TestHome;
import dev.fettle.platform.PathBytes;
import dev.fettle.verb.RunView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of an input once it was handled: it is not handled again while it lies there, and
/// again once it has left and come back. One worker alone, so that what was looked at in vain is
/// known to be over when a later input is done.
class HandledInputsTest {
    private static final String COPY =
            "watch: ../../inbox\nrun: cp {input} {output}\noutput: ../../site\nparallel: 1\n";

    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_home() throws IOException {
        home = TestHome.in(place);
    }

    @Test
    void an_input_that_lies_there_is_handled_once_whatever_happens_to_its_times() throws Exception {
        home.automation("copy", COPY);
        try (var _ = FettleProcess.up(home)) {
            home.drop("a", "one");
            home.awaitRun("copy");

            Files.setLastModifiedTime(home.inbox().resolve("a"), FileTime.from(Instant.EPOCH));
            Files.writeString(home.inbox().resolve("a"), "one");
            home.drop("b", "later");

            home.awaitRuns("copy", 2);
        }
        try (var _ = FettleProcess.up(home)) {
            home.drop("c", "after a restart");

            home.awaitRuns("copy", 3);
        }
    }

    @Test
    void other_bytes_under_the_name_are_another_input() throws Exception {
        home.automation("copy", COPY);
        try (var _ = FettleProcess.up(home)) {
            home.drop("a", "one");
            home.awaitRuns("copy", 1);
            home.drop("a", "two");
            home.awaitRuns("copy", 2);
            home.drop("a", "one");
            home.awaitRuns("copy", 3);
        }
        assertThat(home.site().resolve("a")).content().isEqualTo("one");
    }

    @Test
    void the_same_content_that_is_renamed_over_an_input_is_not_handled_again() throws Exception {
        home.automation("copy", COPY);
        try (var _ = FettleProcess.up(home)) {
            home.drop("a", "one");
            home.awaitRun("copy");
            home.drop("a", "one");
            home.drop("b", "later");

            assertThat(home.awaitRuns("copy", 2).getLast().inputs().toString()).contains("/b");
        }
        try (var _ = FettleProcess.up(home)) {
            home.drop("c", "after a restart");

            home.awaitRuns("copy", 3);
        }
    }

    @Test
    void an_input_that_left_and_came_back_while_its_run_worked_is_new() throws Exception {
        home.script(
                "copy",
                """
                echo "${1##*/}" >>../../starts
                cp "$1" "$2"
                while [ ! -e ../../go ]; do sleep 0.02; done
                """);
        home.automation("copy", COPY.replaceFirst("(?m)^run:.*$", "run: ./go.sh {input} {output}"));
        var starts = home.beside("starts");
        try (var _ = FettleProcess.up(home)) {
            var a = home.drop("a", "one");
            until(() -> lines(starts).size() == 1);
            Files.delete(a);
            Files.writeString(a, "one");
            Files.createFile(home.beside("go"));

            home.awaitRuns("copy", 2);
        }
        assertThat(lines(starts)).containsExactly("a", "a");
    }

    @Test
    void an_input_that_left_and_came_back_is_new() throws Exception {
        home.automation("copy", COPY);
        try (var _ = FettleProcess.up(home)) {
            var input = home.drop("a", "one");
            home.awaitRuns("copy", 1);

            Files.delete(input);
            home.drop("a", "one");

            home.awaitRuns("copy", 2);
        }
    }

    @Test
    void an_input_that_left_while_the_daemon_was_down_is_new_when_it_comes_back() throws Exception {
        home.automation("copy", COPY);
        try (var _ = FettleProcess.up(home)) {
            home.drop("a", "one");
            home.awaitRuns("copy", 1);
        }
        Files.move(home.inbox().resolve("a"), home.beside("kept"));

        try (var _ = FettleProcess.up(home)) {
            until(() -> home.workshop().ledger().all("copy").isEmpty());
            Files.move(home.beside("kept"), home.inbox().resolve("a"));

            home.awaitRuns("copy", 2);
        }
    }

    @Test
    void done_move_takes_the_input_away_and_undo_brings_it_back_as_handled() throws Exception {
        home.automation("copy", COPY + "done: {move: ../../done}");
        try (var _ = FettleProcess.up(home)) {
            home.drop("a", "one");
            var run = home.awaitRun("copy");
            until(() -> names(home.inbox()).isEmpty());
            assertThat(home.beside("done/a")).content().isEqualTo("one");

            home.undo(run);
            assertThat(home.inbox().resolve("a")).content().isEqualTo("one");
            assertThat(names(home.site())).isEmpty();
            home.drop("b", "later");

            home.awaitRuns("copy", 2);
            until(() -> names(home.inbox()).equals(List.of("a"))); // done comes after the record
            assertThat(names(home.site())).containsExactly("b");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"trash", "{move: ../../done}"})
    void whatever_its_name_a_handled_input_goes_where_it_should_twice_and_comes_back(String done)
            throws Exception {
        home.automation("copy", COPY + "done: " + done);
        for (var content : List.of("one", "two")) { // the second finds its name taken
            for (var name : HostileNames.all()) {
                Files.writeString(HostileNames.in(home.inbox(), name), content);
            }

            var runs = home.runArrived("copy");

            assertThat(runs).hasSize(HostileNames.all().size()).allMatch(RunView::succeeded);
            assertThat(names(home.inbox())).isEmpty();
            if (content.equals("two")) {
                runs.forEach(run -> assertThatNoException().isThrownBy(() -> home.undo(run)));
            }
        }

        for (var name : HostileNames.all()) {
            assertThat(HostileNames.in(home.inbox(), name)).content().isEqualTo("two");
        }
        var trash = home.user().resolve(".local/share/Trash");
        if (done.equals("trash")) {
            assertThat(raw(trash.resolve("info")))
                    .as("each has its note")
                    .containsExactlyInAnyOrderElementsOf(
                            raw(trash.resolve("files")).stream()
                                    .map(name -> name + ".trashinfo")
                                    .toList());
        }
    }

    /// Names with one character for each byte.
    private static List<String> raw(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> PathBytes.of(file.getFileName()))
                    .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
                    .toList();
        }
    }

    @Test
    void done_trash_puts_the_input_where_the_desktop_finds_it() throws Exception {
        home.automation("copy", COPY + "done: trash");
        try (var _ = FettleProcess.up(home)) {
            home.drop("a", "one");
            var run = home.awaitRun("copy");
            until(() -> names(home.inbox()).isEmpty());
            var trash = home.user().resolve(".local/share/Trash");
            assertThat(trash.resolve("files/a")).content().isEqualTo("one");
            assertThat(trash.resolve("info/a.trashinfo"))
                    .content()
                    .contains("[Trash Info]\nPath=" + home.inbox().resolve("a") + "\n");

            home.undo(run);

            assertThat(names(home.inbox())).containsExactly("a");
            assertThat(names(trash.resolve("files"))).isEmpty();
            assertThat(names(trash.resolve("info"))).isEmpty();
        }
    }
}
