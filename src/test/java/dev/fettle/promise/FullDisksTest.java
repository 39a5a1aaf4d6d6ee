package dev.fettle.promise;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.names;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import dev.fettle.publish.Mounted;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Promises 1 and 3 where a disk is full under a working daemon: nothing is lost or done twice, it
/// is told, and all goes on by itself once there is room.
class FullDisksTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;
    private Path starts;

    @BeforeEach
    void a_home_that_copies_what_arrives() throws IOException {
        home = TestHome.in(place);
        starts = home.beside("starts");
        home.automation(
                        "copy",
                        "watch: ../../inbox\nrun: ./go.sh {input} {output}\noutput: ../../site")
                .script("copy", "echo \"$1\" >>../../starts; cp \"$1\" \"$2\"");
    }

    @Test
    void a_full_state_folder_loses_no_input_and_no_run() throws Exception {
        try (var disk = Mounted.memory(home.beside("state"), "size=3m");
                var _ = FettleProcess.up(home)) {
            home.drop("before", "1");
            home.awaitRun("copy");
            var filler = disk.point().resolve("filler");
            fill(filler);

            for (int n = 0; n < 5; n++) {
                home.drop("during" + n, "1");
            }
            var verb = FettleProcess.call(home, "run", "copy", home.drop("hand", "1").toString());
            var doctor = FettleProcess.call(home, "doctor");

            assertThat(verb.code()).as(verb.out()).isEqualTo(2);
            assertThat(verb.err()).containsAnyOf("disk is full", "No space left");
            assertThat(doctor.code()).isEqualTo(1);
            assertThat(doctor.out()).contains("only", "are free", "make room");
            assertThat(FettleProcess.call(home, "status").out()).contains("copy");

            Files.delete(filler);
            var all = IntStream.range(0, 5).mapToObj(n -> "during" + n).toList();
            until(() -> names(home.site()).containsAll(all));
            until(() -> names(home.site()).contains("hand"));
            assertThat(names(home.site())).hasSize(7);
            assertThat(startsOf("during")).doesNotHaveDuplicates().hasSize(5);
            assertThat(home.runs("copy").stream().filter(run -> run.outcome().isEmpty())).isEmpty();
            assertThat(home.status("copy").health()).isEqualTo("ok");
            home.workshop().close();
        }
    }

    private List<String> startsOf(String name) throws IOException {
        return lines(starts).stream().filter(line -> line.contains(name)).toList();
    }

    private static void fill(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int size = 65536; size > 0; size /= 2) {
                writeUntilFull(out, new byte[size]);
            }
        }
    }

    private static void writeUntilFull(OutputStream out, byte[] piece) {
        try {
            while (true) {
                out.write(piece);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }
}
