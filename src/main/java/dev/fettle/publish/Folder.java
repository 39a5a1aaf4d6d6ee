package dev.fettle.publish;

import java.nio.file.Path;

/// A folder that has to be made before a file can be placed in it.
///
/// @param mode permission bits, the set-group-id bit among them; group and default ACL it inherits
record Folder(Path path, int mode) {}
