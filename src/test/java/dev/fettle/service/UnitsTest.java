package dev.fettle.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fettle.platform.Command;
import dev.fettle.platform.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir private Path place;

    @ParameterizedTest
    @ValueSource(strings = {"automations", "my automations", "50%", "a\"b", "$HOME", "a\\b", "日本"})
    void systemd_takes_them_whatever_the_names(String name) throws Exception {
        var folder = Files.createDirectory(place.resolve(name));
        var launcher = Files.writeString(folder.resolve("fettle"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));

        for (boolean system : List.of(true, false)) {
            var verified =
                    verified(new Units(launcher, folder, system, Map.of("PATH", "/a b:/50%")));
            assertThat(verified).as("system: %s", system).isEmpty();
        }
    }

    @Test
    void systemd_refuses_what_is_wrong() throws Exception {
        var units = new Units(place, place, true, Map.of()).all("fettle");
        var file = place.resolve("fettle.service");
        Files.writeString(file, units.getFirst().text().replace("=notify", "=nothing"));

        assertThat(verified(List.of(file.toString()))).contains("nothing");
    }

    @Test
    void what_is_written_is_known_again() {
        var units = new Units(Path.of("/f"), Path.of("/home/x/a b"), false, Map.of()).all("fettle");

        assertThat(units).allMatch(u -> Units.homeOf(u.text()).orElse("").equals("/home/x/a b"));
        assertThat(Units.homeOf("[Unit]\n")).isEmpty();
    }

    @Test
    void each_home_has_a_name_of_its_own() {
        var usual = Path.of("/home/x/automations");

        assertThat(Units.name(usual, usual)).isEqualTo("fettle");
        assertThat(Units.name(Path.of("/srv/my jobs"), usual)).isEqualTo("fettle-my_jobs");
        assertThat(Units.name(Path.of("/"), usual)).isEqualTo("fettle-root");
    }

    @Test
    void a_shell_reads_the_lines_for_cron_as_they_are_meant() throws Exception {
        var launcher = Files.writeString(place.resolve("it's 1"), "#!/bin/sh\necho \"$A|$*\"\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        var lines = new Units(launcher, Path.of("/a 'b"), false, Map.of("A", "x'y 5%")).crontab();

        assertThat(lines).hasSize(2);
        var call = lines.get(1).replaceFirst("^\\*/5 \\* \\* \\* \\* ", "").replace("\\%", "%");
        var said =
                Command.run(
                        List.of("sh", "-c", call.replace(" >/dev/null 2>&1", "")),
                        Map.of(),
                        place,
                        LIMIT,
                        1000);
        assertThat(said.output()).isEqualTo("x'y 5%|--home /a 'b watchdog\n");
    }

    private String verified(Units units) throws Exception {
        var files = new ArrayList<String>();
        for (var unit : units.all("fettle")) {
            var file = place.resolve(unit.fileName());
            files.add(Files.writeString(file, unit.text()).toString());
        }
        return verified(files);
    }

    /// What systemd finds wrong with them. It is asked for the sake of the text alone: no daemon of
    /// its own has to run.
    private String verified(List<String> files) throws Exception {
        var path = System.getenv("PATH");
        assumeThat(Programs.find("systemd-analyze", path)).as("systemd-analyze").isPresent();
        var command = new ArrayList<>(List.of("systemd-analyze", "verify"));
        command.addAll(files);
        var answer = Command.run(command, Map.of(), place, LIMIT, 100_000);
        return (answer.exit() == 0 ? "" : "exit " + answer.exit() + "\n")
                + answer.error()
                        .lines()
                        .filter(line -> line.contains("fettle"))
                        .collect(Collectors.joining("\n"));
    }
}
