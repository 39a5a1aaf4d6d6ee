package dev.fettle;

import dev.fettle.cli.Cli;

/// Starts the program: looks at the first argument before it loads anything else.
public final class Main {
    /// The version in `pom.xml`; a test holds the two together.
    public static final String VERSION = "0.1.0";

    private Main() {}

    public static void main(String[] arguments) {
        int exit = run(arguments);
        if (exit != 0) {
            System.exit(exit);
        }
    }

    /// Carries out one command line and answers its exit code; does not end the JVM.
    static int run(String[] arguments) {
        if (arguments.length == 1 && arguments[0].equals("--version")) {
            System.out.println("fettle " + VERSION);
            return 0;
        }
        return Cli.run(arguments);
    }
}
