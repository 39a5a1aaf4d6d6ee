package dev.fettle.check;

import dev.fettle.notation.Shape;
import dev.fettle.platform.PathBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/// `valid`, what holds where nothing is stated: no file is empty or nothing but zeros, and what a
/// file's name or first bytes call it, it is, wholly. Where the decoder for it is not installed
/// that is a warning.
record ValidCheck() implements FileCheck {
    @Override
    public String name() {
        return "valid";
    }

    @Override
    public Judgement judge(Path file, Evidence evidence) throws IOException, InterruptedException {
        var empty = NotEmptyCheck.emptiness(file);
        if (empty.isPresent()) {
            return empty.get();
        }
        var extension = extension(file);
        for (var family : Family.ALL) {
            if (family.calls(file, extension)) {
                evidence.seen().type(file, family.word());
                return lenient(family.judge(file, extension, evidence));
            }
        }
        FirstBytes.look(file, extension, evidence); // what cannot be read is not valid
        return Zeros.fill(file, evidence.occasion())
                ? new Judgement.Bad("zeros", "something in it", "nothing but zero bytes")
                : Judgement.GOOD;
    }

    /// What this machine cannot look into, or not in the time and memory there are, passes with a
    /// warning: nobody asked for it by name. What cannot be read at all does not.
    private static Judgement lenient(Judgement judgement) {
        return judgement instanceof Judgement.Unmade(var code, var why)
                        && !code.equals("unreadable")
                ? new Judgement.Doubtful("not wholly looked at: " + why)
                : judgement;
    }

    private static String extension(Path file) {
        var name = PathBytes.shown(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /// As users write it.
    record Kind() implements CheckKind {
        @Override
        public String name() {
            return "valid";
        }

        @Override
        public String says() {
            return "not empty, and what the name or the first bytes call an image, PDF, archive,"
                    + " SQLite database, JSON, XML, audio, video or font is that, wholly; the default";
        }

        @Override
        public Shape options() {
            return Shape.keys();
        }

        @Override
        public Check parse(Options options) {
            return new ValidCheck();
        }
    }
}
