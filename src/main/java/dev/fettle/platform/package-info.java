/// The ground floor: everything that only the operating system can say or do. Clock, file identity,
/// locks, atomic files, renames, the shim and its process tree, mounts, inotify, the machine
/// itself.
///
/// Start reading at `Shim` (how a program outlives the process that started it), then `FileLock`
/// and `LibC` (how foreign functions are called, and why errors look as they do).
///
/// What must never come in: a word of the domain. This room knows no automation, no run and no
/// store; what it is handed are paths, bytes and durations. Whatever is Linux's own stays here, so
/// that another system can come.
@NullMarked
package dev.fettle.platform;

import org.jspecify.annotations.NullMarked;
