package dev.fettle.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fettle.publish.Mounted;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which file system it is, whatever it is called today.
class FileSystemIdTest {
    private static final String UUID_OF_DISK = "2c77482a-f091-4c6d-b075-7eb9b93f87fd";

    @TempDir private Path place;

    @Test
    void two_of_one_name_and_type_differ_and_a_second_name_for_one_of_them_does_not()
            throws Exception {
        try (var blue = Mounted.memory(place.resolve("blue"), "size=64k");
                var red = Mounted.memory(place.resolve("red"), "size=64k");
                var other = Mounted.bind(blue.point(), place.resolve("other"))) {
            assertThat(id(blue).isSame(id(blue))).isTrue();
            assertThat(id(other).isSame(id(blue))).isTrue();
            assertThat(id(red).isSame(id(blue))).isFalse();
            assertThat(FileSystemId.parse(id(red).text())).isEqualTo(id(red));
            var below = Files.createDirectory(red.point().resolve("below"));
            assertThat(FileSystemId.holding(below)).isEqualTo(id(red));
            assertThat(FileSystemId.at(below)).isEmpty();
        }
        assertThat(FileSystemId.at(place.resolve("red"))).isEmpty();
    }

    @Test
    void a_disk_is_the_same_one_under_another_device_name() throws Exception {
        var disk = formatted("disk", "-U", UUID_OF_DISK);
        var other = formatted("other");
        var point = place.resolve("point");
        FileSystemId before;
        try (var mounted = Mounted.image(disk, point)) {
            before = id(mounted);
        }
        try (var _ = Mounted.image(other, place.resolve("first"));
                var _ = Mounted.image(formatted("third"), place.resolve("second"));
                var mounted = Mounted.image(disk, point)) {
            assumeTrue(!id(mounted).source().equals(before.source()), "loop devices go by turns");
            assertThat(before.isSame(id(mounted))).isTrue();
        }
        try (var mounted = Mounted.image(other, point)) {
            assertThat(before.isSame(id(mounted))).isFalse();
        }
    }

    @Test
    void a_disk_is_known_by_its_uuid_where_somebody_tells_it() throws Exception {
        var linux = Version.parse(System.getProperty("os.version").replaceFirst("[^0-9.].*", ""));
        assumeTrue(linux.compareTo(Version.parse("6.9")) >= 0, "Linux tells UUIDs from 6.9 on");
        try (var mounted =
                Mounted.image(formatted("disk", "-U", UUID_OF_DISK), place.resolve("point"))) {
            assertThat(id(mounted).uuid()).contains(UUID_OF_DISK);
            assertThat(id(mounted).words()).endsWith(" (UUID " + UUID_OF_DISK + ")");
        }
    }

    private Path formatted(String name, String... options) throws IOException {
        var image = place.resolve(name);
        try (var file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(1 << 20);
        }
        var command = new ArrayList<>(List.of("mkfs.ext4", "-q", "-O", "^has_journal"));
        command.addAll(List.of(options));
        command.add(image.toString());
        var made = Mounted.run(command.toArray(String[]::new));
        assumeTrue(made.isEmpty(), made);
        return image;
    }

    private static FileSystemId id(Mounted mounted) throws IOException {
        return FileSystemId.at(mounted.point()).orElseThrow();
    }

    @Test
    void the_strongest_sign_that_both_have_decides() {
        var uuid = Optional.of(UUID_OF_DISK);
        var disk = new FileSystemId("ext4", "/dev/sdb1", uuid, "a1", true);

        assertSame(disk, new FileSystemId("ext4", "/dev/sdc1", uuid, "a1", true));
        assertDiffers(disk, new FileSystemId("ext4", "/dev/sdb1", Optional.of("x"), "a1", true));
        assertSame(disk, new FileSystemId("ext4", "/dev/sdc1", Optional.empty(), "a1", true));
        assertDiffers(disk, new FileSystemId("ext4", "/dev/sdb1", Optional.empty(), "a2", true));
    }

    @Test
    void a_number_that_is_the_devices_own_says_as_little_as_its_name() {
        var disk = new FileSystemId("xfs", "/dev/sdb1", Optional.empty(), "811", false);

        assertSame(disk, disk);
        assertDiffers(disk, new FileSystemId("xfs", "/dev/sdc1", Optional.empty(), "811", false));
        assertDiffers(disk, new FileSystemId("xfs", "/dev/sdb1", Optional.empty(), "821", false));
    }

    @Test
    void a_network_is_known_by_type_and_export() {
        var nas = new FileSystemId("nfs4", "nas:/backup", Optional.empty(), "0", false);

        assertSame(nas, new FileSystemId("nfs4", "nas:/backup", Optional.empty(), "7", true));
        assertDiffers(nas, new FileSystemId("nfs4", "nas:/other", Optional.empty(), "0", true));
        assertDiffers(nas, new FileSystemId("cifs", "//nas/backup", Optional.empty(), "0", true));
        assertThat(nas.words()).isEqualTo("nfs4 nas:/backup");
    }

    @Test
    void several_may_be_right_and_are_kept_as_lines() {
        var blue = new FileSystemId("ext4", "/dev/sdb1", Optional.of("b"), "a1", true);
        var red = new FileSystemId("fuse.x", "a name with blanks", Optional.empty(), "9", false);
        var disks = KnownDisks.of(blue).with(red).with(blue);

        assertThat(disks.all()).containsExactly(blue, red);
        assertThat(KnownDisks.parse(disks.text())).isEqualTo(disks);
        assertThat(disks.has(red)).isTrue();
        assertThat(disks.words())
                .isEqualTo("ext4 on /dev/sdb1 (UUID b), or fuse.x a name with blanks (9)");
    }

    private static void assertSame(FileSystemId one, FileSystemId other) {
        assertThat(one.isSame(other)).isTrue();
        assertThat(other.isSame(one)).isTrue();
    }

    private static void assertDiffers(FileSystemId one, FileSystemId other) {
        assertThat(one.isSame(other)).isFalse();
        assertThat(other.isSame(one)).isFalse();
    }
}
