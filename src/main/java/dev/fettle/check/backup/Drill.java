package dev.fettle.check.backup;

import dev.fettle.platform.PathBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/// A restore drill: what came back, against what is there now.
final class Drill {
    private Drill() {}

    /// A file that was chosen.
    ///
    /// @param restored where it should be now
    /// @param live where it came from
    record File(Entry entry, Path restored, Path live) {}

    /// The first that differs. A live file that was changed after the snapshot says nothing; then
    /// it has to be as long as the snapshot says (its content was proved by the program, which
    /// knows the hashes).
    static Optional<Diagnosis> difference(List<File> files)
            throws IOException, InterruptedException {
        for (var file : files) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            var found = difference(file);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Diagnosis> difference(File file) throws IOException {
        if (!Files.isRegularFile(file.restored(), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(differs(file, "it was not restored"));
        }
        makeReadable(file.restored());
        long size = Files.size(file.restored());
        if (size != file.entry().size()) {
            return Optional.of(
                    differs(
                            file,
                            "it came back with %d bytes, the snapshot says %d"
                                    .formatted(size, file.entry().size())));
        }
        if (!isUnchanged(file)) {
            return Optional.empty();
        }
        long at = Files.mismatch(file.restored(), file.live());
        return at < 0 || !isUnchanged(file)
                ? Optional.empty()
                : Optional.of(differs(file, "it came back with another byte at " + at));
    }

    private static boolean isUnchanged(File file) {
        try {
            var live = Files.readAttributes(file.live(), BasicFileAttributes.class);
            return live.isRegularFile()
                    && live.size() == file.entry().size()
                    && isSame(live.lastModifiedTime().toInstant(), file.entry().modified())
                    && Files.isReadable(file.live());
        } catch (IOException e) {
            return false; // gone, or out of reach: it cannot be compared with
        }
    }

    /// Borg tells microseconds.
    private static boolean isSame(Instant live, Instant kept) {
        return live.truncatedTo(ChronoUnit.MICROS).equals(kept.truncatedTo(ChronoUnit.MICROS));
    }

    private static Diagnosis differs(File file, String found) {
        return new Diagnosis.Faulty(
                Fault.RESTORE_DIFFERS,
                "%s as it is at %s".formatted(file.entry().path(), PathBytes.shown(file.live())),
                found);
    }

    /// It came back with the rights that it had.
    private static void makeReadable(Path file) throws IOException {
        var rights = EnumSet.noneOf(PosixFilePermission.class);
        rights.addAll(Files.getPosixFilePermissions(file));
        if (rights.add(PosixFilePermission.OWNER_READ)) {
            Files.setPosixFilePermissions(file, rights);
        }
    }
}
