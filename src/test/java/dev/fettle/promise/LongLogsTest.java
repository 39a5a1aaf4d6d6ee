package dev.fettle.promise;

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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A program that writes without end fills no disk: of its log the first megabyte and the last
/// fifteen stay, the gap is told, and its room is given back while the program works.
class LongLogsTest {
    private static final long MEGABYTE = 1_000_000;
    private static final long KEPT = 16 * MEGABYTE;

    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_home() throws IOException {
        home = TestHome.in(place);
        home.automation("job", "run: ./go.sh");
    }

    /// A hundred and fifty megabytes in three seconds and more.
    @Test
    void a_hundred_megabytes() throws Exception {
        writes(
                "perl -e '$| = 1; for (1 .. 150) { print \"x\" x 1e6; select undef, undef, undef, .02 }'");

        assertThat(mostRoomWhileItWorks()).isBetween(KEPT, 100 * MEGABYTE);
        isBounded(150 * MEGABYTE);
    }

    /// As fast as the disk takes it.
    @Test
    @Tag("long")
    @Tag("long-machine")
    void three_gigabytes() throws Exception {
        writes("perl -e '$x = \"x\" x 1e6; print $x for 1 .. 3000'");

        assertThat(mostRoomWhileItWorks()).isBetween(KEPT, 600 * MEGABYTE);
        isBounded(3000 * MEGABYTE);
    }

    private void writes(String program) throws IOException {
        home.script("job", "echo first; " + program + "; echo; echo last\n");
    }

    private long mostRoomWhileItWorks() throws Exception {
        long most = 0;
        try (var verb = FettleProcess.start(home, "run", "job")) {
            until(() -> !home.runs("job").isEmpty());
            var log = Path.of(home.runs("job").getFirst().log());
            while (verb.isAlive()) {
                most = Math.max(most, room(log));
            }
            assertThat(verb.awaitEnd().code()).isZero();
        }
        return most;
    }

    private void isBounded(long written) throws IOException {
        var run = home.runs("job").getFirst();
        assertThat(run.outcome()).contains("succeeded");
        var log = Path.of(run.log());
        assertThat(Files.size(log)).isBetween(KEPT, KEPT + 100);
        var text = Files.readString(log, StandardCharsets.US_ASCII);
        assertThat(text).startsWith("first\nxxx").endsWith("xxx\nlast\n").doesNotContain("\0");
        // "first", two line ends and "last" come to 12 bytes.
        assertThat(text)
                .contains("\nfettle: %d bytes were left out here\n".formatted(written + 12 - KEPT));
    }

    private static long room(Path log) throws Exception {
        var du = new ProcessBuilder("du", "-B1", log.toString()).start();
        var answer = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return answer.isEmpty() ? 0 : Long.parseLong(answer.split("\t", -1)[0]);
    }
}
