package dev.fettle.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.TestHome;
import dev.fettle.kit.TurnableClock;
import dev.fettle.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Is the program there, and which one is it?
class ProgramLookTest {
    @TempDir private Path place;
    private Path bin;
    private TurnableClock clock;

    @BeforeEach
    void a_folder_of_programs() throws IOException {
        bin = Files.createDirectory(place.resolve("bin"));
        clock = new TurnableClock();
    }

    @Test
    void one_that_is_not_there_is_told_with_what_installs_it() throws Exception {
        assertThat(missing("borg >= 1.2"))
                .containsExactly("there is no borg on the PATH (apt-get install borgbackup)");
        assertThat(missing("restic"))
                .containsExactly("there is no restic on the PATH (apt-get install restic)");

        program("borg", "exit 1"); // whatever it says: nobody wants to know its version
        assertThat(missing("borg")).isEmpty();
        assertThat(asked()).isEmpty();
    }

    @Test
    void one_that_is_too_old_is_told_with_where_it_lies() throws Exception {
        var restic =
                program(
                        "restic",
                        "[ \"$1\" = version ] || exit 1; echo restic 0.12.1 compiled with go1.16");

        assertThat(missing("restic >= 0.14"))
                .containsExactly(
                        "restic >= 0.14 is needed, and %s is 0.12.1 (apt-get install restic)"
                                .formatted(restic));
        assertThat(missing("restic == 0.12.*")).isEmpty();
    }

    @Test
    void it_is_asked_in_the_usual_ways_and_what_it_warns_of_is_no_version() throws Exception {
        program("a", "[ \"$1\" = -V ] || { echo 'option 1.0?'; exit 2; }; echo a 2.5 >&2");

        assertThat(missing("a == 2.5")).isEmpty();
        assertThat(asked()).containsExactly("a --version", "a version", "a -V");
    }

    @Test
    void it_is_asked_once_until_it_is_another_file_or_a_day_has_passed() throws Exception {
        program("tool", "echo tool 1.0");
        try (var store = Store.open(place.resolve("store"))) {
            for (int i = 0; i < 3; i++) { // each a Fettle of its own
                assertThat(missing("tool == 1.0", new ProgramVersions(store, clock))).isEmpty();
            }
            assertThat(asked()).containsExactly("tool --version");

            program("tool", "echo tool 2.0");
            assertThat(missing("tool == 2.0", new ProgramVersions(store, clock))).isEmpty();
            assertThat(asked()).hasSize(2);

            var versions = new ProgramVersions(store, clock);
            clock.turn(Duration.ofHours(23));
            assertThat(missing("tool == 2.0", versions)).isEmpty();
            assertThat(asked()).hasSize(2);
            clock.turn(Duration.ofHours(1));
            assertThat(missing("tool == 2.0", versions)).isEmpty();
            assertThat(asked()).hasSize(3);
        }
    }

    @Test
    void one_that_tells_nothing_or_never_ends_is_not_believed() throws Exception {
        var mute = program("mute", "echo hello");
        var endless = program("endless", "/bin/sleep 600 & /bin/sleep 600");

        assertThat(missing("mute >= 1"))
                .containsExactly(
                        "mute >= 1 is needed, and the version of %s cannot be told: it does not tell one (apt-get install mute)"
                                .formatted(mute));
        assertThat(asked()).containsExactly("mute --version", "mute version", "mute -V");
        assertThat(missing("endless >= 1"))
                .containsExactly(
                        "endless >= 1 is needed, and the version of %s cannot be told: no answer to --version within 5 s (apt-get install endless)"
                                .formatted(endless));
    }

    @Test
    void another_program_called_convert_is_no_imagemagick() throws Exception {
        var known = KnownProgram.of("imagemagick");
        var versions = ProgramVersions.unkept();

        var other = program("convert", "echo 'convert: FAT to NTFS, version 7.9'");
        assertThat(versions.of(other, known, bin.toString()))
                .isInstanceOf(ProgramVersions.Answered.Other.class);
        program("convert-im6.q16", "echo 'Version: ImageMagick 6.9.11-60 Q16'");
        assertThat(missing("imagemagick == 6.9.*")).isEmpty();
        assertThat(missing("imagemagick")).isEmpty();
    }

    private List<String> missing(String need) throws IOException {
        return missing(need, ProgramVersions.unkept());
    }

    private List<String> missing(String need, ProgramVersions versions) throws IOException {
        var look = NeedLook.with(Map.of("PATH", bin.toString()), Pins.none(), versions);
        var words = need.split(" ", 2);
        var range = Optional.of(words).filter(w -> w.length > 1).map(w -> VersionRange.of(w[1]));
        return look.at(List.of(new Need.Program(words[0], range))).stream()
                .map(Missing::words)
                .toList();
    }

    private Path program(String name, String body) throws IOException {
        var coming =
                Files.writeString(
                        place.resolve("coming"),
                        "#!/bin/sh\necho \"%s $1\" >>'%s'\n%s\n"
                                .formatted(name, place.resolve("asked"), body));
        Files.setPosixFilePermissions(coming, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Files.move(coming, bin.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private List<String> asked() throws IOException {
        return TestHome.lines(place.resolve("asked"));
    }
}
