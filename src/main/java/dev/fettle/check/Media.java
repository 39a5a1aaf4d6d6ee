package dev.fettle.check;

import dev.fettle.notation.JsonReader;
import dev.fettle.notation.Wording;
import dev.fettle.platform.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Films and sounds, as ffprobe describes and ffmpeg decodes them, to the last frame. ffmpeg mends
/// what it can and ends with 0: what it says in error counts, and whether as much came out as the
/// file promises. Nothing but the file is opened, whatever it refers to.
public sealed interface Media {
    List<String> PROGRAMS = List.of("ffprobe", "ffmpeg");

    /// What a file may fall short of its stated length, in seconds and as a part.
    double MOST_SHORT = 1;

    double MOST_SHORT_PART = 0.02;

    Pattern CAME_OUT = Pattern.compile("out_time_us=([0-9]+)");

    /// @param seconds 0 where the file does not say
    /// @param whole whether all of it could be decoded in the time there is
    record Decoded(List<Stream> streams, double seconds, boolean whole) implements Media {
        public Decoded {
            streams = List.copyOf(streams);
        }

        public Optional<Stream> first(String kind) {
            return streams.stream().filter(s -> s.kind().equals(kind)).findFirst();
        }
    }

    /// @param kind `video` or `audio`
    record Stream(String kind, String codec, long width, long height) {}

    record Broken(String code, String found) implements Media {}

    record Unread(String code, String why) implements Media {}

    static Media look(Path file, Evidence evidence) throws IOException, InterruptedException {
        var described =
                Asked.about(
                        file,
                        evidence,
                        "ffprobe",
                        "-v",
                        "error",
                        "-protocol_whitelist",
                        "file",
                        "-print_format",
                        "json",
                        "-show_entries",
                        "format=duration:stream=codec_type,codec_name,width,height"
                                + ":stream_disposition=attached_pic",
                        "file:{}");
        if (Asked.wasStopped(described)) {
            return stopped(described);
        }
        if (described.exit() != 0) {
            return new Broken("damaged", "it cannot be read: " + said(described, file, evidence));
        }
        var description = JsonReader.object(described.output());
        var streams = streams(description);
        return streams.isEmpty()
                ? new Broken("damaged", "there is neither picture nor sound in it")
                : decoded(file, evidence, streams, seconds(description));
    }

    private static Media decoded(Path file, Evidence evidence, List<Stream> streams, double seconds)
            throws IOException, InterruptedException {
        var answer =
                Asked.about(
                        file,
                        evidence,
                        "ffmpeg",
                        "-nostdin",
                        "-v",
                        "error",
                        "-err_detect",
                        "crccheck+bitstream+buffer",
                        "-max_alloc",
                        "500000000",
                        "-protocol_whitelist",
                        "file,pipe",
                        "-i",
                        "file:{}",
                        "-map",
                        "0:v?",
                        "-map",
                        "0:a?",
                        "-f",
                        "null",
                        "-progress",
                        "pipe:1",
                        "-");
        if (!answer.error().isBlank()) {
            return new Broken("damaged", "it does not decode: " + said(answer, file, evidence));
        }
        if (answer.tookTooLong()) {
            return new Decoded(streams, seconds, false);
        }
        if (answer.exit() != 0) {
            return Asked.wasStopped(answer)
                    ? stopped(answer)
                    : new Broken("damaged", "it does not decode: " + said(answer, file, evidence));
        }
        double came = cameOut(answer);
        boolean isShort = came + Math.max(MOST_SHORT, seconds * MOST_SHORT_PART) < seconds;
        return isShort
                ? new Broken(
                        "truncated",
                        "it should last %s, and ends after %s"
                                .formatted(lasts(seconds), lasts(came)))
                : new Decoded(streams, seconds, true);
    }

    static String lasts(double seconds) {
        return Wording.duration(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    private static Media stopped(Answer answer) {
        return new Unread(
                answer.tookTooLong() ? "too-slow" : "stopped",
                answer.tookTooLong()
                        ? "not looked at within " + Wording.duration(Asked.LIMIT)
                        : "its decoder was stopped, or ran out of memory");
    }

    /// Without the address of the decoder in ffmpeg's memory.
    private static String said(Answer answer, Path file, Evidence evidence) {
        return Asked.said(answer, file, evidence).replaceAll(" @ 0x[0-9a-f]+\\]", "]");
    }

    private static double cameOut(Answer answer) {
        double last = 0;
        for (var found = CAME_OUT.matcher(answer.output()); found.find(); ) {
            last = Double.parseDouble(found.group(1)) / 1_000_000;
        }
        return last;
    }

    private static double seconds(Map<String, @Nullable Object> description) {
        if (description.get("format") instanceof Map<?, ?> format
                && format.get("duration") instanceof String text
                && text.matches("[0-9]+(\\.[0-9]+)?")) {
            return Double.parseDouble(text);
        }
        return 0;
    }

    private static List<Stream> streams(Map<String, @Nullable Object> description) {
        var streams = new ArrayList<Stream>();
        if (description.get("streams") instanceof List<?> found) {
            for (var each : found) {
                if (each instanceof Map<?, ?> stream
                        && stream.get("codec_type") instanceof String kind
                        && !isCover(stream)
                        && (kind.equals("video") || kind.equals("audio"))) {
                    streams.add(
                            new Stream(
                                    kind,
                                    String.valueOf(stream.get("codec_name")),
                                    number(stream.get("width")),
                                    number(stream.get("height"))));
                }
            }
        }
        return streams;
    }

    /// The picture on a sound's sleeve is no film.
    private static boolean isCover(Map<?, ?> stream) {
        return stream.get("disposition") instanceof Map<?, ?> disposition
                && number(disposition.get("attached_pic")) == 1;
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }
}
