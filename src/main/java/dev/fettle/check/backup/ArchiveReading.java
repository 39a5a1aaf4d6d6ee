package dev.fettle.check.backup;

import dev.fettle.check.archive.Members;
import dev.fettle.check.archive.TarMember;
import dev.fettle.platform.FileId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Sees an archive go by: keeps what each member is, compares the bytes of those whose turn it is
/// with the live ones, and writes a few into a private folder.
///
/// Members are called as whoever packed them stood: relative to the source, by its whole path, or
/// by its last names. Which of these it is shows once all were seen; until then each is tried.
final class ArchiveReading implements Members {
    private final Path source;
    private final Exclusion excluded;
    private final ReadingPlan plan;
    private final Map<Path, FileId> wanted;
    private final Path scratch;
    private final List<Path> prefixes = new ArrayList<>();
    private final MemberIndex index = new MemberIndex();
    private final List<Difference> differences = new ArrayList<>();
    private final Map<Path, MemberBack> back = new HashMap<>();

    /// Bytes that are not those of the source.
    record Difference(Path below, FileId live, long at) {}

    /// @param wanted which files are to be given back
    ArchiveReading(
            Path source,
            Exclusion excluded,
            ReadingPlan plan,
            Map<Path, FileId> wanted,
            Path scratch) {
        this.source = source;
        this.excluded = excluded;
        this.plan = plan;
        this.wanted = wanted;
        this.scratch = scratch;
        for (int from = 0; from < source.getNameCount(); from++) {
            prefixes.add(source.subpath(from, source.getNameCount()));
        }
    }

    @Override
    public Optional<Taker> member(TarMember member) {
        var name = plain(member.name());
        var kind = kind(member.kind());
        boolean isTwin = member.kind() == TarMember.Kind.TWIN;
        index.put(
                name,
                kind,
                isTwin ? OptionalLong.empty() : OptionalLong.of(member.size()),
                member.modified());
        return member.kind() == TarMember.Kind.FILE ? taker(name, member) : Optional.empty();
    }

    /// Relative, without `.`; what would lead out of it stays as it is and is nowhere.
    private static Path plain(Path name) {
        var normal = name.normalize();
        int names = normal.getNameCount();
        return names == 0 ? Path.of("") : normal.subpath(0, names);
    }

    private static FileId.Kind kind(TarMember.Kind kind) {
        return switch (kind) {
            case FILE, TWIN -> FileId.Kind.FILE;
            case FOLDER -> FileId.Kind.FOLDER;
            case LINK -> FileId.Kind.LINK;
            case OTHER -> FileId.Kind.DEVICE;
        };
    }

    private Optional<Taker> taker(Path name, TarMember member) {
        for (var prefix : prefixes) {
            if (name.startsWith(prefix) && name.getNameCount() > prefix.getNameCount()) {
                var found = takerOf(prefix.relativize(name), member);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return takerOf(name, member);
    }

    /// Only what was not changed since can be compared with.
    private Optional<Taker> takerOf(Path below, TarMember member) {
        if (below.startsWith("..") || excluded.leavesOut(below)) {
            return Optional.empty();
        }
        var live = live(below);
        if (live.isEmpty()
                || live.get().kind() != FileId.Kind.FILE
                || live.get().size() != member.size()
                || Gaps.moment(live.get().mtimeNanos()).getEpochSecond() != member.modified()) {
            return Optional.empty();
        }
        Optional<Taker> reader =
                Share.isIn(plan, below)
                        ? Optional.of(
                                new MemberBytes(
                                        source.resolve(below),
                                        at ->
                                                differences.add(
                                                        new Difference(below, live.get(), at))))
                        : Optional.empty();
        if (!wanted.containsKey(below)) {
            return reader;
        }
        var writer = new MemberBack(scratch.resolve("file-" + back.size()), member.size());
        back.put(below, writer);
        return Optional.of(reader.<Taker>map(other -> new Both(writer, other)).orElse(writer));
    }

    private record Both(Taker one, Taker other) implements Taker {
        @Override
        public void take(long at, byte[] bytes, int from, int length) {
            one.take(at, bytes, from, length);
            other.take(at, bytes, from, length);
        }

        @Override
        public void end() {
            one.end();
            other.end();
        }
    }

    private Optional<FileId> live(Path below) {
        try {
            return FileId.of(source.resolve(below));
        } catch (IOException e) {
            return Optional.empty(); // out of reach: nothing to compare with
        }
    }

    /// Those whose live files are still what they were when they were compared.
    List<Difference> differences() throws IOException {
        var found = new ArrayList<Difference>();
        for (var each : differences) {
            var now = live(each.below());
            if (now.isPresent() && now.get().unchanged(each.live())) {
                found.add(each);
            }
        }
        return found;
    }

    /// @throws IOException where there was no room for them
    List<Drill.File> back() throws IOException {
        var files = new ArrayList<Drill.File>();
        for (var each : back.entrySet()) {
            var below = each.getKey();
            var live = Optional.ofNullable(wanted.get(below)).orElseThrow();
            files.add(
                    new Drill.File(
                            new Entry(
                                    below.toString(), live.size(), Gaps.moment(live.mtimeNanos())),
                            each.getValue().file(),
                            source.resolve(below)));
        }
        return files;
    }

    /// The archive, asked for the places of the source, by the names that most of these have there.
    Keeping keeping(String shown, long written, List<Path> some) {
        var best = Path.of("");
        long most = some.stream().filter(below -> has(below, written)).count();
        for (var prefix : prefixes) {
            long found = some.stream().filter(below -> has(prefix.resolve(below), written)).count();
            if (found > most) {
                most = found;
                best = prefix;
            }
        }
        return new ArchivePlaces(index, best, shown, written);
    }

    private boolean has(Path name, long written) {
        return index.get(name, written).isPresent();
    }
}
