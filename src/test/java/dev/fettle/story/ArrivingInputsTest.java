package dev.fettle.story;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.names;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// However an input arrives: slowly, by rename, as a hard link, within a folder, or while its own
/// run still works on what lay there before.
class ArrivingInputsTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;
    private Path starts;

    @BeforeEach
    void a_home_that_copies_what_arrives() throws IOException {
        home = TestHome.in(place);
        starts = home.beside("starts");
        copies("../../inbox");
    }

    private void copies(String watch) throws IOException {
        home.automation(
                        "copy",
                        "watch: " + watch + "\nrun: ./go.sh {input} {output}\noutput: ../../site")
                .script("copy", "echo \"${1##*/}\" >>../../starts\ncp \"$1\" \"$2\"");
    }

    @Test
    void a_slow_writer_is_waited_for_until_it_closes_its_file() throws Exception {
        try (var _ = FettleProcess.up(home)) {
            var out = Files.newOutputStream(home.inbox().resolve("slow"));
            out.write(bytes("first "));
            home.drop("whole", "at once");
            home.awaitRuns("copy", 1);
            out.write(bytes("last"));
            out.close();

            home.awaitRuns("copy", 2);
        }
        assertThat(lines(starts)).containsExactly("whole", "slow");
        assertThat(home.site().resolve("slow")).content().isEqualTo("first last");
    }

    @Test
    void an_input_that_is_replaced_while_its_run_works_is_worked_on_anew() throws Exception {
        home.script(
                "copy",
                """
                echo "${1##*/}" >>../../starts
                cp "$1" "$2"
                while [ ! -e ../../go ]; do sleep 0.02; done
                """);
        try (var _ = FettleProcess.up(home)) {
            home.drop("a", "old");
            until(() -> lines(starts).size() == 1);
            home.drop("a", "new");
            Files.createFile(home.beside("go"));

            var run = home.awaitRun("copy");

            assertThat(run.attempts()).isEqualTo(2);
            assertThat(run.inputs().getFirst()).containsEntry("size", 3L);
            assertThat(run.published()).hasSize(1);
        }
        assertThat(home.site().resolve("a")).content().isEqualTo("new");
    }

    @Test
    void what_came_while_a_run_worked_on_another_is_not_forgotten() throws Exception {
        try (var _ = FettleProcess.up(home)) {
            for (int n = 0; n < 40; n++) {
                home.drop("n" + n, "content " + n);
            }
            home.awaitRuns("copy", 40);
        }
        assertThat(names(home.site())).hasSize(40);
    }

    @Test
    void a_hard_link_is_taken_once_it_was_still() throws Exception {
        var elsewhere = Files.writeString(home.beside("elsewhere"), "linked");
        try (var _ = FettleProcess.up(home)) {
            Files.createLink(home.inbox().resolve("link"), elsewhere);

            home.awaitRun("copy");
        }
        assertThat(home.site().resolve("link")).content().isEqualTo("linked");
    }

    @Test
    void a_folder_that_is_moved_in_brings_its_files_where_folders_are_watched_too()
            throws Exception {
        copies("{folder: ../../inbox, recursive: true}");
        var album = Files.createDirectories(home.beside("album/inner"));
        Files.writeString(album.resolve("a"), "a");
        Files.writeString(album.resolveSibling("b"), "b");
        try (var _ = FettleProcess.up(home)) {
            Files.move(home.beside("album"), home.inbox().resolve("album"));
            home.awaitRuns("copy", 2);
            Files.writeString(home.inbox().resolve("album/inner/c"), "c");

            home.awaitRuns("copy", 3);
        }
        assertThat(names(home.site())).containsExactly("a", "b", "c");
    }

    @Test
    void what_is_unfinished_by_its_name_or_is_no_file_is_no_input() throws Exception {
        try (var _ = FettleProcess.up(home)) {
            home.drop("photo.jpg.part", "half");
            home.drop(".hidden", "half");
            Files.createSymbolicLink(home.inbox().resolve("link"), starts);
            Files.createDirectory(home.inbox().resolve("folder"));
            new ProcessBuilder("mkfifo", home.inbox().resolve("fifo").toString()).start().waitFor();
            Files.move(home.inbox().resolve("photo.jpg.part"), home.inbox().resolve("photo.jpg"));

            home.awaitRun("copy");
        }
        try (var _ = FettleProcess.up(home)) {
            home.drop("later", "whole");
            home.awaitRuns("copy", 2);
        }
        assertThat(lines(starts)).containsExactly("photo.jpg", "later");
    }

    @Test
    void a_folder_that_is_missing_is_told_and_taken_up_when_it_appears() throws Exception {
        Files.delete(home.inbox());
        try (var _ = FettleProcess.up(home)) {
            assertThat(home.status("copy").health()).isEqualTo("failing");
            assertThat(home.status("copy").reason().orElse("")).contains("folder is missing");

            Files.createDirectory(home.inbox());
            home.drop("a", "a");
            home.awaitRun("copy");

            assertThat(home.status("copy").health()).isEqualTo("ok");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
