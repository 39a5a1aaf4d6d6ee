package dev.fettle.run;

import dev.fettle.history.Run;
import dev.fettle.history.Runs;
import dev.fettle.platform.FileLock;
import dev.fettle.store.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/// What is left of runs that are over: their folders and control groups.
final class Sweep {
    private final StateFolder state;
    private final Runs runs;
    private final RunGroups groups;

    Sweep(StateFolder state, Runs runs, RunGroups groups) {
        this.state = state;
        this.runs = runs;
        this.groups = groups;
    }

    void all() throws IOException {
        for (var id : groups.runs()) {
            if (isOver(id)) { // until now something that it left was running there
                groups.clear(id);
            }
        }
        if (!Files.isDirectory(state.runs())) {
            return;
        }
        var folders = new ArrayList<Path>();
        try (var all = Files.newDirectoryStream(state.runs())) {
            all.forEach(folders::add);
        }
        for (var folder : folders) {
            // Listed first, asked afterwards: a run that began in between is known by then.
            var left = new RunFolder(folder);
            if (isOver(folder.getFileName().toString()) && !FileLock.isHeld(left.looking())) {
                left.delete();
            }
        }
    }

    private boolean isOver(String id) throws IOException {
        return runs.maybe(id).map(Run::isFinished).orElse(true);
    }
}
