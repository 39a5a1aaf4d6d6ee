package dev.fettle.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HangupTest {

    @TempDir Path folder;

    /// Run in a JVM of its own: it leaves a file behind if its shutdown hooks run.
    static final class Victim {

        private Victim() {}

        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            Runtime.getRuntime()
                    .addShutdownHook(
                            Thread.ofPlatform()
                                    .unstarted(() -> folder.resolve("hooks").toFile().mkdir()));
            Hangup.endsThisProcess();
            Files.createFile(folder.resolve("ready"));
            Thread.sleep(Duration.ofMinutes(10));
        }
    }

    @Test
    void a_lost_terminal_ends_the_process_without_its_hooks() throws Exception {
        Process victim =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Victim.class.getName(),
                                folder.toString())
                        .start();
        await().until(() -> Files.exists(folder.resolve("ready")));

        LibC.kill(victim.pid(), 1);

        assertThat(victim.waitFor()).isEqualTo(129);
        assertThat(folder.resolve("hooks")).doesNotExist();
    }
}
