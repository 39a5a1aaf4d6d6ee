package dev.fettle.check.backup;

import dev.fettle.notation.Wording;
import dev.fettle.platform.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// What a repository holds: its snapshots against what the user expects, how much is in the newest
/// ones, and files that are restored from them and compared with the live ones.
///
/// @param restore how many files
record Content(Holder holder, Expectation expected, int restore, Around around) {
    /// So many names fit into one call.
    private static final int AT_ONCE = 500;

    private static final String PROVED = "proved"; // `status` asks for it by this name

    Diagnosis look() throws IOException, InterruptedException {
        try (var scratch = Scratch.in(around.scratch())) {
            return look(scratch);
        } catch (Ended e) {
            return e.diagnosis();
        }
    }

    private Diagnosis look(Scratch scratch) throws IOException, InterruptedException, Ended {
        var host = expected.host().isPresent() ? expected.host().get() : Machine.hostname();
        var live = new LinkedHashMap<Path, Path>();
        for (var source : expected.sources()) {
            live.put(around.place(source.inside()), around.place(source.live()));
        }
        var sources = List.copyOf(live.keySet());
        var holdings = Holdings.of(holder.snapshots(sources, scratch), host, expected.tags());
        var fresh = new Freshness(expected.fresh(), host.equals(Machine.hostname()), around);
        Ended.where(holdings.fault(sources, fresh, around.now(), around.known()));
        var learned = new HashMap<>(holdings.learned(sources));
        var chosen = new LinkedHashMap<Snapshot, List<Drill.File>>();
        var extent = Extent.NOTHING;
        for (var newest : holdings.newest(sources).entrySet()) {
            var listing = holder.listing(newest.getKey(), scratch);
            var target = scratch.folder().resolve(newest.getKey().id());
            for (var source : newest.getValue()) {
                var held = held(listing, newest.getKey(), source, share(scratch));
                var shrinkage = new Shrinkage(source.toString(), around.known(), around.now());
                Ended.where(shrinkage.fault(held.extent()));
                learned.putAll(shrinkage.learned(held.extent()));
                extent = extent.plus(held.extent());
                chosen.computeIfAbsent(newest.getKey(), _ -> new ArrayList<>())
                        .addAll(held.files(holder, target, live.getOrDefault(source, source)));
            }
        }
        Ended.where(holdings.count(expected));
        for (var each : chosen.entrySet()) {
            restore(each.getKey(), scratch.folder(), each.getValue());
        }
        int restored = chosen.values().stream().mapToInt(Collection::size).sum();
        if (restored > 0) {
            learned.put(PROVED, around.now().toString());
        }
        return new Diagnosis.Sound(
                words(chosen.keySet(), extent, restored), Optional.empty(), learned);
    }

    private static String words(Collection<Snapshot> newest, Extent extent, int restored) {
        var snapshots = newest.stream().map(Holdings::shown).toList();
        return "%s in %s; %s restored and compared"
                .formatted(extent, String.join(", ", snapshots), Wording.count(restored, "file"));
    }

    /// Of each source as many files as of the others.
    private Choice share(Scratch scratch) throws IOException {
        int number = Math.ceilDiv(restore, Math.max(1, expected.sources().size()));
        return new Choice(number, scratch.largestFile(restore), ThreadLocalRandom.current());
    }

    /// What a snapshot holds of a source, at which place of its tree, and what is restored of it.
    private record Held(Extent extent, String place, List<Entry> chosen) {
        List<Drill.File> files(Holder holder, Path target, Path live) {
            return chosen.stream()
                    .map(entry -> {
                        var below = entry.path().substring(place.length());
                        return new Drill.File(
                                entry,
                                holder.restored(target, entry),
                                below.isEmpty() ? live : live.resolve(below.substring(1)));
                    })
                    .toList();
        }
    }

    private static Held held(Listing listing, Snapshot snapshot, Path source, Choice choice)
            throws IOException {
        var place = listing.place(source, snapshot);
        var sum = new Extent[] {Extent.NOTHING};
        listing.files(
                place,
                entry -> {
                    sum[0] = sum[0].plus(entry.size());
                    choice.see(entry);
                });
        return new Held(sum[0], place, choice.chosen());
    }

    private void restore(Snapshot snapshot, Path scratch, List<Drill.File> files)
            throws IOException, InterruptedException, Ended {
        var target = Files.createDirectories(scratch.resolve(snapshot.id()));
        for (int from = 0; from < files.size(); from += AT_ONCE) {
            var some = files.subList(from, Math.min(files.size(), from + AT_ONCE));
            holder.restore(snapshot, target, some.stream().map(Drill.File::entry).toList());
        }
        Ended.where(Drill.difference(files));
    }
}
