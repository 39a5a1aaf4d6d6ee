package dev.fettle.automation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Front matters and settings to test with, from `src/test/resources/definitions`: several to a
/// file, parted by `---`; the first line of each is a comment that says what it is, or what is
/// wrong with it.
public final class Definitions {
    private static final Path FOLDER =
            Path.of(System.getProperty("fettle.root"), "src/test/resources/definitions");
    private static final Pattern END = Pattern.compile("(?m)^---\n");

    private Definitions() {}

    /// @param says the comment on its first line
    public record Text(String says, String yaml) {
        @Override
        public String toString() {
            return says;
        }
    }

    public static List<Text> good() throws IOException {
        return below("good");
    }

    public static List<Text> bad() throws IOException {
        return below("bad");
    }

    public static List<Text> goodSettings() throws IOException {
        return parts(FOLDER.resolve("settings/good.yaml"));
    }

    public static List<Text> badSettings() throws IOException {
        return parts(FOLDER.resolve("settings/bad.yaml"));
    }

    private static List<Text> below(String folder) throws IOException {
        var texts = new ArrayList<Text>();
        try (var files = Files.list(FOLDER.resolve(folder))) {
            for (var file : files.sorted().toList()) {
                texts.addAll(parts(file));
            }
        }
        return texts;
    }

    private static List<Text> parts(Path file) throws IOException {
        return END.splitAsStream(Files.readString(file))
                .map(part -> new Text(part.substring(2, part.indexOf('\n')), part))
                .toList();
    }
}
