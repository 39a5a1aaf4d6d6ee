package dev.fettle.check;

import dev.fettle.notation.Key;
import dev.fettle.notation.Shape;
import dev.fettle.platform.Mounts;
import dev.fettle.platform.PathBytes;
import dev.fettle.platform.Silence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;

/// `mounted: /mnt/backup`: something is mounted at this very folder, and answers.
record MountedCheck(String path, boolean writable) implements PlaceCheck {
    @Override
    public String name() {
        return "mounted";
    }

    @Override
    public Cost cost() {
        return Cost.CHEAP;
    }

    @Override
    public String place() {
        return path;
    }

    @Override
    public Judgement judge(Evidence evidence) throws IOException {
        var point = evidence.at(path);
        var shown = PathBytes.shown(point);
        var expected = "a file system mounted at " + shown;
        var silence = Silence.at(point);
        if (silence.isPresent()) {
            return new Judgement.Bad("silent", expected, silence.get().words());
        }
        var mount = Mounts.at(point);
        if (mount.isEmpty()) {
            return new Judgement.Bad("not-mounted", expected, "nothing is mounted there");
        }
        try {
            Files.readAttributes(point, BasicFileAttributes.class);
        } catch (IOException e) {
            return new Judgement.Bad(
                    "unreadable", expected, "the mount gives an error: " + Reasons.of(e));
        }
        return writable && mount.get().readOnly()
                ? new Judgement.Bad(
                        "read-only", expected + ", to be written to", "it is mounted read-only")
                : Judgement.GOOD;
    }

    /// As users write it.
    record Kind() implements CheckKind {
        @Override
        public String name() {
            return "mounted";
        }

        @Override
        public String says() {
            return "something is mounted at this folder, and answers";
        }

        @Override
        public boolean standsAlone() {
            return false;
        }

        @Override
        public Shape options() {
            return Shape.either(
                    Shape.path(),
                    Shape.keys(
                            Key.required("path", Shape.path(), "the folder at which it is mounted"),
                            Key.of(
                                    "writable",
                                    new Shape.Flag(),
                                    "a disk that turned read-only fails too")));
        }

        @Override
        public Check parse(Options options) {
            return new MountedCheck(
                    options.text("path").or(() -> options.text("")).orElse("/"),
                    options.text("writable").orElse("false").equals("true"));
        }
    }
}
