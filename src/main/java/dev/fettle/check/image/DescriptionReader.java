package dev.fettle.check.image;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.tiff.TiffMetadataReader;
import com.drew.metadata.Metadata;
import dev.fettle.notation.Wording;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// Has the library of metadata read a file, and sees to it that it keeps no more of it than there
/// is memory for: it takes each description whole, however large.
final class DescriptionReader {
    private static final long MOST_BYTES = 8 << 20;

    /// Of a HEIC or AVIF it keeps the pixels too; those of a camera have 15 MB at most.
    private static final long MOST_HEIF_BYTES = 24 << 20;

    private DescriptionReader() {}

    /// @throws IOException also where they take too much
    static Metadata read(Path file, Format format) throws IOException, ImageProcessingException {
        var metadata = plain(file, format);
        PngTexts.unpack(metadata);
        if (format == Format.HEIC || format == Format.AVIF) {
            XmpPackets.read(file, metadata);
        }
        return metadata;
    }

    private static Metadata plain(Path file, Format format)
            throws IOException, ImageProcessingException {
        return switch (format) {
            case TIFF -> tiff(file);
            case JPEG -> {
                JpegSegments.refuseTooMuch(file);
                yield any(file);
            }
            case AVIF, HEIC -> {
                refuseBeyond(Files.size(file), MOST_HEIF_BYTES);
                yield any(file);
            }
            case PNG, GIF, WEBP, BMP -> any(file);
        };
    }

    private static Metadata any(Path file) throws IOException, ImageProcessingException {
        try (var in = new BufferedInputStream(Files.newInputStream(file))) {
            return ImageMetadataReader.readMetadata(in, Files.size(file));
        }
    }

    private static Metadata tiff(Path file) throws IOException, ImageProcessingException {
        try (var channel = FileChannel.open(file)) {
            return TiffMetadataReader.readMetadata(new ChannelReader(channel));
        }
    }

    /// For a walk, where it is a fault of the image.
    static void refuseBomb(long bytes) throws Damaged {
        if (bytes > MOST_BYTES) {
            throw Damaged.damaged("a description beyond all bounds");
        }
    }

    static void refuseBeyond(long bytes) throws IOException {
        refuseBeyond(bytes, MOST_BYTES);
    }

    private static void refuseBeyond(long bytes, long most) throws IOException {
        if (bytes > most) {
            throw new IOException("its metadata cannot be read in more than " + Wording.size(most));
        }
    }
}
