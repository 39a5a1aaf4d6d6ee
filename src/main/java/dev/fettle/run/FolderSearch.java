package dev.fettle.run;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Home;
import dev.fettle.automation.Name;
import dev.fettle.automation.Reading;
import dev.fettle.automation.Readme;
import dev.fettle.history.Folders;
import dev.fettle.platform.FolderId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Finds the folder of a run whose automation was renamed meanwhile: what was asked for under the
/// old name is carried to its end under it, and its program and checks lie elsewhere now.
final class FolderSearch {
    private final Home home;
    private final Folders folders;

    FolderSearch(Home home, Folders folders) {
        this.home = home;
        this.folders = folders;
    }

    /// Where the folder lies now that was known by this name; where it should lie if it is nowhere.
    Path of(Name name) throws IOException {
        var there = home.root().resolve(name.text());
        var known = folders.find(name.text());
        return known.isPresent() ? find(known.get().id(), there).orElse(there) : there;
    }

    /// The same definition in the folder that it has now.
    Automation now(Automation automation) throws IOException {
        if (automation.id().isEmpty()) {
            return automation;
        }
        var there = automation.folder();
        var now = find(automation.id().get(), there).orElse(there);
        return !now.equals(there)
                        && Readme.of(automation.name(), now, automation.readme(), home.paths())
                                instanceof Reading.Readable(var moved)
                ? moved
                : automation;
    }

    /// The name of its cache folder, which it keeps whatever it is called.
    String cacheOf(Automation automation) throws IOException {
        return folders.cacheOf(automation.name().text());
    }

    private Optional<Path> find(FolderId id, Path first) throws IOException {
        if (!id.isProof() || FolderId.of(first).equals(Optional.of(id))) {
            return Optional.of(first);
        }
        for (var folder : home.folders()) {
            if (FolderId.of(folder).equals(Optional.of(id))) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }
}
