package dev.fettle.platform;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which file system a path lies on.
public final class Mounts {

    private static final Set<String> NETWORK =
            Set.of(
                    "nfs",
                    "nfs4",
                    "cifs",
                    "smb3",
                    "smbfs",
                    "9p",
                    "virtiofs",
                    "ceph",
                    "afs",
                    "coda",
                    "ncpfs",
                    "lustre",
                    "glusterfs",
                    "orangefs",
                    "gfs2",
                    "ocfs2",
                    "davfs",
                    "beegfs",
                    "fuse.sshfs",
                    "fuse.rclone",
                    "fuse.davfs",
                    "fuse.davfs2",
                    "fuse.glusterfs",
                    "fuse.ceph",
                    "fuse.ceph-fuse",
                    "fuse.s3fs",
                    "fuse.goofys",
                    "fuse.gcsfuse",
                    "fuse.curlftpfs",
                    "fuse.smbnetfs",
                    "fuse.gvfsd-fuse",
                    "fuse.kio-fuse",
                    "fuse.juicefs",
                    "fuse.seaweedfs",
                    "fuse.google-drive-ocamlfuse",
                    "fuse.onedriver",
                    "fuse.vmhgfs-fuse",
                    "vboxsf",
                    "prl_fs",
                    "autofs");

    private static final Set<String> COARSE_TIMES = Set.of("vfat", "msdos", "exfat", "fuseblk");

    private Mounts() {}

    /// The mount that holds a path, or would hold it once it is made.
    ///
    /// Decided by the table alone until a network's file system is met, which is never touched: it
    /// may be dead. Links on the way are followed.
    public static Mount of(Path path) throws IOException {
        MountTable table = MountTable.fresh();
        MountTable.Way way = table.wayTo(path, (mount, _) -> isNetwork(mount));
        if (way.stop().isPresent()) {
            return way.stop().get();
        }
        // A mount under another mount can hide behind its name: the number does not.
        return id(way.end())
                .flatMap(id -> table.mounts().stream().filter(m -> m.id() == id).findFirst())
                .orElseGet(() -> table.holding(way.end()));
    }

    /// What is mounted at this very folder; a place where something would be mounted by being
    /// looked at holds nothing yet. Links on the way are followed. Whoever asks has asked [Silence]
    /// before.
    public static Optional<Mount> at(Path point) throws IOException {
        MountTable table = MountTable.fresh();
        Path end = table.wayTo(point, (_, _) -> false).end();
        return table.mounts().reversed().stream()
                .filter(mount -> mount.point().equals(end) && !mount.type().equals("autofs"))
                .findFirst();
    }

    /// Whether others may write there unseen: inotify is blind, a lock may not hold, and a look may
    /// last for ever.
    public static boolean isNetwork(Mount mount) {
        return NETWORK.contains(mount.type());
    }

    /// Whether two changes within two seconds may leave a file with the same times. FUSE does not
    /// tell which file system of a card or stick it serves.
    public static boolean hasCoarseTimes(Mount mount) {
        return COARSE_TIMES.contains(mount.type());
    }

    /// Whether a rename can go from one to the other.
    public static boolean sameMount(Path a, Path b) throws IOException {
        return of(a).id() == of(b).id();
    }

    /// All mounts of this process, in the table's order: what comes later hides what lies at the
    /// same place.
    public static List<Mount> table() throws IOException {
        List<Mount> mounts = new ArrayList<>();
        int start = 0;
        byte[] all = ProcFile.bytes("self/mountinfo");
        for (int i = 0; i < all.length; i++) {
            if (all[i] == '\n') {
                parse(Arrays.copyOfRange(all, start, i)).ifPresent(mounts::add);
                start = i + 1;
            }
        }
        return List.copyOf(mounts);
    }

    /// `36 35 98:0 /root/of/mount /mnt/point rw,noatime shared:1 - ext4 /dev/sda1 rw`: optional
    /// fields end at the dash.
    static Optional<Mount> parse(byte[] line) {
        String[] fields = new String(line, StandardCharsets.ISO_8859_1).split(" ", -1);
        int dash = Arrays.asList(fields).indexOf("-");
        if (dash < 6 || fields.length < dash + 3) {
            return Optional.empty();
        }
        String superOptions = fields.length > dash + 3 ? fields[dash + 3] : "";
        return Optional.of(
                new Mount(
                        Integer.parseInt(fields[0]),
                        PathBytes.path(unescaped(fields[4])),
                        fields[dash + 1],
                        PathBytes.shown(unescaped(fields[dash + 2])),
                        isReadOnly(fields[5]) || isReadOnly(superOptions)));
    }

    private static boolean isReadOnly(String options) {
        return Arrays.asList(options.split(",", -1)).contains("ro");
    }

    /// Of the path, or of the nearest folder above it that is there.
    private static Optional<Integer> id(Path path) throws IOException {
        for (Path each = path; each != null; each = each.getParent()) {
            Optional<Statx> found = Statx.of(each);
            if (found.isPresent()) {
                return found.get().mount().map(Math::toIntExact);
            }
        }
        return Optional.empty();
    }

    /// The table writes blanks, tabs, line ends and backslashes as three octal digits.
    private static byte[] unescaped(String field) {
        var bytes = new ByteArrayOutputStream(field.length());
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '\\' && i + 3 < field.length()) {
                bytes.write(Integer.parseInt(field.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toByteArray();
    }
}
