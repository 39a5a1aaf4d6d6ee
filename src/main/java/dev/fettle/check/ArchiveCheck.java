package dev.fettle.check;

import dev.fettle.check.archive.Archive;
import dev.fettle.check.archive.Packing;
import dev.fettle.check.archive.Unreadable;
import dev.fettle.notation.Key;
import dev.fettle.notation.Shape;
import dev.fettle.notation.Wording;
import dev.fettle.platform.PathBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/// `archive`, `archive: {min-members: 10}`: each file is an archive, or compressed, and every
/// member of it can be read, to its last byte.
record ArchiveCheck(OptionalLong minMembers) implements FileCheck {
    static final ArchiveCheck PLAIN = new ArchiveCheck(OptionalLong.empty());

    private static final String WHOLE = "an archive whose every member can be read";

    @Override
    public String name() {
        return "archive";
    }

    @Override
    public Judgement judge(Path file, Evidence evidence) throws IOException, InterruptedException {
        var empty = NotEmptyCheck.emptiness(file);
        if (empty.isPresent()) {
            return empty.get();
        }
        var packing = packing(file);
        if (packing.isEmpty()) {
            return new Judgement.Bad(
                    "no-archive", WHOLE, "it is no archive, but " + Content.of(file).type());
        }
        try (var channel = Reading.channel(file)) {
            var name = PathBytes.shown(file.getFileName());
            var contents = Archive.read(channel, packing.get(), name, evidence.occasion()::isLate);
            return judge(packing.get(), contents);
        } catch (Unreadable e) {
            return unreadable(packing.get(), e);
        }
    }

    private static Judgement unreadable(Packing packing, Unreadable why) {
        return switch (why) {
            case Unreadable.Damaged damaged ->
                    new Judgement.Bad(
                            "damaged",
                            WHOLE,
                            "the %s is damaged: %s".formatted(packing.shown(), damaged.words()));
            case Unreadable.Unread unread -> new Judgement.Unmade(unread.code(), unread.words());
        };
    }

    static Optional<Packing> packing(Path file) throws IOException {
        return Packing.of(Reading.head(file, Packing.HEAD));
    }

    private Judgement judge(Packing packing, Archive.Contents contents) {
        if (contents.members() == 0) {
            return new Judgement.Bad(
                    "nothing",
                    "an archive with something in it",
                    "the %s holds nothing".formatted(packing.shown()));
        }
        return minMembers.isPresent() && contents.members() < minMembers.getAsLong()
                ? new Judgement.Bad(
                        "min-members",
                        "at least " + Wording.count(minMembers.getAsLong(), "member"),
                        Wording.count(contents.members(), "member"))
                : Judgement.GOOD;
    }

    /// As users write it.
    record Kind() implements CheckKind {
        @Override
        public String name() {
            return "archive";
        }

        @Override
        public String says() {
            return "each file is an archive or compressed (zip, tar, gz, bz2, xz, zst, 7z), and all"
                    + " in it can be read";
        }

        @Override
        public Shape options() {
            return Shape.keys(
                    Key.of(
                            "min-members",
                            new Shape.Whole(0, Long.MAX_VALUE),
                            "how many files, folders and links there must be in it at least"));
        }

        @Override
        public Check parse(Options options) {
            return new ArchiveCheck(options.whole("min-members"));
        }
    }
}
