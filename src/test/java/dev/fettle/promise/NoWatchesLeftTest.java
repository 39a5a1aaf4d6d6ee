package dev.fettle.promise;

import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Promise 3 where the kernel watches nothing more for this user: Fettle looks by itself. The limit
/// is that of a user namespace, so that nobody else on this machine is held to it.
class NoWatchesLeftTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_home_that_copies() throws IOException {
        home = TestHome.in(place);
        home.automation("copy", "watch: ../../inbox\nrun: cp {input} {output}\noutput: ../../site");
    }

    @ParameterizedTest
    @ValueSource(strings = {"max_inotify_watches", "max_inotify_instances"})
    void files_and_definitions_are_looked_at_from_time_to_time(String limit) throws Exception {
        assumeTrue(namespacesWork(), "user namespaces are not allowed here");
        try (var _ = FettleProcess.up(home, withNoneOf(limit))) {
            home.drop("a", "dropped");
            until(() -> Files.exists(home.site().resolve("a")));

            home.automation(
                    "copy", "watch: ../../other\nrun: cp {input} {output}\noutput: ../../site");
            Files.createDirectory(home.beside("other"));
            Files.writeString(home.beside("other/b"), "dropped");

            until(() -> Files.exists(home.site().resolve("b")));
            assertThat(home.site().resolve("b")).hasContent("dropped");
        }
    }

    private static List<String> withNoneOf(String limit) {
        return List.of(
                "unshare",
                "--user",
                "--map-root-user",
                "sh",
                "-ec",
                "echo 0 >/proc/sys/user/" + limit + "; exec \"$@\"",
                "sh");
    }

    private static boolean namespacesWork() throws IOException, InterruptedException {
        return new ProcessBuilder("unshare", "--user", "--map-root-user", "true").start().waitFor()
                == 0;
    }
}
