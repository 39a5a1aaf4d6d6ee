package dev.fettle.daemon;

import dev.fettle.automation.Home;
import dev.fettle.automation.Readme;
import dev.fettle.platform.FileId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What the file system says of a home's definitions, without a look into any of them: reading two
/// hundred that nobody changed costs twenty times as much.
record HomeSight(Map<Path, FileId> files) {
    static final HomeSight NOTHING = new HomeSight(Map.of());

    HomeSight {
        files = Map.copyOf(files);
    }

    static HomeSight of(Home home) throws IOException {
        var files = new HashMap<Path, FileId>();
        add(files, home.root());
        add(files, home.root().resolve(Home.MARK));
        for (var folder : home.folders()) {
            add(files, folder);
            add(files, folder.resolve(Readme.FILE));
        }
        return new HomeSight(files);
    }

    private static void add(Map<Path, FileId> files, Path path) throws IOException {
        Optional<FileId> id = FileId.of(path);
        id.ifPresent(is -> files.put(path, is));
    }

    /// Whether nothing can have changed since; what lies behind a link can at any time.
    boolean showsTheSameAs(HomeSight before) {
        return files.equals(before.files)
                && files.values().stream().noneMatch(id -> id.kind() == FileId.Kind.LINK);
    }
}
