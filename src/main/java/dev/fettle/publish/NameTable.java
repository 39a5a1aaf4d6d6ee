package dev.fettle.publish;

import dev.fettle.publish.Publication.File;
import dev.fettle.store.Sql;
import dev.fettle.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whose the names in destinations are, by the publications that placed something there.
final class NameTable {
    private final Store store;

    NameTable(Store store) {
        this.store = store;
    }

    /// Which of these names is whose, in one look.
    List<Owner> owners(List<Path> paths) throws IOException {
        return store.read(sql -> {
            var owners = new ArrayList<Owner>(paths.size());
            for (var path : paths) {
                owners.add(owner(sql, path));
            }
            return owners;
        });
    }

    /// Whose a name is: the publication that was placed there last and stands.
    sealed interface Owner {
        record Nobody() implements Owner {}

        record Published(Publication by, File file) implements Owner {}
    }

    private static Owner owner(Sql sql, Path path) throws SQLException {
        return sql.one(
                        """
                        SELECT p.*, f.* FROM publication_file f JOIN publication p ON p.run = f.run
                        WHERE f.path = ? AND p.state IN ('prepared', 'published', 'redoing')
                        ORDER BY f.placed DESC LIMIT 1\
                        """,
                        row ->
                                new Owner.Published(
                                        PublicationRows.publication(row),
                                        PublicationRows.file(row)),
                        path)
                .filter(found -> !found.file().isRemoval())
                .map(Owner.class::cast)
                .orElseGet(Owner.Nobody::new);
    }

    /// The name under which this input's result last was placed, where it was given a number.
    Optional<Path> placeOf(String automation, Path origin, Path staged, Path destination)
            throws IOException {
        return store
                .read(sql ->
                        sql.list(
                                """
                                SELECT f.path, p.destination
                                FROM publication_file f JOIN publication p ON p.run = f.run
                                WHERE f.origin = ? AND f.staged = ? AND p.automation = ?
                                  AND p.state IN ('prepared', 'published', 'redoing')
                                ORDER BY f.placed DESC LIMIT 1\
                                """,
                                row ->
                                        row.path("destination").equals(destination)
                                                ? Optional.of(row.path("path"))
                                                : Optional.<Path>empty(),
                                origin,
                                staged,
                                automation))
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    /// All names in a destination that an automation placed last, of one input where one is stated.
    List<Path> namesOf(String automation, Path destination, Optional<Path> origin)
            throws IOException {
        return store.read(sql ->
                sql.list(
                        """
                        SELECT DISTINCT f.path
                        FROM publication_file f JOIN publication p ON p.run = f.run
                        WHERE p.automation = ? AND p.destination = ?
                          AND p.state IN ('prepared', 'published', 'redoing')
                          AND f.kind <> 'removal' AND (? IS NULL OR f.origin = ?)
                        ORDER BY f.path\
                        """,
                        row -> row.path("path"),
                        automation,
                        destination,
                        origin,
                        origin));
    }

    /// Publications that stand and touched the name after that moment, the newest first.
    List<Publication> later(Path path, long placed) throws IOException {
        return touched(path, placed, "AND p.state NOT IN ('undone', 'undoing')");
    }

    /// The same, those that were undone among them.
    List<Publication> laterOrUndone(Path path, long placed) throws IOException {
        return touched(path, placed, "");
    }

    private List<Publication> touched(Path path, long placed, String which) throws IOException {
        return store.read(sql ->
                sql.list(
                        """
                        SELECT p.* FROM publication_file f JOIN publication p ON p.run = f.run
                        WHERE f.path = ? AND f.placed > ? %s ORDER BY f.placed DESC\
                        """
                                .formatted(which),
                        PublicationRows::publication,
                        path,
                        placed));
    }

    /// Where what was replaced at a name is kept, where it had these bytes.
    List<Path> keptOf(Path path, String sha256) throws IOException {
        return store.read(sql ->
                sql.list(
                        """
                        SELECT f.version FROM publication_file f
                        JOIN publication p ON p.run = f.run
                        WHERE f.path = ? AND f.replaced = ? AND f.version_state = 'kept'
                          AND p.state = 'published' ORDER BY f.placed\
                        """,
                        row -> row.path("version"),
                        path,
                        sha256));
    }
}
