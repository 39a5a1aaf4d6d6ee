package dev.fettle.check.image;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.tiff.TiffMetadataReader;
import com.drew.lang.Rational;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.GpsDirectory;
import com.drew.metadata.file.FileSystemDirectory;
import com.drew.metadata.gif.GifCommentDirectory;
import com.drew.metadata.heif.HeifDirectory;
import com.drew.metadata.iptc.IptcDirectory;
import com.drew.metadata.jpeg.JpegCommentDirectory;
import com.drew.metadata.photoshop.PhotoshopDirectory;
import com.drew.metadata.png.PngDirectory;
import com.drew.metadata.xmp.XmpDirectory;
import dev.fettle.notation.Wording;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

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

    private static final List<String> XMP_LOCATIONS =
            List.of(
                    "exif:gpslatitude",
                    "exif:gpslongitude",
                    "exif:gpsdestlatitude",
                    "exif:gpsdestlongitude",
                    "photoshop:city",
                    "photoshop:state",
                    "photoshop:country",
                    "iptc4xmpcore:location",
                    "iptcext:location",
                    "iptc4xmpext:location");

    private static final Set<Integer> GPS_PLACES =
            Set.of(
                    GpsDirectory.TAG_LATITUDE,
                    GpsDirectory.TAG_LONGITUDE,
                    GpsDirectory.TAG_DEST_LATITUDE,
                    GpsDirectory.TAG_DEST_LONGITUDE);

    private static final Set<Integer> IPTC_PLACES =
            Set.of(
                    IptcDirectory.TAG_CITY,
                    IptcDirectory.TAG_SUB_LOCATION,
                    IptcDirectory.TAG_PROVINCE_OR_STATE,
                    IptcDirectory.TAG_COUNTRY_OR_PRIMARY_LOCATION_NAME,
                    IptcDirectory.TAG_CONTENT_LOCATION_NAME);

    /// The library keeps all of it in memory at once.
    private static final long MOST_BYTES = 8 << 20;

    /// And of a HEIC or AVIF the pixels too; those of a camera have 15 MB at most.
    private static final long MOST_HEIF_BYTES = 24 << 20;

    private final Metadata metadata;

    private Description(Metadata metadata) {
        this.metadata = metadata;
    }

    /// Reads it.
    ///
    /// @throws IOException also where it cannot be understood
    public static Description of(Path file, Format format) throws IOException {
        try {
            var metadata =
                    switch (format) {
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
            PngTexts.unpack(metadata);
            if (metadata.containsDirectoryOfType(HeifDirectory.class)) {
                XmpPackets.read(file, metadata);
            }
            return new Description(metadata);
        } catch (ImageProcessingException e) {
            throw new IOException("its metadata cannot be understood: " + e.getMessage(), e);
        }
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

    /// The same while the image is walked, where it is a fault of the image.
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

    /// Where it tells where it was taken; empty where it does not.
    public Optional<String> location() {
        for (var directory : metadata.getDirectories()) {
            var place =
                    switch (directory) {
                        case GpsDirectory gps when hasPlace(gps) -> "a GPS position in its EXIF";
                        case XmpDirectory xmp when hasPlace(xmp) -> "a place in its XMP";
                        case PngDirectory png when PngTexts.tellPlace(png) ->
                                "a place in its texts";
                        case IptcDirectory iptc when holdsAny(iptc, IPTC_PLACES) ->
                                "a place in its IPTC";
                        default -> "";
                    };
            if (!place.isEmpty()) {
                return Optional.of(place);
            }
        }
        return Optional.empty();
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

    private static boolean hasPlace(GpsDirectory gps) {
        return GPS_PLACES.stream().anyMatch(tag -> isSaid(gps.getRationalArray(tag)));
    }

    /// Cameras without a fix write 0/0 three times over.
    private static boolean isSaid(Rational @Nullable [] values) {
        if (values == null) {
            return false;
        }
        for (var value : values) {
            if (value.getDenominator() != 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasPlace(XmpDirectory xmp) {
        return xmp.getXmpProperties().entrySet().stream()
                .filter(e -> e.getValue() != null && !e.getValue().isBlank())
                .map(e -> e.getKey().toLowerCase(Locale.ROOT))
                .anyMatch(key -> XMP_LOCATIONS.stream().anyMatch(key::startsWith));
    }

    private static boolean holdsAny(Directory directory, Set<Integer> tags) {
        return tags.stream().anyMatch(directory::containsTag);
    }
}
