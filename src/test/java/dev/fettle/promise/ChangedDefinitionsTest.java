package dev.fettle.promise;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.names;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A definition that is changed, broken or taken away while its run works: the run is carried
/// through by the definition that it was started with, and what comes next follows the new one.
class ChangedDefinitionsTest {
    private static final String TO_SITE =
            "watch: ../../inbox\nrun: ./go.sh {input} {output}\noutput: ../../site";
    private static final String TO_OTHER =
            "watch: ../../inbox\nrun: ./go.sh {input} {output}\noutput: ../../other";

    @TempDir private Path place;
    @AutoClose private TestHome home;
    private Path folder;
    private Path go;

    @BeforeEach
    void a_home_whose_program_works_until_the_test_lets_it_go() throws IOException {
        home = TestHome.in(place);
        folder = home.root().resolve("copy");
        go = home.beside("go");
        home.automation("copy", TO_SITE)
                .script(
                        "copy",
                        """
                        echo "$1" >>../../starts
                        cp "$1" "$2"
                        while [ ! -e "%s" ]; do sleep 0.02; done
                        """
                                .formatted(go));
    }

    @Test
    void a_changed_one_counts_for_the_next_run() throws Exception {
        try (var _ = upWhileARunWorks()) {
            home.automation("copy", TO_OTHER);
            Files.createFile(go);
            home.awaitRun("copy");
            assertThat(names(home.site())).containsExactly("a");
            dropUntilOneIsInOther();
        }
    }

    @Test
    void a_changed_one_counts_for_the_next_run_though_another_daemon_ends_this_one()
            throws Exception {
        upWhileARunWorks().close();
        home.automation("copy", TO_OTHER);
        Files.createFile(go);

        try (var _ = FettleProcess.up(home)) {
            home.awaitRun("copy");
            home.drop("b", "b");
            home.awaitRuns("copy", 2);
        }

        assertThat(names(home.site())).containsExactly("a");
        assertThat(names(home.beside("other"))).containsExactly("b");
        eachStartedOnce(2);
    }

    @Test
    void a_broken_one_ends_no_run_and_is_told_until_it_is_mended() throws Exception {
        try (var _ = upWhileARunWorks()) {
            home.automation("copy", "watch: [");
            Files.createFile(go);
            assertThat(home.awaitRun("copy").outcome()).contains("succeeded");
            until(() -> home.status("copy").reason().orElse("").contains("README.md:"));
            home.drop("b", "b");

            home.automation("copy", TO_SITE);
            until(() -> names(home.site()).contains("b"));
            assertThat(home.status("copy").health()).isEqualTo("ok");
        }
        eachStartedOnce(2);
    }

    @Test
    void a_broken_one_ends_no_run_though_another_daemon_takes_it_up() throws Exception {
        upWhileARunWorks().close();
        home.automation("copy", "watch: [");
        Files.createFile(go);

        try (var _ = FettleProcess.up(home)) {
            assertThat(home.awaitRun("copy").outcome()).contains("succeeded");
        }
        assertThat(names(home.site())).containsExactly("a");
        eachStartedOnce(1);
    }

    @Test
    void one_that_is_taken_away_ends_no_run() throws Exception {
        try (var _ = upWhileARunWorks()) {
            Files.delete(folder.resolve("README.md"));
            Files.delete(folder.resolve("go.sh"));
            Files.delete(folder);
            Files.createFile(go);

            assertThat(home.awaitRun("copy").outcome()).contains("succeeded");
        }
        assertThat(names(home.site())).containsExactly("a");
        eachStartedOnce(1);
    }

    @Test
    void one_that_is_renamed_ends_no_run_though_another_daemon_takes_it_up() throws Exception {
        upWhileARunWorks().close();
        Files.move(folder, home.root().resolve("renamed"));
        Files.createFile(go);

        try (var _ = FettleProcess.up(home)) {
            assertThat(home.awaitRun("renamed").outcome()).contains("succeeded");
            home.drop("b", "b");
            home.awaitRuns("renamed", 2);
        }
        assertThat(names(home.site())).containsExactly("a", "b");
        assertThat(home.status("renamed").health()).isEqualTo("ok");
    }

    @Test
    void settings_that_are_broken_while_it_is_up_stay_as_they_were() throws Exception {
        var settings = home.root().resolve("fettle.yaml");
        home.workshop(); // opened while they can be read
        try (var _ = upWhileARunWorks()) {
            Files.writeString(settings, "web: [nonsense\n");
            Files.createFile(go);
            home.awaitRun("copy");
            home.drop("b", "b");
            home.awaitRuns("copy", 2);
            assertThat(names(home.site())).containsExactly("a", "b");
            var status = FettleProcess.call(home, "status");
            assertThat(status.err()).contains("fettle.yaml:").doesNotContain("at dev.fettle");

            Files.writeString(settings, "web: off\n");
            home.automation("copy", TO_OTHER);
            dropUntilOneIsInOther();
        }
    }

    /// The daemon reads what was changed a moment later: a file that came before is the old one's.
    private void dropUntilOneIsInOther() throws IOException {
        int dropped = 0;
        while (!Files.exists(home.beside("other"))) {
            assertThat(dropped).isLessThan(20);
            var name = "b" + ++dropped;
            home.drop(name, name);
            until(() ->
                    Files.exists(home.site().resolve(name))
                            || Files.exists(home.beside("other").resolve(name)));
        }
        assertThat(lines(home.beside("starts"))).doesNotHaveDuplicates();
    }

    private FettleProcess upWhileARunWorks() throws Exception {
        var daemon = FettleProcess.up(home);
        home.drop("a", "a");
        until(() -> lines(home.beside("starts")).size() == 1);
        return daemon;
    }

    private void eachStartedOnce(int count) throws IOException {
        assertThat(lines(home.beside("starts"))).doesNotHaveDuplicates().hasSize(count);
    }
}
