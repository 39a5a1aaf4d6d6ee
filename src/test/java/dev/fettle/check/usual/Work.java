package dev.fettle.check.usual;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a run of a generated history did, before it is measured.
///
/// @param hasOutput whether it is meant to make files
/// @param at empty for one that is started by files or by hand
/// @param given the bytes of its input; 0 where it has none
/// @param sizes of its files
/// @param rows -1, as `values` and `width`, where there are none by its nature
record Work(
        boolean hasOutput,
        Optional<Instant> at,
        long given,
        List<Long> sizes,
        Set<String> types,
        long rows,
        long values,
        long width,
        long height,
        long warnings,
        long took) {
    Work {
        sizes = List.copyOf(sizes);
        types = Set.copyOf(types);
    }

    Measured measured() {
        var measures = new EnumMap<Measure, Long>(Measure.class);
        long bytes = 0;
        long least = Long.MAX_VALUE;
        long most = 0;
        for (long size : sizes) {
            bytes += size;
            least = Math.min(least, size);
            most = Math.max(most, size);
        }
        if (hasOutput) {
            measures.put(Measure.FILES, (long) sizes.size());
            measures.put(Measure.BYTES, bytes);
        }
        if (sizes.size() > 1) {
            measures.put(Measure.LEAST, least);
            measures.put(Measure.MOST, most);
        }
        if (given > 0 && hasOutput) {
            measures.put(Measure.RATIO, Math.round(1000.0 * bytes / given));
        }
        putUnlessMissing(measures, Measure.ROWS, rows);
        putUnlessMissing(measures, Measure.VALUES, values);
        putUnlessMissing(measures, Measure.WIDTH, width);
        putUnlessMissing(measures, Measure.HEIGHT, height);
        measures.put(Measure.WARNINGS, warnings);
        measures.put(Measure.TOOK, took);
        return new Measured(at, measures, types);
    }

    private static void putUnlessMissing(Map<Measure, Long> measures, Measure measure, long value) {
        if (value >= 0) {
            measures.put(measure, value);
        }
    }

    Work withSizes(List<Long> other) {
        return new Work(
                hasOutput, at, given, other, types, rows, values, width, height, warnings, took);
    }

    Work withTypes(Set<String> other) {
        return new Work(
                hasOutput, at, given, sizes, other, rows, values, width, height, warnings, took);
    }

    Work withRows(long moreOrLess) {
        return new Work(
                hasOutput,
                at,
                given,
                sizes,
                types,
                rows < 0 ? rows : moreOrLess,
                values,
                width,
                height,
                warnings,
                took);
    }

    Work withValues(long moreOrLess) {
        return new Work(
                hasOutput,
                at,
                given,
                sizes,
                types,
                rows,
                values < 0 ? values : moreOrLess,
                width,
                height,
                warnings,
                took);
    }

    Work withPixels(long across, long down) {
        return new Work(
                hasOutput, at, given, sizes, types, rows, values, across, down, warnings, took);
    }

    Work withWarnings(long other) {
        return new Work(
                hasOutput, at, given, sizes, types, rows, values, width, height, other, took);
    }

    Work withTook(long other) {
        return new Work(
                hasOutput, at, given, sizes, types, rows, values, width, height, warnings, other);
    }

    Work withAt(Instant other) {
        return new Work(
                hasOutput,
                Optional.of(other),
                given,
                sizes,
                types,
                rows,
                values,
                width,
                height,
                warnings,
                took);
    }
}
