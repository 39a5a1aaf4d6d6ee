/// Archives, read from the first member to the last: zip, tar, and what compresses them.
///
/// Start with [dev.fettle.check.archive.Archive]. Nothing is ever unpacked to a disk, and nothing
/// is kept in memory but what a decoder needs; [dev.fettle.check.archive.Meter] sees to it that a
/// file that was made to unpack for ever does not.
@NullMarked
package dev.fettle.check.archive;

import org.jspecify.annotations.NullMarked;
