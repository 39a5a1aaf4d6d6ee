package dev.fettle.check;

import dev.fettle.notation.Key;
import dev.fettle.notation.Shape;
import dev.fettle.platform.FileSystemId;
import dev.fettle.platform.KnownDisks;
import dev.fettle.platform.Mounts;
import dev.fettle.platform.PathBytes;
import dev.fettle.platform.Silence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/// `mounted: /mnt/backup`: something is mounted at this very folder, and answers.
record MountedCheck(String path, boolean writable) implements PlaceCheck, PinnedCheck {
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
    public Optional<String> mount() {
        return Optional.of(path);
    }

    /// At the first time it says what is mounted there, so that another disk is known for one.
    @Override
    public List<Finding> examine(Evidence evidence) throws IOException, InterruptedException {
        var found = PlaceCheck.super.examine(evidence);
        var point = evidence.at(path);
        if (found.stream().anyMatch(finding -> !finding.isPlain())
                || evidence.known().disks(point).isPresent()) {
            return found;
        }
        var disk = FileSystemId.at(point);
        return disk.isEmpty()
                ? found
                : found.stream()
                        .map(each -> each.with(Knowledge.disks(point, KnownDisks.of(disk.get()))))
                        .toList();
    }

    @Override
    public Optional<PinnedCheck> pinned() {
        return Optional.of(this);
    }

    /// What is pinned here is among the needs of a run.
    @Override
    public List<Finding> before(Evidence evidence) {
        return List.of();
    }

    @Override
    public List<Finding> today(Evidence evidence, boolean further)
            throws IOException, InterruptedException {
        var there = new MountedCheck(path, false).examine(evidence.knowing(Knowledge.NONE));
        var point = evidence.at(path);
        var known = evidence.known().disks(point).filter(_ -> further);
        var disk =
                there.stream().allMatch(Finding::isPlain)
                        ? FileSystemId.at(point)
                        : Optional.<FileSystemId>empty();
        return disk.isEmpty()
                ? there
                : List.of(
                        Finding.passed(name(), Optional.empty(), disk.get().words())
                                .with(
                                        Knowledge.disks(
                                                point,
                                                known.map(disks -> disks.with(disk.get()))
                                                        .orElseGet(
                                                                () -> KnownDisks.of(disk.get())))));
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
        var known = evidence.known().disks(point);
        if (known.isPresent()) {
            var id = FileSystemId.of(mount.get());
            if (!known.get().has(id)) {
                return new Judgement.Bad(
                        "replaced",
                        "%s at %s".formatted(known.get().words(), shown),
                        "another disk, %s%s"
                                .formatted(
                                        id.words(),
                                        Remedy.ifMeantOrOneMore(evidence.workingFolder())));
            }
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
