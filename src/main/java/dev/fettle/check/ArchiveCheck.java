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
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import java.util.regex.Pattern;

/// `archive`, `archive: {min-members: 10, has: [letters]}`: each file is an archive, or compressed,
/// and every member of it can be read, to its last byte.
///
/// @param has names of members, or of folders in which some lie
/// @param ends what is found in the last lines of what a compressed file holds
record ArchiveCheck(Bounds members, Bounds unpacked, List<String> has, List<Pattern> ends)
        implements FileCheck {
    static final ArchiveCheck PLAIN =
            new ArchiveCheck(Bounds.OPEN, Bounds.OPEN, List.of(), List.of());

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
            var seen = new ArchiveLook(has);
            var late = (BooleanSupplier) evidence.occasion()::isLate;
            var contents = Archive.read(channel, packing.get(), name, late, seen);
            return judge(packing.get(), contents, seen);
        } catch (SearchText.Interrupted e) {
            throw new InterruptedException();
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

    private Judgement judge(Packing packing, Archive.Contents contents, ArchiveLook seen) {
        if (contents.members() == 0) {
            return new Judgement.Bad(
                    "nothing",
                    "an archive with something in it",
                    "the %s holds nothing".formatted(packing.shown()));
        }
        return missed("members", members, contents.members(), n -> Wording.count(n, "member"))
                .or(() -> missed("unpacked", unpacked, contents.bytes(), Wording::size))
                .or(() -> lacking(seen))
                .orElse(TextCheck.search(seen.end(), ends, "ends", List.of(), ""));
    }

    private static Optional<Judgement> missed(
            String what, Bounds bounds, long found, LongFunction<String> shown) {
        boolean few = bounds.least().isPresent() && found < bounds.least().getAsLong();
        return bounds.missedBy(found, shown)
                .map(expected ->
                        new Judgement.Bad(
                                (few ? "min-" : "max-") + what, expected, shown.apply(found)));
    }

    private static Optional<Judgement> lacking(ArchiveLook seen) {
        return seen.lacking()
                .map(name ->
                        new Judgement.Bad(
                                "has",
                                "a member %s, or members below it".formatted(Wording.quoted(name)),
                                "none of that name"));
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
                            "how many files, folders and links there must be in it at least"),
                    Key.of(
                            "max-members",
                            new Shape.Whole(0, Long.MAX_VALUE),
                            "how many there may be"),
                    Key.of("min-unpacked", Shape.size(), "the least size of all that is in it"),
                    Key.of("max-unpacked", Shape.size(), "the greatest"),
                    Key.of(
                            "has",
                            Shape.list(Shape.filled("member")),
                            "names of members that must be there, or of folders in which some must"
                                    + " lie"),
                    Key.of(
                            "ends",
                            Shape.oneOrMore(Shape.text("regular expression")),
                            "expressions that must be found in the last 4 kB of what a compressed"
                                    + " file holds"));
        }

        @Override
        public Check parse(Options options) {
            return new ArchiveCheck(
                    options.bounds("min-members", "max-members", false),
                    options.bounds("min-unpacked", "max-unpacked", true),
                    options.texts("has"),
                    options.patterns("ends"));
        }
    }
}
