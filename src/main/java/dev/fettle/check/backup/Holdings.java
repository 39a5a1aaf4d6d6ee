package dev.fettle.check.backup;

import dev.fettle.notation.Wording;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the list of a repository's snapshots says of what should be in it. Pure.
///
/// @param snapshots those of the host and with the tags that are asked about, newest first
/// @param otherHosts those that it holds snapshots of besides
record Holdings(List<Snapshot> snapshots, List<String> otherHosts, String host) {
    /// A snapshot so far ahead was made by a wrong clock: it would hide that none follows.
    private static final Duration AHEAD = Duration.ofMinutes(10);

    private static final String NEWEST = "newest ";

    static Holdings of(List<Snapshot> all, String host, List<String> tags) {
        return new Holdings(
                all.stream()
                        .filter(s -> s.host().equals(host))
                        .filter(s -> tags.isEmpty() || s.tags().stream().anyMatch(tags::contains))
                        .sorted(Comparator.comparing(Snapshot::time).reversed())
                        .toList(),
                all.stream().map(Snapshot::host).filter(h -> !h.equals(host)).distinct().toList(),
                host);
    }

    /// The newest that holds it.
    Optional<Snapshot> newestOf(Path source) {
        return snapshots.stream().filter(s -> s.holds(source)).findFirst();
    }

    /// The first fault that shows in the list alone, up to a folder that is missing.
    Optional<Diagnosis> fault(
            List<Path> sources, Freshness fresh, Instant now, Map<String, String> known)
            throws IOException {
        if (snapshots.isEmpty()) {
            return Optional.of(noSnapshot());
        }
        var older = setBack(sources, known).or(() -> future(now));
        var stale = older.isPresent() ? older : stale(sources, fresh, now);
        return stale.or(() -> folderMissing(sources));
    }

    private Diagnosis noSnapshot() {
        var others =
                otherHosts.isEmpty()
                        ? "it holds none"
                        : "it holds only snapshots of " + String.join(", ", otherHosts);
        return new Diagnosis.Faulty(Fault.NO_SNAPSHOT, "a snapshot of the host " + host, others);
    }

    private Optional<Diagnosis> setBack(List<Path> sources, Map<String, String> known) {
        for (var source : sources) {
            var before = Optional.ofNullable(known.get(NEWEST + source)).map(Seen::parse);
            if (before.isPresent() && isGone(before.get().id())) {
                var now = newestOf(source);
                if (now.isEmpty() || now.get().time().isBefore(before.get().time())) {
                    return Optional.of(
                            new Diagnosis.Faulty(
                                    Fault.SET_BACK,
                                    "the snapshot %s of %s, which was the newest of %s, or a newer one"
                                            .formatted(
                                                    before.get().shortId(),
                                                    Wording.moment(before.get().time()),
                                                    source),
                                    now.map(s -> "the newest is now %s".formatted(shown(s)))
                                            .orElse("none of it is left")));
                }
            }
        }
        return Optional.empty();
    }

    private boolean isGone(String id) {
        return snapshots.stream().noneMatch(s -> s.id().equals(id));
    }

    private Optional<Diagnosis> future(Instant now) {
        var newest = snapshots.getFirst();
        return newest.time().isAfter(now.plus(AHEAD))
                ? Optional.of(
                        new Diagnosis.Faulty(
                                Fault.FUTURE,
                                "no snapshot later than now, " + Wording.moment(now),
                                shown(newest)))
                : Optional.empty();
    }

    private Optional<Diagnosis> stale(List<Path> sources, Freshness fresh, Instant now)
            throws IOException {
        for (var source : sources) {
            var newest = newestOf(source);
            var made = newest.map(Snapshot::time).orElse(now);
            var begun = fresh.madeBeforeRun(made);
            if (newest.isPresent() && (begun.isPresent() || fresh.isOver(made))) {
                var expected =
                        begun.map(run ->
                                        "a snapshot of %s by this run, which began at %s"
                                                .formatted(source, Wording.moment(run)))
                                .orElseGet(() ->
                                        "a snapshot of %s that is at most %s old"
                                                .formatted(
                                                        source, Wording.duration(fresh.stated())));
                return Optional.of(
                        new Diagnosis.Faulty(
                                Fault.STALE,
                                expected,
                                "the newest, %s, is %s old"
                                        .formatted(
                                                shown(newest.get()),
                                                Wording.duration(Duration.between(made, now)))));
            }
        }
        return Optional.empty();
    }

    private Optional<Diagnosis> folderMissing(List<Path> sources) {
        for (var source : sources) {
            var newest = newestOf(source);
            if (newest.isEmpty()) {
                return Optional.of(missing(source, "no snapshot has it"));
            }
            var without = laterWithout(source, newest.get(), sources);
            if (without.isPresent()) {
                return Optional.of(
                        missing(
                                source,
                                "%s was made without it; %s had it"
                                        .formatted(shown(without.get()), shown(newest.get()))));
            }
        }
        return Optional.empty();
    }

    /// A later snapshot of what was backed up together with this source until then: the source is
    /// not on its own turn, it was not there (restic 0.14 says so on its standard error alone, and
    /// ends with 0).
    private Optional<Snapshot> laterWithout(Path source, Snapshot with, List<Path> sources) {
        return snapshots.stream()
                .takeWhile(s -> s.time().isAfter(with.time()))
                .filter(later ->
                        sources.stream()
                                .filter(other -> !other.equals(source))
                                .anyMatch(other -> with.holds(other) && later.holds(other)))
                .findFirst();
    }

    static Diagnosis missing(Path source, String found) {
        return new Diagnosis.Faulty(Fault.FOLDER_MISSING, source + " in the snapshots", found);
    }

    /// How many there are against how many there should be.
    Optional<Diagnosis> count(Expectation expected) {
        int number = snapshots.size();
        if (expected.least().isPresent() && number < expected.least().getAsLong()) {
            return Optional.of(count("at least " + expected.least().getAsLong()));
        }
        if (expected.most().isPresent() && number > expected.most().getAsLong()) {
            return Optional.of(count("at most " + expected.most().getAsLong()));
        }
        return Optional.empty();
    }

    private Diagnosis count(String expected) {
        return new Diagnosis.Faulty(
                Fault.COUNT,
                expected + " snapshots of the host " + host,
                Wording.count(snapshots.size(), "snapshot"));
    }

    /// What the next look should know.
    Map<String, String> learned(List<Path> sources) {
        var learned = new HashMap<String, String>();
        for (var source : sources) {
            newestOf(source).ifPresent(s -> learned.put(NEWEST + source, s.time() + " " + s.id()));
        }
        return learned;
    }

    /// Each source with its newest snapshot, sources of one snapshot together.
    Map<Snapshot, List<Path>> newest(List<Path> sources) {
        return sources.stream()
                .collect(
                        Collectors.groupingBy(
                                source -> newestOf(source).orElseThrow(),
                                LinkedHashMap::new,
                                Collectors.toList()));
    }

    static String shown(Snapshot snapshot) {
        return "%s of %s".formatted(snapshot.shortId(), Wording.moment(snapshot.time()));
    }

    /// A snapshot as it is kept between two looks.
    private record Seen(Instant time, String id) {
        static Seen parse(String text) {
            int blank = text.indexOf(' ');
            return new Seen(Instant.parse(text.substring(0, blank)), text.substring(blank + 1));
        }

        String shortId() {
            return id.length() > 8 ? id.substring(0, 8) : id;
        }
    }
}
