package dev.fettle.check.image;

/// What a walk learned of an image that is whole.
///
/// @param width as it is shown: a camera's "turn by 90°" is taken into account
/// @param height as it is shown
/// @param described whether the file holds anything beyond pixels and colour: where it does not,
///   nobody needs to look for metadata
/// @param trailer how many bytes that are not zero follow the end of the image
public record Picture(Format format, int width, int height, boolean described, long trailer) {
    Picture turned() {
        return new Picture(format, /* width= */ height, /* height= */ width, described, trailer);
    }
}
