package dev.fettle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/// Lives through the command lines on standard input, one a line, words parted by tabs, so that the
/// JVM can write an AOT cache of what they load. `src/build/rehearsals.sh` holds the lines.
final class Rehearsal {
    private Rehearsal() {}

    public static void main(String[] none) throws IOException {
        var lines = new InputStreamReader(System.in, StandardCharsets.UTF_8);
        try (var reader = new BufferedReader(lines)) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                int exit = Main.run(line.split("\t"));
                System.out.println("exit " + exit + " <- " + line);
            }
        }
    }
}
