package dev.fettle.story;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;
import static org.assertj.core.api.InstanceOfAssertFactories.map;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `fettle up` comes alone, goes at once, and hears of changed definitions while it is there.
class DaemonTest {
    private static final String COPY =
            "watch: ../../inbox\nrun: cp {input} {output}%s\noutput: ../../site\ncollide: replace";

    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_home_whose_program_works_until_the_test_lets_it_go() throws IOException {
        home = TestHome.in(place);
        home.automation("slow", "run: ./go.sh")
                .script(
                        "slow",
                        """
                        echo begun | tee -a ../../starts
                        while [ ! -e ../../go ]; do sleep 0.02; done
                        echo done
                        """);
    }

    @Test
    void a_second_one_is_refused_and_says_who_is_there() throws Exception {
        try (var first = FettleProcess.up(home)) {
            var second = FettleProcess.call(home, "up");

            assertThat(second.code()).isEqualTo(2);
            assertThat(second.err())
                    .contains("already running", home.root().toString(), "process " + first.pid());
            assertThat(first.isAlive()).isTrue();
        }
    }

    @Test
    void a_state_folder_too_deep_for_a_socket_wants_another_or_a_runtime_folder() throws Exception {
        var deep = Files.createDirectories(place.resolve("d".repeat(100)));
        var runtime = Files.createDirectories(place.resolve("runtime"));
        try (var far = TestHome.in(deep)) {
            try (var refused = FettleProcess.start(far, "up")) {
                var ended = refused.awaitEnd();

                assertThat(ended.code()).isEqualTo(2);
                assertThat(ended.err()).contains("XDG_RUNTIME_DIR", "107 bytes");
            }
            var variables = Map.of("XDG_RUNTIME_DIR", runtime.toString());
            try (var _ = FettleProcess.start(far, variables, "up").awaitReady()) {
                assertThat(runtime).isNotEmptyDirectory();
            }
        }
    }

    @Test
    void sigterm_ends_it_within_five_seconds_while_a_program_works_on() throws Exception {
        try (var daemon = FettleProcess.up(home);
                var verb = FettleProcess.start(home, "run", "slow", "--json")) {
            until(() -> lines(home.beside("starts")).size() == 1);
            var asked = Instant.now();

            daemon.signal("TERM");

            assertThat(daemon.awaitEnd().code()).isZero();
            assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(5));
            Files.createFile(home.beside("go"));
            assertThat(verb.awaitEnd().json()).containsEntry("outcome", "succeeded");
        }
        assertThat(lines(home.beside("starts"))).hasSize(1);
    }

    @Test
    void who_has_to_wait_is_told_on_which_run() throws Exception {
        home.automation("slow", "watch: ../../inbox\nrun: ./go.sh {input}\nparallel: 1");
        try (var _ = FettleProcess.up(home)) {
            var input = home.drop("a", "a").toString();
            until(() -> lines(home.beside("starts")).size() == 1);
            var works = home.runs("slow").getFirst().id();

            var busy = FettleProcess.call(home, "run", "slow", input, "--no-wait");
            assertThat(busy.code()).isEqualTo(1);
            assertThat(busy.err()).contains("slow is working: run " + works);
        }
    }

    @Test
    void log_f_follows_a_run_to_its_end() throws Exception {
        try (var _ = FettleProcess.start(home, "run", "slow")) {
            until(() -> lines(home.beside("starts")).size() == 1);
            try (var log = FettleProcess.start(home, "log", "slow", "-f")) {
                until(() -> log.out().equals("begun\n"));

                Files.createFile(home.beside("go"));

                assertThat(log.awaitEnd().out()).isEqualTo("begun\ndone\n");
            }
        }
    }

    @Test
    void the_json_of_status_has_every_key_and_tells_whether_a_daemon_is_up() throws Exception {
        try (var _ = FettleProcess.up(home)) {
            var up = FettleProcess.call(home, "status", "--json");

            assertThat(up.code()).as(up.err()).isZero();
            assertThat(up.json())
                    .containsOnlyKeys(
                            "home",
                            "daemon",
                            "recovery",
                            "channels",
                            "maintenance",
                            "versions",
                            "automations")
                    .containsEntry("home", home.root().toString());
            assertThat(up.json().get("daemon"))
                    .asInstanceOf(map(String.class, Object.class))
                    .containsEntry("running", true);
            assertThat(up.json().get("automations"))
                    .asInstanceOf(list(Object.class))
                    .singleElement()
                    .asInstanceOf(map(String.class, Object.class))
                    .containsOnlyKeys(
                            "name",
                            "health",
                            "reason",
                            "trigger",
                            "after",
                            "lastRun",
                            "lastGood",
                            "lastProved",
                            "nextDue",
                            "incident",
                            "reviewDue",
                            "credentials",
                            "drift",
                            "pingUrl",
                            "slugUrl")
                    .containsEntry("health", "new");
        }
        var down = FettleProcess.call(home, "status", "--json");
        assertThat(down.json().get("daemon"))
                .asInstanceOf(map(String.class, Object.class))
                .containsEntry("running", false)
                .containsEntry("since", null);
    }

    @Test
    void a_definition_that_changes_is_followed_and_a_broken_one_is_told() throws Exception {
        try (var _ = FettleProcess.up(home)) {
            home.automation("copy", COPY.formatted(""));
            home.drop("a", "a");
            home.awaitRun("copy");

            home.automation("copy", COPY.formatted("/other") + "\nchek: 1");
            var broken = FettleProcess.call(home, "status");
            assertThat(broken.code()).isEqualTo(1);
            assertThat(broken.out()).contains("failing", "unknown key \"chek\"");

            home.automation("copy", COPY.formatted("/other"));
            var other = home.site().resolve("other");
            until(() -> {
                home.drop("b" + Instant.now(), "b");
                return Files.exists(other);
            });
            assertThat(other).content().isEqualTo("b");
        }
    }
}
