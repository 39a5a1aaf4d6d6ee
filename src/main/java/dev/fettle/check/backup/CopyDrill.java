package dev.fettle.check.backup;

import dev.fettle.platform.FileId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.ThreadLocalRandom;

/// Copies some files back out of a copy, into a private folder, and compares them with the live
/// ones.
final class CopyDrill {
    private final Path live;
    private final CopyFolder kept;
    private final Scratch scratch;
    private final Choice choice;

    CopyDrill(Path live, CopyFolder kept, Scratch scratch, int number) throws IOException {
        this.live = live;
        this.kept = kept;
        this.scratch = scratch;
        this.choice = new Choice(number, scratch.largestFile(number), ThreadLocalRandom.current());
    }

    /// Only of a file that was not changed since can it be said what should come back.
    void see(Path below, FileId id, boolean isUnchanged) {
        if (isUnchanged) {
            choice.see(new Entry(below.toString(), id.size(), Gaps.moment(id.mtimeNanos())));
        }
    }

    /// @return how many came back
    int make() throws IOException, InterruptedException, Ended {
        var files = new ArrayList<Drill.File>();
        int number = 0;
        for (var entry : choice.chosen()) {
            var back = scratch.folder().resolve("file-" + number++);
            Files.copy(kept.folder().resolve(entry.path()), back);
            files.add(new Drill.File(entry, back, live.resolve(entry.path())));
        }
        Ended.where(Drill.difference(files));
        return files.size();
    }
}
