package dev.fettle.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.MortalMount;
import dev.fettle.kit.TestHome;
import dev.fettle.publish.Mounted;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Is it there?
class NeedLookTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @TempDir private Path place;

    @Test
    void a_folder_is_a_mount_while_something_is_mounted_at_it() throws Exception {
        var disk = place.toRealPath().resolve("disk");
        var link = Files.createSymbolicLink(place.resolve("link"), disk);

        assertThat(why(new Need.Mount(disk))).contains("nothing is mounted at " + disk);
        Files.createDirectory(disk);
        assertThat(why(new Need.Mount(disk))).contains("nothing is mounted at " + disk);
        try (var _ = Mounted.memory(disk, "size=64k")) {
            assertThat(why(new Need.Mount(disk))).isEmpty();
            assertThat(why(new Need.Mount(link))).isEmpty();
            Files.createDirectory(disk.resolve("below"));
            assertThat(why(new Need.Mount(disk.resolve("below"))))
                    .contains("nothing is mounted at " + disk.resolve("below"));
        }
        assertThat(why(new Need.Mount(disk))).contains("nothing is mounted at " + disk);
    }

    @Test
    void a_mount_that_does_not_answer_or_whose_server_is_gone_is_not_there() throws Exception {
        try (var home = TestHome.in(place);
                var nas = MortalMount.of(home, "nas")) {
            var need = new Need.Mount(nas.point());
            assertThat(why(need)).isEmpty();

            nas.die();

            TestHome.until(() -> why(need).isPresent());
            assertThat(why(need).orElseThrow())
                    .startsWith("the mount " + nas.point())
                    .contains("has not answered since");
            var missing = missing(new Need.File(nas.point().resolve("key"))).getFirst();
            assertThat(missing.need()).as("what is to come back").isEqualTo(need);

            nas.comeBack();
            TestHome.until(() -> why(need).isEmpty());
            nas.breakOff();
            TestHome.until(() -> why(need).isPresent());
            assertThat(why(need).orElseThrow()).contains(nas.point() + " gives an error");
        }
    }

    @Test
    void a_host_is_there_while_somebody_listens_at_its_port() throws Exception {
        int port;
        try (var server = new ServerSocket(0, 1, HERE)) {
            port = server.getLocalPort();
            assertThat(why(new Need.Host("localhost", port))).isEmpty();
        }

        TestHome.until(() -> why(new Need.Host("localhost", port)).isPresent());
        assertThat(why(new Need.Host("localhost", port)).orElseThrow())
                .startsWith("host localhost:" + port + " cannot be reached: Connection refused");
        assertThat(why(new Need.Host("no-such-host.invalid", 80)))
                .contains("host no-such-host.invalid:80 cannot be reached: its name is not known");
    }

    @Test
    void a_host_that_answers_nothing_is_waited_for_a_few_seconds_by_all_who_ask_at_once()
            throws Exception {
        try (var server = new ServerSocket(0, 1, HERE)) {
            var taken = new ArrayList<Socket>();
            try {
                fill(server, taken);
                var need = new Need.Host(HERE.getHostAddress(), server.getLocalPort());
                var start = Instant.now();

                assertThat(missing(need, new Need.Host("127.0.0.1", server.getLocalPort())))
                        .allSatisfy(
                                each -> assertThat(each.why()).contains("no answer within 3 s"));

                assertThat(Duration.between(start, Instant.now()))
                        .isLessThan(Duration.ofSeconds(5));
            } finally {
                for (var socket : taken) {
                    socket.close();
                }
            }
        }
    }

    /// Until the kernel takes no more connections in its stead, and answers none.
    private static void fill(ServerSocket server, List<Socket> taken) throws IOException {
        while (taken.size() < 10) {
            var socket = new Socket();
            taken.add(socket);
            try {
                socket.connect(server.getLocalSocketAddress(), 100);
            } catch (IOException e) {
                return;
            }
        }
        throw new AssertionError("it takes all of them");
    }

    @Test
    void files_and_variables_are_there_or_not() throws Exception {
        var key = place.resolve("key");

        assertThat(why(new Need.File(key))).contains("there is no " + key);
        Files.createFile(key);
        assertThat(why(new Need.File(key))).isEmpty();
        assertThat(why(new Need.Variable("TOKEN"))).isEmpty();
        assertThat(why(new Need.Variable("OTHER"))).contains("the variable OTHER is not set");
    }

    @Test
    void a_machine_lives_on_its_battery_where_it_discharges_and_no_adapter_is_online()
            throws Exception {
        assertThat(onBattery()).as("no supplies at all").isFalse();

        supply("BAT0", "type", "Battery", "status", "Discharging");
        assertThat(onBattery()).isTrue();
        supply("AC", "type", "Mains", "online", "0");
        assertThat(onBattery()).isTrue();
        supply("ucsi", "type", "USB", "online", "1");
        assertThat(onBattery()).isFalse();
        supply("ucsi", "type", "USB", "online", "0");
        supply("BAT0", "type", "Battery", "status", "Full");
        assertThat(onBattery()).isFalse();
        supply("mouse", "type", "Battery", "status", "Discharging", "scope", "Device");
        assertThat(onBattery()).isFalse();
    }

    private boolean onBattery() throws IOException {
        var look =
                new NeedLook(
                        Map.of(),
                        new PowerSupplies(place.resolve("supplies")),
                        Pins.none(),
                        ProgramVersions.unkept());
        return look.at(List.of(new Need.AcPower())).stream()
                .map(Missing::why)
                .toList()
                .equals(List.of("the machine runs on battery"));
    }

    private void supply(String name, String... files) throws IOException {
        var folder = Files.createDirectories(place.resolve("supplies").resolve(name));
        for (int n = 0; n < files.length; n += 2) {
            Files.writeString(folder.resolve(files[n]), files[n + 1] + "\n");
        }
    }

    private static Optional<String> why(Need need) throws IOException {
        return missing(need).stream().map(Missing::why).findFirst();
    }

    private static List<Missing> missing(Need... needs) throws IOException {
        return NeedLook.with(Map.of("TOKEN", "x"), Pins.none(), ProgramVersions.unkept())
                .at(List.of(needs));
    }
}
