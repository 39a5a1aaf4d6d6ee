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
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Promises 1 and 3: what was asked for is done, once, whenever Fettle is killed. Each start of a
/// program is a line that the program itself appends to a file.
class NeverLostNeverDoubledTest {
    private static final int FILES = 100;

    @TempDir private Path place;
    private TestHome home;
    private Path starts;
    private Path go;

    @BeforeEach
    void a_home() throws IOException {
        home = TestHome.in(place);
        starts = home.beside("starts");
        go = home.beside("go");
    }

    @AfterEach
    void end() throws IOException {
        home.close();
    }

    @Test
    void each_of_a_hundred_files_is_handled_once_though_the_daemon_is_killed_twice()
            throws Exception {
        home.automation(
                        "copy",
                        "watch: ../../inbox\nrun: ./go.sh {input} {output}\noutput: ../../site")
                .script(
                        "copy",
                        """
                        echo "${1##*/}" >>../../starts
                        sleep 0.03
                        cp "$1" "$2"
                        """);

        int before = dropAndKillAfter(0, FILES / 2, 15);
        int between = dropAndKillAfter(FILES / 2, FILES, 60);
        try (var _ = FettleProcess.up(home)) {
            home.awaitRuns("copy", FILES);
        }

        assertThat(before).as("starts before the first death").isBetween(15, FILES / 2 - 1);
        assertThat(between).as("starts before the second death").isBetween(60, FILES - 1);
        assertThat(lines(starts)).containsExactlyInAnyOrderElementsOf(inputs());
        assertThat(names(home.site())).containsExactlyElementsOf(inputs());
        for (var name : inputs()) {
            assertThat(home.site().resolve(name)).content().isEqualTo("content of " + name);
        }
        assertThat(home.runs("copy")).allMatch(RunView::succeeded);
        assertThat(home.runs("copy")).allMatch(run -> run.attempts() == 1);
    }

    /// @return how many programs were started until the daemon was dead
    private int dropAndKillAfter(int from, int to, int count) throws Exception {
        for (var name : inputs().subList(from, to)) {
            home.drop(name, "content of " + name);
        }
        try (var daemon = FettleProcess.up(home)) {
            until(() -> lines(starts).size() >= count);
            daemon.kill9();
        }
        return lines(starts).size();
    }

    private static List<String> inputs() {
        return IntStream.range(0, FILES).mapToObj("%02d.txt"::formatted).toList();
    }

    @Test
    void what_a_killed_verb_had_asked_for_is_carried_out_by_the_next() throws Exception {
        home.automation("job", "run: ./go.sh").script("job", working());
        try (var first = FettleProcess.start(home, "run", "job")) {
            until(() -> lines(starts).size() == 1);
            try (var second = FettleProcess.start(home, "run", "job")) {
                until(() -> home.runs("job").size() == 2);
                second.kill9();
            }
            Files.createFile(go);
            assertThat(first.awaitEnd().code()).isZero();
        }
        assertThat(home.runs("job").getFirst().outcome()).isEmpty();

        var recovered = FettleProcess.call(home, "recover");

        assertThat(recovered.code()).as(recovered.err()).isZero();
        assertThat(home.runs("job")).hasSize(2).allMatch(RunView::succeeded);
        assertThat(lines(starts)).hasSize(2);
    }

    @Test
    void a_program_never_runs_twice_at_once_whoever_asks_for_it() throws Exception {
        home.automation("job", "run: ./go.sh")
                .script(
                        "job",
                        """
                        echo start >>../../starts
                        mkdir ../../busy || echo overlap >>../../starts
                        sleep 0.1
                        rmdir ../../busy
                        """);

        try (var a = FettleProcess.start(home, "run", "job");
                var b = FettleProcess.start(home, "run", "job")) {
            home.run("job");
            assertThat(a.awaitEnd().code()).isZero();
            assertThat(b.awaitEnd().code()).isZero();
        }

        assertThat(lines(starts)).containsExactly("start", "start", "start");
        assertThat(home.runs("job")).hasSize(3).allMatch(RunView::succeeded);
    }

    /// Works until the test lets it go.
    private static String working() {
        return """
        echo start >>../../starts
        while [ ! -e ../../go ]; do sleep 0.02; done
        """;
    }
}
