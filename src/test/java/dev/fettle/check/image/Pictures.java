package dev.fettle.check.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.platform.Clock;
import dev.fettle.platform.Command;
import dev.fettle.platform.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// Real images for tests: made by the installed ImageMagick, or lying among the resources.
public final class Pictures {
    public static final String PATH = "/usr/local/bin:/usr/bin:/bin";
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private Pictures() {}

    /// A photograph-like picture of 203 × 157 pixels, written by ImageMagick with these options.
    public static Path photo(Path file, String... options) {
        var words = new ArrayList<String>();
        words.addAll(List.of("-seed", "5", "-size", "203x157", "plasma:tomato-steelblue"));
        words.addAll(List.of("-attenuate", "0.3", "+noise", "Gaussian"));
        words.addAll(List.of(options));
        return magick(file, words);
    }

    /// What ImageMagick writes to a file for these words.
    public static Path magick(Path file, List<String> words) {
        var command = new ArrayList<String>();
        command.add(Programs.find("magick", PATH).isPresent() ? "magick" : "/usr/bin/convert");
        command.addAll(words);
        command.add(file.toString());
        assertThat(run(command.toArray(String[]::new))).as("%s", command).isZero();
        assertThat(file).isNotEmptyFile();
        return file;
    }

    /// The same image in another format, with all that ImageMagick takes over.
    public static Path convert(Path from, Path to) {
        return magick(to, List.of(from.toString()));
    }

    /// An image from the resources.
    public static Path kept(String name) {
        return Path.of(System.getProperty("fettle.root"), "src/test/resources/images", name);
    }

    public static Stream<Path> allKept() {
        try (var files = Files.list(kept(""))) {
            return files.filter(f -> !f.toString().endsWith(".md")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The same file cut after so many bytes.
    public static byte[] cut(byte[] whole, int length) {
        return Arrays.copyOf(whole, length);
    }

    /// The same bytes with noise, or one value, from a place on; the last `kept` bytes stay.
    public static byte[] spoilt(byte[] whole, int from, int kept, SplittableRandom noise) {
        byte[] spoilt = whole.clone();
        for (int i = from; i < whole.length - kept; i++) {
            spoilt[i] = (byte) noise.nextInt(256);
        }
        return spoilt;
    }

    public static boolean isInstalled(String program) {
        return Programs.find(program, PATH).isPresent();
    }

    /// The exit code of a program.
    public static int run(String... command) {
        try {
            return Command.run(List.of(command), Map.of(), Path.of("/"), LIMIT, 1 << 16).exit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The system's clock, for checks that are not about time.
    public static Clock clock() {
        return Clock.system();
    }
}
