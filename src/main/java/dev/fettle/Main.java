package dev.fettle;

import java.util.Arrays;

/// Starts the program: looks at the first argument before it loads anything else.
public final class Main {
    /// The version in `pom.xml`; a test holds the two together.
    public static final String VERSION = "0.1.0";

    private Main() {}

    public static void main(String[] arguments) {
        if (Arrays.asList(arguments).contains("--version")) {
            System.out.println("fettle " + VERSION);
            return;
        }
        System.err.println("fettle: unknown verb; fettle --help lists them");
        System.exit(2);
    }
}
