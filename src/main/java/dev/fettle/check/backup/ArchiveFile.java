package dev.fettle.check.backup;

import dev.fettle.check.archive.Archive;
import dev.fettle.check.archive.Members;
import dev.fettle.check.archive.Packing;
import dev.fettle.check.archive.Unreadable;
import dev.fettle.notation.Wording;
import dev.fettle.platform.FileId;
import dev.fettle.platform.PathBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// The file that an archive is.
///
/// @param id as it was first seen
record ArchiveFile(Path path, FileId id) {
    private static final String WILD = ".*[*?\\[{].*";

    /// @param stated a file, or a glob of whose files the newest counts
    static ArchiveFile of(Path stated) throws IOException, Ended {
        Folders.awake(stated);
        var name = stated.getFileName();
        var there = FileId.following(stated);
        if (there.isEmpty() && name != null && name.toString().matches(WILD)) {
            return newest(stated, name.toString());
        }
        if (there.isEmpty() || there.get().kind() != FileId.Kind.FILE) {
            throw new Ended(
                    Folders.gone(
                            "the archive " + PathBytes.shown(stated),
                            (there.isEmpty() ? "there is none" : "there is something else")
                                    + "; is its disk mounted?"));
        }
        return new ArchiveFile(stated.toRealPath(), there.get());
    }

    private static ArchiveFile newest(Path stated, String glob) throws IOException, Ended {
        Optional<ArchiveFile> newest = Optional.empty();
        try (var found = Files.newDirectoryStream(stated.resolveSibling(""), glob)) {
            for (var path : found) {
                var id = FileId.following(path);
                if (id.isPresent()
                        && id.get().kind() == FileId.Kind.FILE
                        && newest.map(n -> n.id().mtimeNanos() < id.get().mtimeNanos())
                                .orElse(true)) {
                    newest = Optional.of(new ArchiveFile(path, id.get()));
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            newest = Optional.empty();
        }
        if (newest.isEmpty()) {
            throw new Ended(
                    Folders.gone(
                            "an archive " + PathBytes.shown(stated),
                            "there is none; is its disk mounted?"));
        }
        return newest.get();
    }

    boolean isStill() throws IOException {
        return FileId.of(path).map(id::unchanged).orElse(false);
    }

    String shown() {
        return "the archive " + PathBytes.shown(path);
    }

    /// Reads it to its last byte.
    void read(Members members) throws IOException, InterruptedException, Ended {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            var head = ByteBuffer.allocate(Packing.HEAD);
            FullReads.fill(head, channel, 0);
            if (head.position() == 0) {
                throw new Ended(damaged("it is empty"));
            }
            var packing = Packing.of(bytes(head)).or(() -> endOfTar(head));
            if (packing.isEmpty()) {
                throw new Ended(damaged("it is no tar"));
            }
            if (Archive.tar(channel, packing.get(), members).bytes() == 0) {
                throw new Ended(damaged("nothing is packed in it"));
            }
        } catch (Unreadable.Damaged e) {
            throw new Ended(damaged(e.words()));
        } catch (Unreadable.Unread e) {
            throw new Ended(new Diagnosis.Unmade(e.code(), shown() + ": " + e.words()));
        } catch (Unreadable e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            if ("Input/output error".equals(e.getMessage())) {
                throw new Ended(damaged("its disk cannot give it back"));
            }
            throw e;
        }
    }

    private static byte[] bytes(ByteBuffer head) {
        var bytes = new byte[head.position()];
        head.flip().get(bytes);
        return bytes;
    }

    /// A tar of nothing begins with its end.
    private static Optional<Packing> endOfTar(ByteBuffer head) {
        for (int i = 0; i < head.limit(); i++) {
            if (head.get(i) != 0) {
                return Optional.empty();
            }
        }
        return Optional.of(Packing.TAR);
    }

    private Diagnosis damaged(String found) {
        return new Diagnosis.Faulty(
                Fault.DAMAGED, shown() + ", wholly readable", Wording.visible(found));
    }
}
