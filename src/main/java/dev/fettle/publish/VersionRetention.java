package dev.fettle.publish;

import dev.fettle.automation.Output.VersionLimits;
import dev.fettle.history.RunId;
import dev.fettle.notation.Size;
import dev.fettle.platform.Clock;
import dev.fettle.platform.Silence;
import dev.fettle.store.StateFolder;
import dev.fettle.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Gives up versions whose time is over, and takes away what crashes left behind. What an
/// unfinished publication needs is never touched.
public final class VersionRetention {
    private static final long LARGEST_BUDGET = 5_000_000_000L;
    private static final int PART_OF_DISK = 10;
    private static final Pattern FURTHER = Pattern.compile("\\.[0-9]+$");

    private final StateFolder state;
    private final Keepings keepings;
    private final VersionTable table;
    private final Clock clock;

    public VersionRetention(Store store, StateFolder state, Keepings keepings, Clock clock) {
        this.state = state;
        this.keepings = keepings;
        this.table = new VersionTable(store);
        this.clock = clock;
    }

    public record Pruned(long files, long bytes) {
        private Pruned and(List<VersionTable.Version> versions) {
            long more = versions.stream().mapToLong(VersionTable.Version::size).sum();
            return new Pruned(files + versions.size(), bytes + more);
        }
    }

    /// @param bytes of all versions that are kept
    public record Usage(long bytes) {}

    /// A tenth of the file system, or 5 GB if that is less, unless the user stated another.
    public static long budget(Optional<Size> stated, Path state) throws IOException {
        if (stated.isPresent()) {
            return stated.get().bytes();
        }
        return Math.min(Files.getFileStore(state).getTotalSpace() / PART_OF_DISK, LARGEST_BUDGET);
    }

    public Usage usage() throws IOException {
        return new Usage(table.bytes());
    }

    /// The newest version of a file stays its days, however many there are; the budget wins over
    /// all.
    ///
    /// @param limits by an automation's name
    public Pruned prune(Function<String, VersionLimits> limits, long budgetBytes)
            throws IOException {
        var pruned = new Pruned(0, 0);
        for (var automation : table.automations()) {
            var limit = limits.apply(automation);
            var oldest = clock.now().minus(limit.age());
            var versions = table.giveUp(automation, limit.count(), oldest);
            while (!versions.isEmpty()) {
                delete(versions);
                pruned = pruned.and(versions);
                versions = table.giveUp(automation, limit.count(), oldest);
            }
        }
        var versions = table.giveUpBeyond(budgetBytes);
        while (!versions.isEmpty()) {
            delete(versions);
            pruned = pruned.and(versions);
            versions = table.giveUpBeyond(budgetBytes);
        }
        return pruned;
    }

    /// Takes away staging folders of runs that are over, versions of which nobody knows, and files
    /// that a trial left at a destination.
    ///
    /// @param unfinished runs whose staging is still wanted, besides those that the store knows of
    public void sweep(Set<RunId> unfinished) throws IOException {
        keepings.endTrials();
        var roots = keepings.table().keepings().stream().collect(Collectors.toSet());
        roots.add(new Keeping(state.root(), true, true, false));
        var wanted = unfinished.stream().map(RunId::text).collect(Collectors.toSet());
        for (var keeping : roots) {
            if (Silence.at(keeping.root()).isEmpty()) {
                sweepStaging(keeping.staging(), wanted);
                sweepVersions(keeping.versions());
                Enclosure.removeIfEmpty(keeping);
            }
        }
    }

    private void sweepStaging(Path staging, Set<String> wanted) throws IOException {
        // Listed first, asked afterwards: a run that began in between is known by then.
        for (var folder : runsIn(staging)) {
            var run = runOf(folder);
            if (!wanted.contains(run) && !table.isUnfinished(run)) {
                Tree.delete(folder);
            }
        }
    }

    private void sweepVersions(Path versions) throws IOException {
        for (var folder : runsIn(versions)) {
            var run = runOf(folder);
            if (table.isUnfinished(run)) {
                continue;
            }
            if (!table.isKnown(run)) {
                Tree.delete(folder);
                continue;
            }
            var kept = namesOf(table.keptBy(run));
            for (var file : Tree.listed(folder)) {
                if (!kept.contains(versionOf(file)) && !table.isUnfinished(run)) {
                    Files.deleteIfExists(file);
                }
            }
            removeIfEmpty(folder);
        }
    }

    private static void delete(List<VersionTable.Version> versions) throws IOException {
        var folders =
                versions.stream().collect(Collectors.groupingBy(VersionTable.Version::folder));
        for (var each : folders.entrySet()) {
            // What lies where nothing answers is swept up later.
            if (Silence.at(each.getKey()).isEmpty() && Files.isDirectory(each.getKey())) {
                var names = namesOf(each.getValue());
                for (var file : Tree.listed(each.getKey())) {
                    if (names.contains(versionOf(file))) {
                        Files.deleteIfExists(file);
                    }
                }
                removeIfEmpty(each.getKey());
            }
        }
    }

    private static Set<String> namesOf(List<VersionTable.Version> versions) {
        return versions.stream()
                .map(version -> version.file().getFileName().toString())
                .collect(Collectors.toSet());
    }

    /// `7` for `7`, and for `7.1` and `7.2` too, which somebody had put in its place while it was
    /// replaced.
    private static String versionOf(Path file) {
        return FURTHER.matcher(file.getFileName().toString()).replaceFirst("");
    }

    private static List<Path> runsIn(Path folder) throws IOException {
        return Files.isDirectory(folder)
                ? Tree.listed(folder).stream()
                        .filter(path -> runOf(path).matches("[a-z0-9]{12}"))
                        .toList()
                : List.of();
    }

    private static String runOf(Path folder) {
        var name = folder.getFileName().toString();
        return name.endsWith(".new") ? name.substring(0, name.length() - ".new".length()) : name;
    }

    private static void removeIfEmpty(Path folder) throws IOException {
        if (Disk.isEmptyFolder(folder)) {
            Files.deleteIfExists(folder);
        }
    }
}
