/// Whether an image file is whole: one walk for each format, which reads every byte that a decoder
/// would read and makes no pixels.
///
/// Start with [dev.fettle.check.image.Images], then [dev.fettle.check.image.JpegWalk]: the case
/// that matters. A decoder forgives (ImageMagick turns half a JPEG into a grey half, with exit code
/// 0); a walk does not, and costs a fraction of a decode in time and next to nothing in memory.
/// Formats whose data cannot be walked here are given to an installed program. What a check *is*
/// must never come in.
@NullMarked
package dev.fettle.check.image;

import org.jspecify.annotations.NullMarked;
