package dev.fettle.platform;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A control group (version 2), as a folder of its file system. What a process in it starts is in
/// it too, whatever session, parent and environment that gives itself: so all of it can be found,
/// and ended at once.
///
/// Groups belong to the service manager. Fettle divides the one that it was started in only where
/// systemd left it to it (`Delegate=yes`), which it marks by an extended attribute. Fettle itself
/// then lies in a leaf, as systemd's "Control Group APIs and Delegation" wants it, and what it
/// makes beside that leaf is its own: the *ground*.
public record ControlGroup(Path folder) {
    private static final String LEAF = "fettle";
    private static final String PROCESSES = "cgroup.procs";
    private static final String KILL = "cgroup.kill"; // Linux 5.14

    /// Of systemd since 251, and of those before it, which root alone may read.
    private static final List<String> MARKS = List.of("user.delegate", "trusted.delegate");

    /// To [#PROCESSES] it says: whoever writes this.
    private static final String MYSELF = "0";

    /// Moves this process into its leaf and answers the ground around it; empty where none was left
    /// to it.
    public static Optional<ControlGroup> settle() throws IOException {
        long self = ProcessHandle.current().pid();
        Optional<ControlGroup> settled = groundOf(self).filter(ControlGroup::isLeftToUs);
        if (settled.isPresent()) {
            return settled;
        }
        Optional<ControlGroup> own = of(self).filter(ControlGroup::isLeftToUs);
        if (own.isPresent()) {
            ControlGroup leaf = own.get().child(LEAF);
            leaf.make();
            Files.writeString(leaf.door(), MYSELF);
        }
        return own;
    }

    /// The ground on which a process that settled works, or one that it started; empty for others,
    /// and where the process is gone.
    public static Optional<ControlGroup> groundOf(long pid) throws IOException {
        return of(pid).filter(group -> group.folder.endsWith(LEAF))
                .flatMap(leaf -> Optional.ofNullable(leaf.folder.getParent()))
                .map(ControlGroup::new);
    }

    public ControlGroup child(String name) {
        return new ControlGroup(folder.resolve(name));
    }

    /// Those right below it.
    public List<ControlGroup> children() throws IOException {
        List<ControlGroup> children = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder, Files::isDirectory)) {
            folders.forEach(each -> children.add(new ControlGroup(each)));
        } catch (NoSuchFileException e) {
            return List.of(); // taken away
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return children;
    }

    public String name() {
        return folder.getFileName().toString();
    }

    public boolean exists() {
        return Files.isDirectory(folder);
    }

    public void make() throws IOException {
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            // by an earlier start
        }
    }

    /// The file to which a process writes `0` to come in.
    public Path door() {
        return folder.resolve(PROCESSES);
    }

    /// The processes that live in it, and in what they made below it.
    public Set<Long> members() throws IOException {
        Set<Long> members = new TreeSet<>(direct());
        for (ControlGroup each : children()) {
            members.addAll(each.members());
        }
        return members;
    }

    private List<Long> direct() throws IOException {
        try {
            return Files.readString(door(), US_ASCII).lines().map(Long::valueOf).toList();
        } catch (NoSuchFileException e) {
            return List.of(); // taken away
        }
    }

    /// SIGKILL to all that live in it, and to what they start meanwhile.
    public void kill() throws IOException {
        try {
            Files.writeString(folder.resolve(KILL), "1");
        } catch (NoSuchFileException e) {
            // taken away, which only an empty one can be
        }
    }

    /// Takes it away with what was made below it; false where something still lives there.
    public boolean remove() throws IOException {
        for (ControlGroup each : children()) {
            if (!each.remove()) {
                return false;
            }
        }
        try {
            Files.deleteIfExists(folder);
            return true;
        } catch (FileSystemException e) {
            return false; // busy
        }
    }

    private boolean isLeftToUs() {
        return Files.isWritable(folder)
                && Files.isWritable(door())
                && Files.exists(folder.resolve(KILL))
                && MARKS.stream().anyMatch(this::isMarked);
    }

    private boolean isMarked(String mark) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(2);
            int length =
                    LibC.lgetxattr(
                            LibC.string(arena, folder),
                            LibC.string(arena, mark.getBytes(US_ASCII)),
                            value);
            return length == 1 && value.get(JAVA_BYTE, 0) == '1';
        }
    }

    /// Empty where the process is gone, where there is no version 2, or where what is mounted is
    /// not all of it, so that the kernel's name for the group leads nowhere here.
    private static Optional<ControlGroup> of(long pid) throws IOException {
        String lines;
        try {
            lines = ProcFile.text(pid + "/cgroup");
        } catch (IOException e) {
            return Optional.empty(); // gone, which the kernel says in several ways
        }
        Optional<Path> name =
                lines.lines()
                        .filter(line -> line.startsWith("0::/"))
                        .map(line -> PathBytes.path(line.substring(4).getBytes(ISO_8859_1)))
                        .findFirst();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        for (Mount mount : Mounts.table()) {
            if (mount.type().equals("cgroup2")) {
                ControlGroup group = new ControlGroup(mount.point().resolve(name.get()));
                if (group.direct().contains(pid)) {
                    return Optional.of(group);
                }
            }
        }
        return Optional.empty();
    }
}
