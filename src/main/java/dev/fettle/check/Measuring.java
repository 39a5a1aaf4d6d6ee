package dev.fettle.check;

import dev.fettle.check.usual.Measure;
import dev.fettle.check.usual.Measured;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Measures a run: its files by their sizes and by what the checks before saw in them, its log, and
/// how long it took. Nothing is read here but the log.
final class Measuring {
    /// Of the types that a tenth of the files has, all are kept: what is rare among many says
    /// little.
    private static final int ONE_OF = 10;

    private static final int PER_MILLE = 1000;

    /// How much of a log is searched.
    private static final int LOG = 4 << 20;

    private static final Pattern WARNING = Pattern.compile("warn|error", Pattern.CASE_INSENSITIVE);

    private Measuring() {}

    static Measured of(Evidence evidence, Course course) throws IOException {
        var values = new EnumMap<Measure, Long>(Measure.class);
        if (course.hasOutput()) {
            sizes(evidence.files(), course, values);
        }
        var glimpses = evidence.seen().of(evidence.files());
        most(glimpses, Seen.Glimpse::width, Measure.WIDTH, values);
        most(glimpses, Seen.Glimpse::height, Measure.HEIGHT, values);
        sum(glimpses, Seen.Glimpse::rows, Measure.ROWS, values);
        sum(glimpses, Seen.Glimpse::values, Measure.VALUES, values);
        course.took().ifPresent(took -> values.put(Measure.TOOK, took.toMillis()));
        if (evidence.occasion().log().isPresent()) {
            values.put(Measure.WARNINGS, warnings(evidence.occasion().log().get()));
        }
        return new Measured(course.at(), values, types(glimpses));
    }

    private static void sizes(List<Path> files, Course course, Map<Measure, Long> values)
            throws IOException {
        long all = 0;
        long least = Long.MAX_VALUE;
        long most = 0;
        for (var file : files) {
            long size = Files.size(file);
            all += size;
            least = Math.min(least, size);
            most = Math.max(most, size);
        }
        values.put(Measure.FILES, (long) files.size());
        values.put(Measure.BYTES, all);
        if (files.size() > 1) {
            values.put(Measure.LEAST, least);
            values.put(Measure.MOST, most);
        }
        long given = course.inputBytes().orElse(0);
        if (given > 0) {
            values.put(Measure.RATIO, Math.round((double) all / given * PER_MILLE));
        }
    }

    private static void most(
            List<Seen.Glimpse> glimpses,
            Function<Seen.Glimpse, OptionalLong> part,
            Measure measure,
            Map<Measure, Long> values) {
        glimpses.stream()
                .flatMapToLong(glimpse -> part.apply(glimpse).stream())
                .max()
                .ifPresent(n -> values.put(measure, n));
    }

    private static void sum(
            List<Seen.Glimpse> glimpses,
            Function<Seen.Glimpse, OptionalLong> part,
            Measure measure,
            Map<Measure, Long> values) {
        var known = glimpses.stream().flatMapToLong(g -> part.apply(g).stream()).toArray();
        if (known.length > 0) {
            values.put(measure, Arrays.stream(known).sum());
        }
    }

    private static Set<String> types(List<Seen.Glimpse> glimpses) {
        var counts = new HashMap<String, Integer>();
        for (var glimpse : glimpses) {
            if (!glimpse.type().isEmpty()) {
                counts.merge(glimpse.type(), 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .filter(e -> e.getValue() * ONE_OF >= glimpses.size())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /// How many lines of the log speak of a warning or an error.
    static long warnings(Path log) throws IOException {
        long size = Files.size(log);
        if (size == 0) {
            return 0;
        }
        var head = ByteBuffer.allocate((int) Math.min(size, LOG));
        try (var channel = FileChannel.open(log, StandardOpenOption.READ)) {
            int got = 1;
            while (head.hasRemaining() && got > 0) {
                got = channel.read(head);
            }
        }
        var text = new String(head.array(), 0, head.position(), StandardCharsets.ISO_8859_1);
        var warning = WARNING.matcher(text);
        long lines = 0;
        for (int from = 0; from >= 0 && warning.find(from); lines++) {
            int end = text.indexOf('\n', warning.end());
            from = end < 0 ? -1 : end + 1;
        }
        return lines;
    }
}
