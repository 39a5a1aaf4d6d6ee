package dev.fettle.check.image;

import dev.fettle.platform.Answer;
import dev.fettle.platform.Command;
import dev.fettle.platform.PathBytes;
import dev.fettle.platform.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Installed programs that decode what is not walked here, in the order in which they are trusted.
/// Each is made to fail at a warning too.
final class Decoders {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int OUTPUT_LIMIT = 1 << 14;

    /// What programs say where the fault is theirs: a format that they were built without, a limit
    /// that somebody set.
    private static final List<String> OWN_FAULTS =
            List.of(
                    "no decode delegate",
                    "not authorized",
                    "security policy",
                    "exceeds limit",
                    "resources exhausted",
                    "is not a known file format",
                    "not in a known format",
                    "class not found",
                    "no decoding plugin",
                    "unsupported codec",
                    "unsupported feature",
                    "not supported",
                    "unsupported jpeg process",
                    "cannot allocate memory",
                    "memory allocation failed");

    private final String path;

    Decoders(String path) {
        this.path = path;
    }

    /// The programs for a format; `{}` is the file.
    private static List<List<String>> programs(Format format, boolean animated) {
        var programs = new ArrayList<List<String>>();
        if (format == Format.WEBP && !animated) {
            programs.add(List.of("dwebp", "-quiet", "{}"));
        }
        if (format == Format.JPEG) {
            programs.add(List.of("djpeg", "-fast", "-outfile", "/dev/null", "{}"));
        }
        programs.add(List.of("identify", "+ping", "-regard-warnings", "-format", "x", "{}"));
        programs.add(
                List.of("magick", "identify", "+ping", "-regard-warnings", "-format", "x", "{}"));
        programs.add(
                List.of(
                        "vips",
                        "avg",
                        animated ? "{}[fail_on=warning,n=-1]" : "{}[fail_on=warning]"));
        return programs;
    }

    /// The programs that can decode a format, for a message.
    static String names(Format format) {
        var names = programs(format, false).stream().map(List::getFirst).toList();
        return String.join(" or ", names);
    }

    /// Decodes a file whose container is whole; `picture` is what that says of it.
    Look decode(Path file, Picture picture, boolean animated)
            throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("fettle-image-");
        // A name that no program reads a meaning into, whatever the file is called.
        var tame = folder.resolve("image." + picture.format().word());
        try {
            Files.createSymbolicLink(tame, file.toAbsolutePath());
            return decode(folder, tame, picture, animated);
        } finally {
            Files.deleteIfExists(tame);
            Files.deleteIfExists(folder);
        }
    }

    private Look decode(Path folder, Path tame, Picture picture, boolean animated)
            throws IOException, InterruptedException {
        var format = picture.format();
        for (var program : programs(format, animated)) {
            if (Programs.find(program.getFirst(), path).isEmpty()) {
                continue;
            }
            var answer = run(folder, tame, program);
            if (answer.exit() == 0 || isAboutProfiles(answer)) {
                return new Look.Whole(picture);
            }
            if (!answer.tookTooLong() && !isOwnFault(answer)) {
                return new Look.Broken(
                        format, Damaged.DAMAGED, program.getFirst() + ": " + said(answer, tame));
            }
        }
        return new Look.NoDecoder(
                format, "no program here decodes %s: %s".formatted(format.shown(), names(format)));
    }

    private Answer run(Path folder, Path tame, List<String> program)
            throws IOException, InterruptedException {
        var command = new ArrayList<byte[]>();
        for (var word : program) {
            var text = word.replace("{}", PathBytes.shown(tame));
            command.add(text.getBytes(StandardCharsets.UTF_8));
        }
        var environment =
                List.of("PATH=" + path, "LC_ALL=C", "HOME=" + PathBytes.shown(folder)).stream()
                        .map(e -> e.getBytes(StandardCharsets.UTF_8))
                        .toList();
        return Command.runIn(environment, command, folder, LIMIT, OUTPUT_LIMIT);
    }

    /// A program that was killed proves nothing either.
    private static boolean isOwnFault(Answer answer) {
        var said = (answer.error() + answer.output()).toLowerCase(Locale.ROOT);
        boolean killed = answer.exit() > 128 && answer.exit() < 128 + 65;
        return killed || OWN_FAULTS.stream().anyMatch(said::contains);
    }

    /// ImageMagick does not like the XMP that libvips writes; that is no matter of the pixels,
    /// which it decoded all the same.
    private static boolean isAboutProfiles(Answer answer) {
        return !answer.error().isBlank()
                && answer.error().lines().allMatch(l -> l.contains("CorruptImageProfile"));
    }

    private static String said(Answer answer, Path tame) {
        var text = answer.error().isBlank() ? answer.output() : answer.error();
        var first = text.strip().lines().findFirst().orElse("exit code " + answer.exit());
        return first.replace(PathBytes.shown(tame), "the image");
    }
}
