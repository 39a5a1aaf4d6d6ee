package dev.fettle.publish;

import dev.fettle.platform.FileId;
import dev.fettle.platform.Hash;
import dev.fettle.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where what runs published lies now: still in its place, or among the versions.
public final class Whereabouts {
    private final PublicationTable table;
    private final NameTable names;

    public Whereabouts(Store store) {
        this.table = new PublicationTable(store);
        this.names = new NameTable(store);
    }

    /// @param name below the destination
    /// @param at where its bytes lie
    /// @param isVersion whether that is a file of Fettle's own
    public record Located(Path name, Path at, boolean isVersion) {}

    /// All files of a run that stands.
    ///
    /// @return empty where it was taken back, made no files, or something of it is gone or changed
    public Optional<List<Located>> of(long run) throws IOException {
        var publication = table.find(run).filter(p -> p.state() == Publication.State.PUBLISHED);
        if (publication.isEmpty()) {
            return Optional.empty();
        }
        var located = new ArrayList<Located>();
        for (var file : table.files(run)) {
            if (file.kind() == Publication.Kind.FILE) {
                var at = located(file);
                if (at.isEmpty()) {
                    return Optional.empty();
                }
                var name = publication.get().destination().relativize(file.path());
                located.add(new Located(name, at.get(), !at.get().equals(file.path())));
            }
        }
        return located.isEmpty() ? Optional.empty() : Optional.of(located);
    }

    private Optional<Path> located(Publication.File file) throws IOException {
        var sha256 = file.sha256().orElse("");
        var places =
                Stream.concat(names.keptOf(file.path(), sha256).stream(), Stream.of(file.path()));
        for (var place : places.toList()) {
            var there = FileId.of(place);
            if (there.isPresent()
                    && there.get().kind() == FileId.Kind.FILE
                    && there.get().size() == file.size()
                    && Hash.sha256(place).hex().equals(sha256)) {
                return Optional.of(place);
            }
        }
        return Optional.empty();
    }
}
