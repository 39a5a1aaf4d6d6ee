package dev.fettle.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountsTest {

    @TempDir Path folder;

    @Test
    void a_path_lies_on_its_mount_even_before_it_is_made() throws IOException {
        assertThat(Mounts.of(Path.of("/proc/self/status")).type()).isEqualTo("proc");
        assertThat(Mounts.of(Path.of("/proc")).point()).isEqualTo(Path.of("/proc"));
        assertThat(Mounts.of(folder.resolve("not/yet")).id()).isEqualTo(Mounts.of(folder).id());
        assertThat(Mounts.of(Path.of("relative")).id())
                .isEqualTo(Mounts.of(Path.of("").toAbsolutePath()).id());
    }

    @Test
    void links_are_followed() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/proc"));
        Path below = Files.createSymbolicLink(folder.resolve("below"), Path.of("link/self"));
        Path up = link.resolve("../etc");

        assertThat(Mounts.of(link.resolve("self")).type()).isEqualTo("proc");
        assertThat(Mounts.of(below).type()).isEqualTo("proc");
        assertThat(Mounts.of(up).id()).isEqualTo(Mounts.of(Path.of("/etc")).id());
        Files.delete(below);
        Files.delete(link);
    }

    @Test
    void a_rename_stays_on_one_mount() throws IOException {
        assertThat(Mounts.sameMount(folder, folder.resolve("a"))).isTrue();
        assertThat(Mounts.sameMount(folder, Path.of("/proc"))).isFalse();
    }

    @Test
    void a_line_of_the_table_is_read_whole() throws IOException {
        byte[] line =
                RawNames.bytes(
                        "36 35 0:42 / /mnt/a\\040b\\134c rw,noatime shared:1 master:2 - fuse.sshfs me@host:/x\\040y ro,user_id=0");

        assertThat(Mounts.parse(line))
                .contains(
                        new Mount(36, Path.of("/mnt/a b\\c"), "fuse.sshfs", "me@host:/x y", true));
        assertThat(Mounts.parse(RawNames.bytes("garbage"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nfs",
                "nfs4",
                "cifs",
                "smb3",
                "fuse.sshfs",
                "9p",
                "ceph",
                "fuse.rclone",
                "davfs"
            })
    void a_network_is_known_by_its_type(String type) {
        assertThat(Mounts.isNetwork(new Mount(1, Path.of("/x"), type, "y", false))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "btrfs", "xfs", "tmpfs", "vfat", "fuseblk", "overlay"})
    void a_disk_is_no_network(String type) {
        assertThat(Mounts.isNetwork(new Mount(1, Path.of("/x"), type, "y", false))).isFalse();
    }

    /// Run in a mount namespace of its own, by the next test.
    static final class Inside {

        private Inside() {}

        public static void main(String[] arguments) throws IOException {
            for (String path : arguments) {
                System.out.println(Mounts.of(Path.of(path)).type());
            }
        }
    }

    @Test
    void a_mount_that_lies_over_another_is_the_one() throws Exception {
        Path outer = Files.createDirectory(folder.resolve("with blank"));
        String script =
                """
                mount -t tmpfs one "$1" && mkdir "$1/in" && mount -t ramfs two "$1/in" &&
                mount -t tmpfs three "$1" && mkdir "$1/in" || exit 99
                shift; exec "$@"
                """;
        Answer answer =
                Command.run(
                        List.of(
                                "unshare",
                                "-Urm",
                                "sh",
                                "-c",
                                script,
                                "x",
                                outer.toString(),
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Inside.class.getName(),
                                outer.toString(),
                                outer.resolve("in").toString()),
                        Map.of(),
                        folder,
                        Duration.ofSeconds(30),
                        10_000);
        assumeTrue(answer.exit() == 0, "no user namespace that may mount: " + answer.error());

        assertThat(answer.output()).isEqualTo("tmpfs\ntmpfs\n");
    }
}
