package dev.fettle.story;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.log;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a program finds around it: what is stated, the little that every program needs, and nothing
/// that merely happened to be there.
class SurroundingsTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_home() throws IOException {
        home = TestHome.in(place);
    }

    @Test
    void a_program_is_given_a_stated_environment_and_nothing_that_was_there_by_accident()
            throws Exception {
        home.automation("job", "run: [env]\nenv: {COLOUR: \"blue $HOME\"}");
        var accident = Map.of("API_KEY", "x", "FETTLE_LOCALE", "LANG=de_DE.UTF-8\n", "TZ", "UTC");

        try (var verb = FettleProcess.start(home, accident, "run", "job")) {
            assertThat(verb.awaitEnd().code()).isZero();
        }

        var run = home.runs("job").getFirst();
        assertThat(lines(Path.of(run.log())))
                .containsExactlyInAnyOrder(
                        "PATH=" + System.getenv("PATH"),
                        "HOME=" + home.user(),
                        "LANG=de_DE.UTF-8",
                        "TZ=UTC",
                        "COLOUR=blue $HOME",
                        "FETTLE_RUN=" + run.id(),
                        "FETTLE_AUTOMATION=job",
                        "FETTLE_ATTEMPT=1",
                        "FETTLE_CACHE=" + home.workshop().state().caches().resolve("job"));
    }

    @Test
    void it_stands_in_its_automations_folder_with_nothing_to_read() throws Exception {
        home.automation("job", "run: pwd; cat; echo end");

        assertThat(log(home.run("job"))).isEqualTo(home.root().resolve("job") + "\nend\n");
    }

    @Test
    void path_replaces_the_search_path() throws Exception {
        Files.createDirectories(home.root().resolve("job/bin"));
        home.automation("job", "run: [tool]\npath: " + home.root() + "/job/bin:/usr/bin:/bin")
                .script("job", "echo mine: $PATH\n");
        Files.move(home.root().resolve("job/go.sh"), home.root().resolve("job/bin/tool"));

        assertThat(log(home.run("job")))
                .isEqualTo("mine: " + home.root() + "/job/bin:/usr/bin:/bin\n");
    }

    @Test
    void the_cache_is_a_folder_of_its_own_that_lasts() throws Exception {
        home.automation(
                "job", "run: echo $FETTLE_RUN >>$FETTLE_CACHE/kept; wc -l <$FETTLE_CACHE/kept");

        home.run("job");

        assertThat(log(home.run("job")).strip()).isEqualTo("2");
    }

    @Test
    void umask_is_that_of_the_definition_and_022_without_one() throws Exception {
        home.automation("open", "run: echo x >{output}/open\noutput: ../../site");
        home.automation("closed", "run: echo x >{output}/closed\noutput: ../../site\numask: 027");

        home.run("open");
        home.run("closed");

        assertThat(mode("open")).isEqualTo("rw-r--r--");
        assertThat(mode("closed")).isEqualTo("rw-r-----");
    }

    private String mode(String name) throws IOException {
        var file = home.site().resolve(name);
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
