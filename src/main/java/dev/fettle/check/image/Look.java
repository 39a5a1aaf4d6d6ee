package dev.fettle.check.image;

/// What a look at an image file found.
public sealed interface Look {
    /// It decodes wholly, and no decoder would warn.
    record Whole(Picture picture) implements Look {}

    /// It does not.
    ///
    /// @param code `truncated` or `damaged`
    record Broken(Format format, String code, String detail) implements Look {}

    /// It is no image that Fettle knows.
    ///
    /// @param seems what it seems to be instead
    record NoImage(String seems) implements Look {}

    /// Nothing here can decode it; as far as it was looked at, it is whole.
    ///
    /// @param format what it is
    /// @param why what is missing, in a sentence
    record NoDecoder(Format format, String why) implements Look {}
}
