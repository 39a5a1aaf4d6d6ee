package dev.fettle.check.image;

import com.drew.lang.Rational;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.GpsDirectory;
import com.drew.metadata.iptc.IptcDirectory;
import com.drew.metadata.png.PngDirectory;
import com.drew.metadata.xmp.XmpDirectory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where metadata say that a picture was taken.
final class Places {
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

    private Places() {}

    /// What tells one; empty where nothing does.
    static Optional<String> in(Metadata metadata) {
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
