package dev.fettle.story;

import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.ScriptedHttp;
import dev.fettle.kit.TestHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A service outside that hears of the daemon and of runs: the real program, a real server, one
/// that hangs, and one that is away.
class ToldOutsideTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;
    @AutoClose private ScriptedHttp server;

    @BeforeEach
    void a_home_and_a_server() throws Exception {
        home = TestHome.in(place);
        server = ScriptedHttp.start();
    }

    @Test
    void a_run_by_hand_reports_its_start_and_how_it_ended() throws Exception {
        home.automation("job", "run: ./go.sh\nreport: %s/key".formatted(server.url()))
                .script("job", "exit $(cat ../../code)");
        Files.writeString(home.beside("code"), "0");
        FettleProcess.call(home, "run", "job");
        Files.writeString(home.beside("code"), "3");
        FettleProcess.call(home, "run", "job");
        FettleProcess.call(home, "run", "job", "--dry-run");

        assertThat(paths()).containsExactly("/key/start", "/key", "/key/start", "/key/3");
        assertThat(server.requests().getLast().body()).isEqualTo("failed: exit code 3");
    }

    @Test
    void what_could_not_start_is_a_failure_too() throws Exception {
        home.automation(
                "job", "run: ./go.sh\nsecrets: [TOKEN]\nreport: %s/key".formatted(server.url()));
        home.script("job", ":");

        FettleProcess.call(home, "run", "job");

        assertThat(paths()).containsExactly("/key/start", "/key/fail");
        assertThat(server.requests().getLast().body()).startsWith("blocked: ");
    }

    @Test
    void runs_that_overlap_are_told_apart() throws Exception {
        home.automation(
                "job",
                "watch: ../../inbox\nrun: cat {input}\nparallel: 2\nreport: %s/key"
                        .formatted(server.url()));
        try (var _ = FettleProcess.up(home)) {
            home.drop("one.txt", "1");
            home.drop("two.txt", "2");
            until(() -> server.requests().size() == 4);
        }

        var runs = paths().stream().map(path -> path.replaceFirst(".*rid=", "")).toList();
        assertThat(runs.stream().distinct()).hasSize(2);
        assertThat(paths().stream().filter(path -> path.startsWith("/key/start?rid="))).hasSize(2);
    }

    @Test
    void a_server_that_hangs_neither_delays_nor_fails_a_run() throws Exception {
        server.hang();
        home.automation("job", "run: ./go.sh\nreport: %s/key".formatted(server.url()))
                .script("job", "date +%s%N > ../../worked");
        Files.writeString(
                home.root().resolve("fettle.yaml"),
                "web: off\nheartbeat: %s/beat\n".formatted(server.url()));
        try (var _ = FettleProcess.up(home)) {
            until(() -> paths().contains("/beat"));
            for (int n = 0; n < 2; n++) {
                var run = FettleProcess.call(home, "run", "job", "--json").json();
                assertThat(run.get("outcome")).isEqualTo("succeeded");
                assertThat(((Number) run.get("durationMs")).longValue()).isLessThan(5000);
            }
            assertThat(paths()).as("the first is not over").containsOnlyOnce("/key/start");
        }
        var alone = FettleProcess.call(home, "run", "job", "--json");
        assertThat(alone.json().get("outcome")).isEqualTo("succeeded");
    }

    @Test
    void the_daemon_is_heard_of_when_it_starts_and_when_a_url_is_written_down() throws Exception {
        try (var _ = FettleProcess.up(home)) {
            Files.writeString(
                    home.root().resolve("fettle.yaml"),
                    "web: off\nheartbeat: %s/beat\n".formatted(server.url()));
            until(() -> paths().equals(List.of("/beat")));
        }
        try (var _ = FettleProcess.up(home)) {
            until(() -> paths().equals(List.of("/beat", "/beat")));
        }
        assertThat(FettleProcess.call(home, "doctor").out())
                .contains("127.0.0.1 hears it while fettle is up");
    }

    @Test
    void whom_nobody_tells_and_what_is_not_heard_is_said() throws Exception {
        home.automation("job", "run: ./go.sh\nreport: %s/key".formatted(server.url()))
                .script("job", ":");
        server.answer(404, "not found");
        FettleProcess.call(home, "run", "job");

        var doctor = FettleProcess.call(home, "doctor");
        assertThat(doctor.code()).isEqualTo(1);
        assertThat(doctor.out())
                .contains("a machine that is dead tells nobody")
                .contains("job: 127.0.0.1 does not hear of its runs: HTTP 404: not found")
                .doesNotContain("/key");
        assertThat(FettleProcess.call(home, "digest", "--print").out())
                .contains("a machine that is dead tells nobody: there is no heartbeat")
                .contains("the report of job is not heard: HTTP 404: not found");
        server.answer(200, "OK");
        FettleProcess.call(home, "run", "job");
        assertThat(FettleProcess.call(home, "doctor").out())
                .contains("127.0.0.1 hears of its runs");
    }

    @Test
    void a_new_home_is_told_what_nobody_watches() throws Exception {
        var init = FettleProcess.call(home, "init", home.beside("new").toString());

        assertThat(init.code()).isZero();
        assertThat(init.err()).contains("a machine that is dead tells nobody", "healthchecks.io");
    }

    private List<String> paths() {
        return server.requests().stream().map(ScriptedHttp.Request::path).toList();
    }
}
