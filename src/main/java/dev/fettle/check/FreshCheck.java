package dev.fettle.check;

import dev.fettle.notation.Durations;
import dev.fettle.notation.Key;
import dev.fettle.notation.Shape;
import dev.fettle.notation.Wording;
import dev.fettle.platform.PathBytes;
import dev.fettle.platform.Silence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// `fresh: 26h`, `fresh: {path: ~/backups, age: 26h}`: the newest file was written not longer ago
/// than that.
///
/// @param path a file, or a folder that is searched through; empty for the files in question
record FreshCheck(Duration age, Optional<String> path) implements Check {
    private static final Duration TOLERATED = Duration.ofMinutes(10);

    @Override
    public String name() {
        return "fresh";
    }

    @Override
    public Cost cost() {
        return Cost.CHEAP;
    }

    @Override
    public List<Finding> examine(Evidence evidence) throws IOException, InterruptedException {
        var newest = new Newest();
        if (path.isEmpty()) {
            for (var file : evidence.files()) {
                newest.look(file);
            }
        } else {
            search(evidence.at(path.get()), newest);
        }
        var file = newest.file.map(f -> path.isEmpty() ? evidence.shown(f) : PathBytes.shown(f));
        return List.of(Finding.of(name(), file, judge(newest, evidence.occasion().clock().now())));
    }

    private Judgement judge(Newest newest, Instant now) {
        var expected = "written within the last " + Wording.duration(age);
        if (newest.file.isEmpty()) {
            return new Judgement.Bad(
                    "missing", "a file " + expected, path.orElse("here") + ": no file at all");
        }
        var found = "the newest is of %s".formatted(Wording.moment(newest.written));
        if (newest.written.isAfter(now.plus(TOLERATED))) {
            return new Judgement.Bad("future", "a file " + expected, found + ", which is to come");
        }
        return newest.written.isBefore(now.minus(age))
                ? new Judgement.Bad("stale", "a file " + expected, found)
                : Judgement.GOOD;
    }

    private static void search(Path place, Newest newest) throws IOException, InterruptedException {
        Silence.refuse(place);
        if (Files.isRegularFile(place)) {
            newest.look(place);
        }
        if (!Files.isDirectory(place)) {
            return;
        }
        try (var found = Files.walk(place)) {
            for (var each : (Iterable<Path>) found::iterator) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS)) {
                    newest.look(each);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static final class Newest {
        private Optional<Path> file = Optional.empty();
        private Instant written = Instant.MIN;

        void look(Path candidate) throws IOException {
            var time = Files.getLastModifiedTime(candidate).toInstant();
            if (time.isAfter(written)) {
                written = time;
                file = Optional.of(candidate);
            }
        }
    }

    /// As users write it.
    record Kind() implements CheckKind {
        @Override
        public String name() {
            return "fresh";
        }

        @Override
        public String says() {
            return "the newest file, here or at a path, was written within this time: 26h";
        }

        @Override
        public boolean standsAlone() {
            return false;
        }

        @Override
        public Shape options() {
            return Shape.either(
                    Shape.duration(),
                    Shape.keys(
                            Key.required("age", Shape.duration(), "how old it may be"),
                            Key.of(
                                    "path",
                                    Shape.path(),
                                    "a file, or a folder with all below it, instead of the"
                                            + " output")));
        }

        @Override
        public Check parse(Options options) {
            var age = options.at("age").or(() -> options.at("")).map(Durations::at);
            return new FreshCheck(age.orElse(Duration.ZERO), options.text("path"));
        }
    }
}
