package dev.fettle.platform;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// The UUID of a file system, as far as somebody tells it who may be asked by anyone: udev, by the
/// links that it makes, else the kernel (from 6.9 on).
final class DiskUuid {
    private static final Path BY_UUID = Path.of("/dev/disk/by-uuid");

    /// `FS_IOC_GETFSUUID`: a length, and as many bytes.
    private static final long GET_UUID = 0x80111500L;

    private static final int LENGTH = 16;

    private DiskUuid() {}

    static Optional<String> of(Mount mount, Path place) throws IOException {
        var linked = byLink(mount.source());
        return linked.isPresent() ? linked : byKernel(place);
    }

    private static Optional<String> byLink(String source) throws IOException {
        var device = Path.of(source);
        if (!device.startsWith("/dev") || !Files.exists(device) || !Files.isDirectory(BY_UUID)) {
            return Optional.empty();
        }
        var real = device.toRealPath();
        try (var links = Files.newDirectoryStream(BY_UUID)) {
            for (var link : links) {
                if (Files.exists(link) && link.toRealPath().equals(real)) {
                    return Optional.of(link.getFileName().toString());
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> byKernel(Path place) {
        int descriptor = LibC.open(place, LibC.O_RDONLY | LibC.O_NONBLOCK | LibC.O_CLOEXEC, 0);
        if (descriptor < 0) {
            return Optional.empty();
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment into = arena.allocate(1 + LENGTH);
            int answer = LibC.ioctl(descriptor, GET_UUID, into);
            byte[] uuid = into.asSlice(1).toArray(JAVA_BYTE);
            boolean isOne = answer >= 0 && into.get(JAVA_BYTE, 0) == LENGTH && !isNone(uuid);
            return isOne ? Optional.of(text(uuid)) : Optional.empty();
        } finally {
            LibC.close(descriptor);
        }
    }

    /// A root that the kernel mounted for itself has one of zeros, whatever its disk says.
    private static boolean isNone(byte[] uuid) {
        return Arrays.equals(uuid, new byte[LENGTH]);
    }

    /// As udev writes it.
    private static String text(byte[] uuid) {
        var hex = HexFormat.of();
        return String.join(
                "-",
                hex.formatHex(Arrays.copyOfRange(uuid, 0, 4)),
                hex.formatHex(Arrays.copyOfRange(uuid, 4, 6)),
                hex.formatHex(Arrays.copyOfRange(uuid, 6, 8)),
                hex.formatHex(Arrays.copyOfRange(uuid, 8, 10)),
                hex.formatHex(Arrays.copyOfRange(uuid, 10, LENGTH)));
    }
}
