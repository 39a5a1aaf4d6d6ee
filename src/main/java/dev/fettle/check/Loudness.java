package dev.fettle.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// Whether a recording has anything to hear in it: what a microphone that is muted gives decodes as
/// well as any other.
public enum Loudness {
    HEARD,
    SILENT,
    /// There was no time to listen to all of it, or nobody here can.
    UNKNOWN;

    /// Decibels of the loudest moment. Of what is digitally silent ffmpeg says -91.
    private static final double SILENCE = -60;

    private static final Pattern LOUDEST = Pattern.compile("max_volume: (-?[0-9.]+|-inf) dB");

    /// The first sound in a file, by ffmpeg.
    public static Loudness of(Path file, Evidence evidence)
            throws IOException, InterruptedException {
        var answer =
                Asked.about(
                        file,
                        evidence,
                        "ffmpeg",
                        "-nostdin",
                        "-hide_banner",
                        "-nostats",
                        "-max_alloc",
                        "500000000",
                        "-protocol_whitelist",
                        "file,pipe",
                        "-i",
                        "file:{}",
                        "-map",
                        "0:a:0",
                        "-af",
                        "volumedetect",
                        "-f",
                        "null",
                        "-");
        var found = LOUDEST.matcher(answer.error());
        var loudest = Optional.<String>empty();
        while (found.find()) {
            loudest = Optional.of(found.group(1));
        }
        if (answer.exit() != 0 || loudest.isEmpty()) {
            return UNKNOWN;
        }
        return loudest.get().equals("-inf") || Double.parseDouble(loudest.get()) < SILENCE
                ? SILENT
                : HEARD;
    }
}
