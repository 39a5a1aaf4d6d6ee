package dev.fettle.platform;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/// Which folder it is, whatever its name. ext4 gives the inode of a removed folder to the next one,
/// so it is one only together with the moment of birth. The number of the device does not count: it
/// may be another one after each boot.
///
/// @param birthNanos empty where the file system does not keep it: then nothing is proved
public record FolderId(long inode, OptionalLong birthNanos) {
    /// Of what the name leads to; empty where nothing lies there.
    public static Optional<FolderId> of(Path folder) throws IOException {
        return Statx.following(folder)
                .map(seen ->
                        new FolderId(
                                seen.id().inode(),
                                seen.birthNanos()
                                        .map(OptionalLong::of)
                                        .orElse(OptionalLong.empty())));
    }

    /// Whether no other folder can ever have had the same.
    public boolean isProof() {
        return birthNanos.isPresent();
    }
}
