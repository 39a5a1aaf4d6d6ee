package dev.fettle.platform;

import java.nio.file.Path;

/// One line of `/proc/self/mountinfo`.
///
/// @param id as statx(2) names it
/// @param point where it is mounted
/// @param type of file system, such as `ext4`, `nfs4`, `fuse.sshfs`
/// @param source the device or the remote folder
public record Mount(int id, Path point, String type, String source, boolean readOnly) {}
