package dev.fettle.check.image;

/// One Huffman table of a JPEG, made for walking: an entry says at once how many bits a symbol
/// takes together with the value that follows it, and how far it moves on in its block.
///
/// An entry is `bits << 24 | advance << 16 | code length << 8 | symbol`; 0 means that no code
/// begins so.
final class Huffman {
    /// Where an end-of-block takes the position: well beyond any run of coefficients.
    static final int END_OF_BLOCK = 128;

    private static final int FAST = 10;

    private static final Huffman NONE = new Huffman(new int[0]);

    private final int[] fast = new int[1 << FAST];
    private final int[] symbols;
    private final int[] greatest = new int[18];
    private final int[] shift = new int[18];

    private Huffman(int[] symbols) {
        this.symbols = symbols;
    }

    /// For a scan that needs none.
    static Huffman none() {
        return NONE;
    }

    /// @param counts how many codes there are of each length, 1 to 16, at their own index
    static Huffman of(int[] counts, int[] symbols) throws Damaged {
        var table = new Huffman(symbols);
        int code = 0;
        int next = 0;
        for (int length = 1; length <= 16; length++) {
            table.shift[length] = next - code;
            if (code + counts[length] > 1 << length) {
                throw Damaged.damaged("a Huffman table holds more codes than fit");
            }
            for (int i = 0; i < counts[length]; i++) {
                table.enter(code++, length, symbols[next++]);
            }
            table.greatest[length] = counts[length] == 0 ? -1 : code - 1;
            code <<= 1;
        }
        return table;
    }

    private void enter(int code, int length, int symbol) {
        if (length > FAST) {
            return;
        }
        int first = code << (FAST - length);
        int entry = entry(length, symbol);
        for (int i = 0; i < 1 << (FAST - length); i++) {
            fast[first + i] = entry;
        }
    }

    /// The entry for the code at the top of `bits`; 0 where none begins so.
    int at(long bits) {
        int entry = fast[(int) (bits >>> (64 - FAST))];
        return entry != 0 ? entry : slow(bits);
    }

    private int slow(long bits) {
        for (int length = FAST + 1; length <= 16; length++) {
            int code = (int) (bits >>> (64 - length));
            if (code <= greatest[length]) {
                return entry(length, symbols[code + shift[length]]);
            }
        }
        return 0;
    }

    private static int entry(int length, int symbol) {
        int run = symbol >> 4;
        int size = symbol & 15;
        int advance = size != 0 || run == 15 ? run + 1 : END_OF_BLOCK;
        return (length + size) << 24 | advance << 16 | length << 8 | symbol;
    }

    /// Whether this can be a table for DC values, whose symbols are bit counts.
    boolean isForDc() {
        for (int symbol : symbols) {
            if (symbol > 15) {
                return false;
            }
        }
        return true;
    }
}
