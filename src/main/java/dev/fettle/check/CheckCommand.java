package dev.fettle.check;

import dev.fettle.platform.PathBytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The command of a check: a list of arguments, or a line for `sh`. Names of files reach it as
/// bytes and as arguments of their own; nothing in them is ever interpreted.
sealed interface CheckCommand {
    String OUTPUT = "{output}";
    String INPUT = "{input}";

    /// What to start, for this evidence.
    List<byte[]> arguments(Evidence evidence);

    /// The program that must be on the PATH, where that can be known beforehand.
    Optional<String> program();

    /// For messages.
    String shown();

    record Words(List<String> words) implements CheckCommand {
        @Override
        public List<byte[]> arguments(Evidence evidence) {
            var arguments = new ArrayList<byte[]>();
            for (var word : words) {
                if (word.contains(INPUT)) {
                    evidence.files()
                            .forEach(
                                    file -> arguments.add(filled(word, INPUT, PathBytes.of(file))));
                } else {
                    arguments.add(filled(word, OUTPUT, PathBytes.of(evidence.folder())));
                }
            }
            return arguments;
        }

        @Override
        public Optional<String> program() {
            return Optional.of(words.getFirst()).filter(w -> w.indexOf('/') < 0);
        }

        @Override
        public String shown() {
            return words.getFirst();
        }
    }

    record Line(String text) implements CheckCommand {
        @Override
        public List<byte[]> arguments(Evidence evidence) {
            var line = text.replace(OUTPUT, "\"$fettle_output\"").replace(INPUT, "\"$@\"");
            var arguments = new ArrayList<byte[]>();
            arguments.add(bytes("/bin/sh"));
            arguments.add(bytes("-c"));
            arguments.add(bytes("fettle_output=$1; shift\n" + line));
            arguments.add(bytes("sh"));
            arguments.add(PathBytes.of(evidence.folder()));
            for (Path file : text.contains(INPUT) ? evidence.files() : List.<Path>of()) {
                arguments.add(PathBytes.of(file));
            }
            return arguments;
        }

        @Override
        public Optional<String> program() {
            return Optional.empty();
        }

        @Override
        public String shown() {
            return text.length() > 60 ? text.substring(0, 60) + "…" : text;
        }
    }

    /// Whether a placeholder stands where the shell would not split anyway: there a quoted argument
    /// would end the quotes instead.
    static boolean hasQuotedPlaceholder(String line) {
        char open = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && open != '\'') {
                i++;
            } else if (open == 0 && (c == '\'' || c == '"')) {
                open = c;
            } else if (c == open) {
                open = 0;
            } else if (open != 0 && (line.startsWith(OUTPUT, i) || line.startsWith(INPUT, i))) {
                return true;
            }
        }
        return false;
    }

    static byte[] join(String text, byte[] bytes) {
        return joined(bytes(text), bytes, new byte[0]);
    }

    static byte[] join(byte[] bytes, String text) {
        return joined(new byte[0], bytes, bytes(text));
    }

    private static byte[] filled(String word, String placeholder, byte[] value) {
        int at = word.indexOf(placeholder);
        return at < 0
                ? bytes(word)
                : joined(
                        bytes(word.substring(0, at)),
                        value,
                        filled(word.substring(at + placeholder.length()), placeholder, value));
    }

    private static byte[] joined(byte[] first, byte[] second, byte[] third) {
        var whole = new byte[first.length + second.length + third.length];
        System.arraycopy(first, 0, whole, 0, first.length);
        System.arraycopy(second, 0, whole, first.length, second.length);
        System.arraycopy(third, 0, whole, first.length + second.length, third.length);
        return whole;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
