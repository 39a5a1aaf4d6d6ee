package dev.fettle.check;

import dev.fettle.notation.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// `not-empty`: no file has zero bytes.
record NotEmptyCheck() implements FileCheck {
    @Override
    public String name() {
        return "not-empty";
    }

    @Override
    public Cost cost() {
        return Cost.CHEAP;
    }

    @Override
    public Judgement judge(Path file, Evidence evidence) throws IOException {
        return emptiness(file).orElse(Judgement.GOOD);
    }

    /// The judgement of an empty file; empty where there is something in it.
    static Optional<Judgement> emptiness(Path file) throws IOException {
        return Files.size(file) > 0
                ? Optional.empty()
                : Optional.of(new Judgement.Bad("empty", "something in it", "the file is empty"));
    }

    /// As users write it.
    record Kind() implements CheckKind {
        @Override
        public String name() {
            return "not-empty";
        }

        @Override
        public String says() {
            return "no file is empty";
        }

        @Override
        public Shape options() {
            return Shape.keys();
        }

        @Override
        public Check parse(Options options) {
            return new NotEmptyCheck();
        }
    }
}
