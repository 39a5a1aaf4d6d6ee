package dev.fettle.platform;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which file system it is, whatever its device is called today: a disk that is plugged in again
/// may be `sdc1` where it was `sdb1`.
///
/// @param type as the kernel calls it
/// @param source the device or the remote folder
/// @param uuid its own, where that can be known
/// @param number what statfs(2) tells it apart by (`f_fsid`), in hexadecimal
/// @param ownNumber whether that is more than its device's number, or none
public record FileSystemId(
        String type, String source, Optional<String> uuid, String number, boolean ownNumber) {

    /// `host:/export`, `me@host:folder`, `//host/share`.
    private static final Pattern REMOTE = Pattern.compile("//[^/].*|[^/]+:.*");

    private static final String NONE = "-";
    private static final String OWN = "own:";

    /// Of what is mounted at a folder. Whoever asks has asked [Silence] before.
    public static FileSystemId of(Mount mount) throws IOException {
        return of(mount, mount.point());
    }

    /// The same; empty where nothing is mounted at this very folder.
    public static Optional<FileSystemId> at(Path point) throws IOException {
        var mount = Mounts.at(point);
        return mount.isPresent() ? Optional.of(of(mount.get())) : Optional.empty();
    }

    /// Of the file system that a path lies on, which is there.
    public static FileSystemId holding(Path path) throws IOException {
        return of(Mounts.of(path), path);
    }

    private static FileSystemId of(Mount mount, Path place) throws IOException {
        long number = StatFs.number(place);
        long device = FileId.following(place).map(FileId::device).orElse(0L);
        return new FileSystemId(
                mount.type(),
                mount.source(),
                isRemote(mount.source()) ? Optional.empty() : DiskUuid.of(mount, place),
                Long.toHexString(number),
                number != 0 && number != device);
    }

    private static boolean isRemote(String source) {
        return REMOTE.matcher(source).matches();
    }

    /// By the strongest sign that both have.
    public boolean isSame(FileSystemId other) {
        if (uuid.isPresent() && other.uuid.isPresent()) {
            return uuid.equals(other.uuid);
        }
        if (!type.equals(other.type)) {
            return false;
        }
        if (isRemote(source)) {
            return source.equals(other.source);
        }
        // ext4 and btrfs make this number of their UUID: it goes with the disk.
        boolean goesWithTheDisk = isDevice() && ownNumber && other.ownNumber;
        return number.equals(other.number) && (goesWithTheDisk || source.equals(other.source));
    }

    private boolean isDevice() {
        return source.startsWith("/dev/");
    }

    /// `ext4 on /dev/sdb1 (UUID 2c77482a-f091-4c6d-b075-7eb9b93f87fd)`
    public String words() {
        var which =
                uuid.map(" (UUID %s)"::formatted)
                        .orElse(isRemote(source) ? "" : " (%s)".formatted(number));
        return "%s %s%s%s".formatted(type, isDevice() ? "on " : "", source, which);
    }

    /// One line, which [#parse] reads.
    public String text() {
        return String.join(" ", type, uuid.orElse(NONE), (ownNumber ? OWN : "") + number, source);
    }

    /// @throws IllegalArgumentException where it is no such line
    public static FileSystemId parse(String text) {
        var words = List.of(text.split(" ", 4));
        if (words.size() < 4) {
            throw new IllegalArgumentException("no file system: " + text);
        }
        boolean ownNumber = words.get(2).startsWith(OWN);
        return new FileSystemId(
                words.get(0),
                words.get(3),
                Optional.of(words.get(1)).filter(uuid -> !uuid.equals(NONE)),
                ownNumber ? words.get(2).substring(OWN.length()) : words.get(2),
                ownNumber);
    }
}
