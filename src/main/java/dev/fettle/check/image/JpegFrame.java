package dev.fettle.check.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What a JPEG's frame header says: size, and how each component is sampled.
final class JpegFrame {
    final boolean progressive;
    final int width;
    final int height;
    final List<Component> components;
    final int mcuColumns;
    final int mcuRows;

    /// What its coefficients take, in bytes.
    int memory;

    JpegFrame(boolean progressive, int width, int height, List<int[]> said) {
        this.progressive = progressive;
        this.width = width;
        this.height = height;
        int across = said.stream().mapToInt(c -> c[1]).max().orElse(1);
        int down = said.stream().mapToInt(c -> c[2]).max().orElse(1);
        mcuColumns = ceil(width, 8 * across);
        mcuRows = ceil(height, 8 * down);
        var made = new ArrayList<Component>();
        for (int[] c : said) {
            int columns = ceil(ceil(width * c[1], across), 8);
            int rows = ceil(ceil(height * c[2], down), 8);
            made.add(new Component(c[0], c[1], c[2], c[3], columns, rows));
        }
        components = List.copyOf(made);
    }

    private static int ceil(int a, int b) {
        return (a + b - 1) / b;
    }

    /// One colour.
    static final class Component {
        final int id;
        final int across;
        final int down;
        final int quantization;

        /// In blocks of 8 × 8, where the component has a scan of its own.
        final int columns;

        final int rows;

        /// How many low bits of each coefficient are still to come; -1 for one that no scan has
        /// named.
        final int[] precision = new int[64];

        final Coefficients seen = new Coefficients();

        Component(int id, int across, int down, int quantization, int columns, int rows) {
            this.id = id;
            this.across = across;
            this.down = down;
            this.quantization = quantization;
            this.columns = columns;
            this.rows = rows;
            Arrays.fill(precision, -1);
        }
    }
}
