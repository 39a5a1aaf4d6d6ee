package dev.fettle.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The small ones: clock, machine, sync, holes, programs, error names.
class GroundTest {

    @TempDir Path folder;

    @Test
    void the_steady_clock_counts_from_boot_as_every_process_sees_it() throws IOException {
        // CLOCK_MONOTONIC lies behind the uptime by the time asleep, and by nothing where the
        // machine never slept
        long uptime = Machine.uptime().toNanos();

        assertThat(Clock.system().nanos()).isPositive().isLessThanOrEqualTo(uptime + 20_000_000);
        assertThat(Clock.system().now()).isCloseTo(Instant.now(), within(1, ChronoUnit.SECONDS));
    }

    @Test
    void the_machine_knows_itself() throws IOException {
        assertThat(Machine.bootId()).hasSize(36).isEqualTo(Machine.bootId());
        assertThat(Machine.hostname()).isNotBlank();
        assertThat(Machine.cores()).isPositive();
        assertThat(Machine.uid())
                .isEqualTo(FileId.of(Files.createFile(folder.resolve("f"))).orElseThrow().uid());
        assertThat(Machine.environment())
                .anySatisfy(entry ->
                        assertThat(new String(entry, StandardCharsets.UTF_8)).startsWith("PATH="));
    }

    @Test
    void a_number_of_the_kernels_is_read_whole() throws Exception {
        String name = "sys/kernel/pid_max";
        Process cat = new ProcessBuilder("cat", "/proc/" + name).start();

        assertThat(ProcFile.text(name))
                .isEqualTo(
                        new String(cat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
    }

    @Test
    void the_users_locale_is_what_the_launcher_handed_over() {
        assertThat(
                        Machine.userLocale(
                                Map.of(
                                        "LANG",
                                        "C.UTF-8",
                                        "FETTLE_LOCALE",
                                        "LANG=de_DE\nLC_TIME=C\nPATH=/x\n")))
                .isEqualTo(Map.of("LANG", "de_DE", "LC_TIME", "C"));
        assertThat(Machine.userLocale(Map.of("LANG", "C.UTF-8", "FETTLE_LOCALE", ""))).isEmpty();
        assertThat(Machine.userLocale(Map.of("LANG", "de_AT", "LC_ALL", "C", "HOME", "/x")))
                .isEqualTo(Map.of("LANG", "de_AT", "LC_ALL", "C"));
    }

    @Test
    void files_and_folders_are_synced_and_what_is_missing_is_an_error() throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            files.add(Files.writeString(folder.resolve("file" + i), "x"));
        }
        Files.createFile(RawNames.in(folder, RawNames.LATIN));
        files.add(RawNames.in(folder, RawNames.LATIN));

        Sync.all(files, List.of(folder));
        Sync.file(files.getFirst());
        files.add(folder.resolve("none"));

        assertThatThrownBy(() -> Sync.all(files, List.of(folder)))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> Sync.folder(folder.resolve("none")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void a_hole_gives_back_the_middle_and_keeps_the_ends() throws Exception {
        Path log = RawNames.in(folder, RawNames.LATIN);
        int block = 4096;
        byte[] full = new byte[100 * block];
        Arrays.fill(full, (byte) 'x');
        Files.write(log, full);
        Sync.file(log);

        Holes.punch(log, block, 98L * block);
        Files.writeString(log, "end", StandardOpenOption.APPEND);

        byte[] now = Files.readAllBytes(log);
        assertThat(now).hasSize(full.length + 3);
        assertThat(now[0]).isEqualTo((byte) 'x');
        assertThat(now[block]).isZero();
        assertThat(now[99 * block - 1]).isZero();
        assertThat(now[99 * block]).isEqualTo((byte) 'x');
        assertThatThrownBy(() -> Holes.punch(folder.resolve("none"), 0, 1))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void programs_are_found_as_a_shell_finds_them() throws IOException {
        Files.createFile(folder.resolve("plain"));
        Files.createDirectory(folder.resolve("sh"));

        assertThat(Programs.find("sh", "nowhere::" + folder + ":/bin"))
                .contains(Path.of("/bin/sh"));
        assertThat(Programs.find("plain", folder.toString())).isEmpty();
        assertThat(Programs.find("/bin/sh", "")).contains(Path.of("/bin/sh"));
        assertThat(Programs.find("/bin/none", "/bin")).isEmpty();
        assertThat(Programs.find("", "/bin")).isEmpty();
        assertThat(Programs.find("a\0b", "/bin")).isEmpty();
    }

    @Test
    void an_error_has_its_name_and_its_path() {
        assertThat(Errno.of(Errno.ENOSPC, Path.of("/x/site")))
                .isInstanceOf(Errno.class)
                .hasMessage("/x/site: No space left on device (ENOSPC)");
        assertThat(Errno.of(Errno.ENOENT, PathBytes.path(RawNames.LATIN)))
                .hasMessage("caf\\xE9.jpg: No such file or directory (ENOENT)");
        assertThat(Errno.of(999, "waiting")).hasMessage("waiting: error 999");
    }
}
