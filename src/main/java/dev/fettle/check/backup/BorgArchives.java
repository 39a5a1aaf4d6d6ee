package dev.fettle.check.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The archives of a repository of borg.
record BorgArchives(Borg borg) implements Holder {
    private static final Duration LONG = Duration.ofHours(2);

    /// Borg does not say which folders an archive is of: so many of the newest are looked into.
    private static final int LOOKED_INTO = 10;

    /// All archives, and of the newest what is in them, until each source was found.
    @Override
    public List<Snapshot> snapshots(List<Path> sources, Scratch scratch)
            throws IOException, InterruptedException, Ended {
        var found = new ArrayList<Snapshot>();
        var missing = new ArrayList<>(sources);
        for (var archive : BorgListing.archives(borg.list("--format", "{hostname}"))) {
            if (missing.isEmpty() || found.size() >= LOOKED_INTO) {
                found.add(archive);
            } else {
                var held = listed(archive, scratch).held(sources);
                missing.removeAll(held);
                found.add(archive.of(held));
            }
        }
        return found;
    }

    @Override
    public Listing listing(Snapshot snapshot, Scratch scratch)
            throws IOException, InterruptedException, Ended {
        return listed(snapshot, scratch);
    }

    private BorgListing listed(Snapshot archive, Scratch scratch)
            throws IOException, InterruptedException, Ended {
        var file = scratch.folder().resolve(archive.id() + ".json");
        if (!Files.exists(file)) {
            borg.list(archive.name(), file, LONG);
        }
        return new BorgListing(file);
    }

    @Override
    public Path restored(Path target, Entry entry) {
        return target.resolve(entry.path());
    }

    /// 1 is a warning, of an owner that could not be given back, say: what came back is compared.
    @Override
    public void restore(Snapshot snapshot, Path target, List<Entry> files)
            throws IOException, InterruptedException, Ended {
        var words = new ArrayList<String>();
        words.addAll(List.of("extract", "--bypass-lock", "::" + snapshot.name(), "--"));
        files.forEach(file -> words.add("pf:" + file.path()));
        var answer = borg.ask(target, LONG, words);
        borg.endIf(answer.exit() > 1, answer, LONG);
    }
}
