package dev.fettle.check.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// How much of an image is of one and the same colour: the grey that a decoder paints where half of
/// a file is missing, a lens cap, a placeholder. It is looked at in steps, by the decoders of the
/// JDK.
public final class PlainPart {
    private static final long MOST_BYTES = 40_000_000;

    /// Some decoders hold all of an image, whatever is asked of them.
    private static final long MOST_PIXELS = 40_000_000;

    /// So many pixels across tell it.
    private static final int ACROSS = 400;

    /// Of each of red, green and blue as many bits count: noise is no other colour.
    private static final int BITS = 5;

    private PlainPart() {}

    /// In percent; empty where no decoder here knows the format, or it is too large.
    public static OptionalInt of(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            return OptionalInt.empty();
        }
        try (var channel = FileChannel.open(file);
                var in = new MemoryCacheImageInputStream(Channels.newInputStream(channel))) {
            var readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return OptionalInt.empty();
            }
            var reader = readers.next();
            try {
                reader.setInput(in, true, true);
                return of(reader);
            } finally {
                reader.dispose();
            }
        } catch (IIOException e) { // four inks, say
            return OptionalInt.empty();
        } catch (RuntimeException e) { // how these decoders take headers that make no sense
            return OptionalInt.empty();
        }
    }

    private static OptionalInt of(ImageReader reader) throws IOException {
        long width = reader.getWidth(0);
        long height = reader.getHeight(0);
        if (width * height > MOST_PIXELS) {
            return OptionalInt.empty();
        }
        int step = (int) Math.max(1, Math.max(width, height) / ACROSS);
        var steps = reader.getDefaultReadParam();
        steps.setSourceSubsampling(step, step, 0, 0);
        return OptionalInt.of(percent(reader.read(0, steps)));
    }

    private static int percent(BufferedImage image) {
        var counts = new int[1 << 3 * BITS];
        int drop = Byte.SIZE - BITS;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                int red = rgb >> 16 + drop & (1 << BITS) - 1;
                int green = rgb >> 8 + drop & (1 << BITS) - 1;
                int blue = rgb >> drop & (1 << BITS) - 1;
                counts[red << 2 * BITS | green << BITS | blue]++;
            }
        }
        long most = Arrays.stream(counts).max().orElse(0);
        return (int) (most * 100 / ((long) image.getWidth() * image.getHeight()));
    }
}
