package dev.fettle.automation;

import dev.fettle.platform.PathBytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The program of an automation, with the places where input and output go. Names are handed over
/// as bytes in arguments of their own; nothing in a name is ever read by a shell.
public sealed interface RunCommand {
    /// As the user wrote it.
    String written();

    boolean wantsInput();

    boolean wantsOutput();

    /// The arguments to start, the program first.
    List<byte[]> arguments(List<Path> inputs, Optional<Path> output);

    /// A line for `sh`, in which placeholders have become positional parameters: `$1` is the input
    /// and `$2` the output. The inputs of a batch take all the positions, so there the output is
    /// taken from `FETTLE_OUTPUT`.
    record Line(
            String written, String script, boolean wantsInput, boolean wantsOutput, boolean batch)
            implements RunCommand {
        @Override
        public List<byte[]> arguments(List<Path> inputs, Optional<Path> output) {
            var arguments = new ArrayList<byte[]>();
            for (var word : List.of("sh", "-c", script, "sh")) {
                arguments.add(bytes(word));
            }
            inputs.forEach(input -> arguments.add(PathBytes.of(input)));
            if (!batch && output.isPresent()) {
                if (inputs.isEmpty()) {
                    arguments.add(new byte[0]);
                }
                arguments.add(PathBytes.of(output.get()));
            }
            return arguments;
        }
    }

    /// An argument list; each word is made of texts and placeholders.
    record Words(String written, List<List<Piece>> words) implements RunCommand {
        public Words {
            words = words.stream().map(List::copyOf).toList();
        }

        @Override
        public boolean wantsInput() {
            return has(new Piece.Input());
        }

        @Override
        public boolean wantsOutput() {
            return has(new Piece.Output());
        }

        private boolean has(Piece piece) {
            return words.stream().anyMatch(word -> word.contains(piece));
        }

        @Override
        public List<byte[]> arguments(List<Path> inputs, Optional<Path> output) {
            var arguments = new ArrayList<byte[]>();
            for (var word : words) {
                if (word.equals(List.of(new Piece.Input()))) {
                    inputs.forEach(input -> arguments.add(PathBytes.of(input)));
                } else {
                    arguments.add(filled(word, inputs, output));
                }
            }
            return arguments;
        }

        private static byte[] filled(List<Piece> word, List<Path> inputs, Optional<Path> output) {
            var filled = new ByteArrayOutputStream();
            for (var piece : word) {
                filled.writeBytes(
                        switch (piece) {
                            case Piece.Text(var text) -> bytes(text);
                            case Piece.Input() -> PathBytes.of(inputs.getFirst());
                            case Piece.Output() -> PathBytes.of(output.orElseThrow());
                        });
            }
            return filled.toByteArray();
        }
    }

    /// A part of a word.
    sealed interface Piece {
        record Text(String text) implements Piece {}

        record Input() implements Piece {}

        record Output() implements Piece {}
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
