package dev.fettle.environment;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A program that goes by several names, or has a way of its own to tell its version.
///
/// @param names of its files, the first that will do is taken
/// @param question what makes it tell its version; empty where the usual ones do
/// @param sign a word that its answer has, where others share its name
record KnownProgram(List<String> names, Optional<String> question, Optional<String> sign) {
    /// Name in `needs:` | names of files | question | sign.
    ///
    /// `convert` may be a program for file systems, so it is asked who it is. Debian 12 calls
    /// ImageMagick `convert-im6.q16`; 7 is `magick`.
    private static final String TABLE =
            """
            imagemagick | magick convert-im7.q16 convert-im6.q16 /usr/bin/convert convert | -version | ImageMagick
            magick | magick convert-im7.q16 convert-im6.q16 /usr/bin/convert convert | -version | ImageMagick
            ffmpeg | ffmpeg | -version |
            ffprobe | ffprobe | -version |
            exiftool | exiftool | -ver |
            pdfinfo | pdfinfo | -v |
            pdftotext | pdftotext | -v |
            pdftoppm | pdftoppm | -v |
            ssh | ssh | -V |
            unzip | unzip | -v |
            zip | zip | -v |
            go | go | version |
            restic | restic | version |
            """;

    KnownProgram {
        names = List.copyOf(names);
    }

    static KnownProgram of(String name) {
        return TABLE.lines()
                .map(line -> line.split("\\|", -1))
                .filter(parts -> parts[0].strip().equals(name))
                .map(parts ->
                        new KnownProgram(
                                Arrays.asList(parts[1].strip().split(" ")),
                                filled(parts[2]),
                                filled(parts[3])))
                .findFirst()
                .orElseGet(
                        () -> new KnownProgram(List.of(name), Optional.empty(), Optional.empty()));
    }

    private static Optional<String> filled(String part) {
        return Optional.of(part.strip()).filter(text -> !text.isEmpty());
    }
}
