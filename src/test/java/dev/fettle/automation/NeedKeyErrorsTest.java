package dev.fettle.automation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.environment.Need;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `needs:` may name, and what it cannot yet.
class NeedKeyErrorsTest {
    @TempDir private Path temp;
    private DefinitionFolder job;

    @BeforeEach
    void a_home() throws IOException {
        job = new DefinitionFolder(temp);
    }

    @Test
    void needs_are_read_in_their_order_and_by_the_words_of_the_user() throws IOException {
        var needs =
                job.definition(
                                """
                                run: ./go
                                needs:
                                  - mount /mnt/my disk
                                  - host nas.lan:445
                                  - "host [fe80::1]:22"
                                  - file ~/.config/x
                                  - env TOKEN
                                  - ac-power
                                """)
                        .needs();

        assertThat(needs)
                .containsExactly(
                        new Need.Mount(Path.of("/mnt/my disk")),
                        new Need.Host("nas.lan", 445),
                        new Need.Host("fe80::1", 22),
                        new Need.File(job.user().resolve(".config/x")),
                        new Need.Variable("TOKEN"),
                        new Need.AcPower());
        assertThat(needs)
                .extracting(Need::words)
                .containsExactly(
                        "mount /mnt/my disk",
                        "host nas.lan:445",
                        "host [fe80::1]:22",
                        "file " + job.user().resolve(".config/x"),
                        "env TOKEN",
                        "ac-power");
        assertThat(job.definition("run: ./go\nneeds: ac-power\n").needs()).hasSize(1);
        assertThat(job.definition("run: ./go\n").needs()).isEmpty();
    }

    @Test
    void programs_are_read_with_the_versions_that_will_do() throws IOException {
        var needs =
                job.definition(
                                """
                                run: ./go
                                needs:
                                  - restic >= 0.14
                                  - borg
                                  - g++<13
                                  - ffmpeg == 5.1.*
                                  - python3.11 > 3.11.0b2
                                """)
                        .needs();

        assertThat(needs).allMatch(Need.Program.class::isInstance);
        assertThat(needs)
                .extracting(Need::words)
                .containsExactly(
                        "restic >= 0.14",
                        "borg",
                        "g++ < 13",
                        "ffmpeg == 5.1.*",
                        "python3.11 > 3.11.0b2");
        assertThat(job.errors("run: ./go\nneeds: [restic >= 0.14, restic>=0.14]\n"))
                .contains("job/README.md:3:25: needs: restic >= 0.14 is stated twice");
    }

    @Test
    void what_cannot_be_looked_for_is_said() throws IOException {
        assertThat(
                        job.errors(
                                """
                                run: ./go
                                needs: ["python:requests == 2.31.*", "mount"]
                                """))
                .contains(
                        "job/README.md:3:9: needs: \"python:requests == 2.31.*\" is no need; right"
                                + " would be restic, restic >= 0.14 (also > == <= <, and == 2.31.*),"
                                + " mount PATH, host NAME:PORT, file PATH, env NAME or ac-power"
                                + " (libraries such as python:requests cannot be looked for yet)",
                        "job/README.md:3:38: needs: \"mount\" is no need");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "npm:sharp",
                "restic => 0.14",
                "restic = 0.14",
                "restic >= zero",
                "restic >=",
                "restic 0.14",
                "restic >= 0.14.*",
                "restic >= 0.14 < 1",
                "restic\t>= 0.14",
                "-v",
                "../go",
                "host nas",
                "ac-power >= 1 W"
            })
    void a_text_that_means_nothing_is_an_error_with_its_place(String text) throws IOException {
        assertThat(job.errors("run: ./go\nneeds: ['" + text + "']\n"))
                .contains("job/README.md:3:9: needs: \"")
                .contains("is no need; right would be restic, restic >= 0.14");
    }

    @Test
    void a_port_that_cannot_be_and_a_need_that_stands_twice_are_errors() throws IOException {
        assertThat(job.errors("run: ./go\nneeds: [host a:0, host a:65536, env X, env X]\n"))
                .contains(
                        "job/README.md:3:9: needs: there is no port 0; right would be one from 1 to 65535",
                        "job/README.md:3:19: needs: there is no port 65536",
                        "job/README.md:3:40: needs: env X is stated twice; keep one of them");
    }
}
