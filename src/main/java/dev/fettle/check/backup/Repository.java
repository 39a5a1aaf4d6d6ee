package dev.fettle.check.backup;

import java.nio.file.Path;
import java.util.Optional;

/// Where a repository is.
///
/// @param address as the program is told it
/// @param folder where it lies in this machine's tree of folders; empty for one that is reached by
///   a protocol of the program's own
record Repository(String address, Optional<Path> folder) {
    /// Its folder here.
    Optional<LocalFolder> here() {
        return folder.map(path -> new LocalFolder(this, path));
    }

    /// For messages and for what is kept: without a password that an address may hold.
    String shown() {
        return address.replaceAll("://([^/:@]*):[^/@]*@", "://$1@");
    }
}
