package dev.fettle.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a good definition means, with every default.
class DefinitionReaderTest {
    @TempDir private Path temp;
    private DefinitionFolder job;

    @BeforeEach
    void a_home() throws IOException {
        job = new DefinitionFolder(temp);
    }

    static Stream<Definitions.Text> good() throws IOException {
        return Definitions.good().stream();
    }

    @ParameterizedTest
    @MethodSource("good")
    void whatever_the_schema_and_the_rules_accept_is_read(Definitions.Text text)
            throws IOException {
        assertThat(job.errors(text.yaml())).isEmpty();
    }

    @Test
    void a_watch_in_short_is_per_file_with_an_hour_for_each_and_a_run_for_each_core()
            throws IOException {
        var definition = job.definition("watch: ~/in\nrun: ./go {input}\n");

        assertThat(definition.watch())
                .contains(
                        new Watch(
                                job.user().resolve("in"),
                                Optional.empty(),
                                false,
                                Watch.Per.FILE,
                                Optional.empty(),
                                false,
                                false));
        assertThat(definition.perFile()).isTrue();
        assertThat(definition.timeout()).contains(Duration.ofHours(1));
        assertThat(definition.parallel()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(definition.done()).isEqualTo(new Done.Keep());
    }

    @Test
    void every_option_of_a_watch_is_taken() throws IOException {
        var definition =
                job.definition(
                        """
                        watch: {folder: ../in, pattern: "*.jpg", recursive: true, per: batch,
                                settle: 2s, links: follow, existing: handle}
                        run: ./go {input}
                        done: {move: /old}
                        timeout: 5m
                        parallel: 3
                        """);

        assertThat(definition.watch())
                .contains(
                        new Watch(
                                job.user().resolve("home/in"),
                                Optional.of(new Glob("*.jpg")),
                                true,
                                Watch.Per.BATCH,
                                Optional.of(Duration.ofSeconds(2)),
                                true,
                                true));
        assertThat(definition.done()).isEqualTo(new Done.Move(Path.of("/old")));
        assertThat(definition.timeout()).contains(Duration.ofMinutes(5));
        assertThat(definition.parallel()).isEqualTo(3);
    }

    @Test
    void by_hand_a_run_may_take_as_long_as_it_takes_and_is_alone() throws IOException {
        var definition = job.definition("run: ./go\n");

        assertThat(definition.timeout()).isEmpty();
        assertThat(definition.parallel()).isEqualTo(1);
        assertThat(definition.retry()).isEmpty();
        assertThat(definition.output()).isEmpty();
        assertThat(definition.checks()).isEmpty();
        assertThat(definition.surroundings())
                .isEqualTo(new Surroundings(Map.of(), Optional.empty(), "022", List.of()));
    }

    @Test
    void an_output_has_the_default_check_and_thirty_days_of_versions() throws IOException {
        var definition = job.definition("run: ./go {output}\noutput: site\n");

        assertThat(definition.output())
                .contains(
                        new Output(
                                job.folder().resolve("site"),
                                false,
                                Optional.empty(),
                                new Output.VersionLimits(Duration.ofDays(30), 20)));
        assertThat(definition.checks()).hasSize(1);
        assertThat(definition.checksStated()).isFalse();
    }

    @Test
    void what_is_said_of_an_output_is_taken() throws IOException {
        var definition =
                job.definition(
                        """
                        run: ./go {output}
                        output: site
                        publish: mirror
                        collide: number
                        versions: {days: 0}
                        """);

        assertThat(definition.output().orElseThrow().mirror()).isTrue();
        assertThat(definition.output().orElseThrow().collide()).contains(Output.Collide.NUMBER);
        assertThat(definition.output().orElseThrow().versions())
                .isEqualTo(new Output.VersionLimits(Duration.ZERO, 20));
    }

    @Test
    void retries_wait_a_minute_unless_they_are_told_otherwise() throws IOException {
        assertThat(job.definition("run: ./go\nretry: 2\n").retry())
                .contains(new Retry(2, Duration.ofMinutes(1)));
        assertThat(job.definition("run: ./go\nretry: {times: 5, wait: 10s}\n").retry())
                .contains(new Retry(5, Duration.ofSeconds(10)));
    }

    @Test
    void what_a_program_finds_around_it_is_taken() throws IOException {
        var definition =
                job.definition("run: ./go\nenv: {A: 022, B: ''}\npath: ~/bin:/bin\numask: 077\n");

        assertThat(definition.surroundings())
                .isEqualTo(
                        new Surroundings(
                                Map.of("A", "022", "B", ""),
                                Optional.of(job.user().resolve("bin") + ":/bin"),
                                "077",
                                List.of()));
    }

    @Test
    void the_one_program_in_the_folder_is_given_what_the_definition_speaks_of() throws IOException {
        var program = Files.createFile(job.folder().resolve("go.sh"));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));

        var run = job.definition("watch: in\noutput: site\n").run().orElseThrow();

        assertThat(run.written()).isEqualTo("./go.sh");
        assertThat(run.wantsInput()).isTrue();
        assertThat(run.wantsOutput()).isTrue();
    }

    @Test
    void without_a_program_there_are_health_checks_and_drafts() throws IOException {
        assertThat(job.definition("check: {command: ./well}\n").isDraft()).isFalse();
        assertThat(job.definition("umask: 022\n").isDraft()).isTrue();
    }
}
