package dev.fettle.check.image;

import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.GpsDirectory;
import com.drew.metadata.file.FileSystemDirectory;
import com.drew.metadata.gif.GifCommentDirectory;
import com.drew.metadata.iptc.IptcDirectory;
import com.drew.metadata.jpeg.JpegCommentDirectory;
import com.drew.metadata.photoshop.PhotoshopDirectory;
import com.drew.metadata.xmp.XmpDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/// What an image file says beyond its pixels and their colours: EXIF, XMP, IPTC, comments.
public final class Description {
    /// What a picture needs to be shown right is no metadata in the sense of `metadata: none`: how
    /// it is turned, its resolution, its colour space.
    private static final Set<Integer> HARMLESS_EXIF =
            Set.of(
                    ExifDirectoryBase.TAG_ORIENTATION,
                    ExifDirectoryBase.TAG_X_RESOLUTION,
                    ExifDirectoryBase.TAG_Y_RESOLUTION,
                    ExifDirectoryBase.TAG_RESOLUTION_UNIT,
                    ExifDirectoryBase.TAG_YCBCR_POSITIONING,
                    ExifDirectoryBase.TAG_EXIF_VERSION,
                    ExifDirectoryBase.TAG_COMPONENTS_CONFIGURATION,
                    ExifDirectoryBase.TAG_FLASHPIX_VERSION,
                    ExifDirectoryBase.TAG_COLOR_SPACE,
                    ExifDirectoryBase.TAG_EXIF_IMAGE_WIDTH,
                    ExifDirectoryBase.TAG_EXIF_IMAGE_HEIGHT);

    private final Metadata metadata;

    private Description(Metadata metadata) {
        this.metadata = metadata;
    }

    /// Reads it.
    ///
    /// @throws IOException also where it cannot be understood, or takes too much memory
    public static Description of(Path file, Format format) throws IOException {
        try {
            return new Description(DescriptionReader.read(file, format));
        } catch (ImageProcessingException e) {
            throw new IOException("its metadata cannot be understood: " + e.getMessage(), e);
        }
    }

    /// Where it tells where it was taken; empty where it does not.
    public Optional<String> location() {
        return Places.in(metadata);
    }

    /// What it tells beyond the harmless; empty where it does not.
    public Optional<String> metadata() {
        return StreamSupport.stream(metadata.getDirectories().spliterator(), false)
                .filter(Description::tells)
                .map(Description::named)
                .findFirst();
    }

    /// Whether it is to be shown turned by 90° one way or the other.
    public boolean isTurned() {
        var first = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
        var orientation =
                first == null ? null : first.getInteger(ExifDirectoryBase.TAG_ORIENTATION);
        return orientation != null && orientation >= 5 && orientation <= 8;
    }

    private static boolean tells(Directory directory) {
        if (directory.getTagCount() == 0) {
            return false;
        }
        return switch (directory) {
            case FileSystemDirectory _ -> false;
            case ExifDirectoryBase exif ->
                    exif.getTags().stream().anyMatch(t -> !HARMLESS_EXIF.contains(t.getTagType()))
                            || exif instanceof GpsDirectory;
            case XmpDirectory _, IptcDirectory _, PhotoshopDirectory _ -> true;
            case JpegCommentDirectory _, GifCommentDirectory _ -> true;
            default -> isNote(directory.getName());
        };
    }

    private static boolean isNote(String name) {
        return name.startsWith("PNG-tEXt")
                || name.startsWith("PNG-zTXt")
                || name.startsWith("PNG-iTXt")
                || name.startsWith("PNG-tIME")
                || name.contains("Makernote")
                || name.startsWith("PrintIM");
    }

    private static String named(Directory directory) {
        var tag =
                directory.getTags().stream()
                        .filter(t -> !HARMLESS_EXIF.contains(t.getTagType()))
                        .findFirst();
        return directory.getName() + tag.map(t -> " (" + t.getTagName() + ")").orElse("");
    }
}
