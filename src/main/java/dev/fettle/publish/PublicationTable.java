package dev.fettle.publish;

import dev.fettle.history.RunId;
import dev.fettle.publish.Publication.File;
import dev.fettle.publish.Publication.Kind;
import dev.fettle.publish.Publication.State;
import dev.fettle.publish.Publication.VersionState;
import dev.fettle.store.Row;
import dev.fettle.store.Sql;
import dev.fettle.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The journal of publishing: what is moved, before it is moved, and what was moved, for as long as
/// it can be taken back.
public final class PublicationTable {
    private final Store store;

    PublicationTable(Store store) {
        this.store = store;
    }

    /// Called in the transaction that records the run: what was published and what is said of it
    /// become true together. Does nothing where the run published nothing.
    public static void markRecorded(Sql sql, long run) throws SQLException {
        int marked =
                sql.update(
                        "UPDATE publication SET state = 'published' WHERE run = ? AND state = 'prepared'",
                        run);
        if (marked > 0) {
            sql.update(
                    """
                    UPDATE destination SET published = 1 WHERE published = 0
                      AND path = (SELECT destination FROM publication WHERE run = ?)\
                    """,
                    run);
        }
    }

    /// Durable before the first file is moved. `placed` is given here.
    void prepare(Publication publication, List<File> files, List<Folder> folders, Instant now)
            throws IOException {
        store.write(sql -> {
            long placed = nextPlaced(sql);
            sql.update(
                    """
                    INSERT INTO publication (run, id, automation, destination, staging,
                      versions, anchor, anchor_inode, state, placed, changed_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
                    """,
                    publication.run(),
                    publication.id().text(),
                    publication.automation(),
                    publication.destination(),
                    publication.staging(),
                    publication.versions(),
                    publication.anchor(),
                    publication.anchorInode(),
                    publication.state().text(),
                    placed,
                    now);
            for (var file : files) {
                insert(sql, publication.run(), placed, file);
            }
            insertFolders(sql, publication.run(), folders);
            return true;
        });
    }

    /// Undo or redo is about to begin; durable before the first file is moved.
    ///
    /// @return false, and nothing changed, where the publication is no longer in the state `from`,
    ///   or a version that is needed was given up meanwhile
    boolean turn(
            Publication publication, State to, List<File> files, List<Folder> folders, Instant now)
            throws IOException {
        return store.write(sql -> {
            long lacking =
                    sql.number(
                            "SELECT count(*) FROM publication_file "
                                    + "WHERE run = ? AND version_state = 'gone'",
                            publication.run());
            long placed = nextPlaced(sql);
            boolean mine =
                    lacking == 0
                            && sql.update(
                                            """
                                            UPDATE publication SET state = ?, placed = ?,
                                              changed_at = ?, anchor = ?, anchor_inode = ?
                                            WHERE run = ? AND state = ?\
                                            """,
                                            to.text(),
                                            placed,
                                            now,
                                            publication.anchor(),
                                            publication.anchorInode(),
                                            publication.run(),
                                            publication.state().text())
                                    == 1;
            if (mine) {
                for (var file : files) {
                    setMarks(sql, publication.run(), placed, file);
                }
                insertFolders(sql, publication.run(), folders);
            }
            return mine;
        });
    }

    /// The moves are made: what is kept now is written down with the state.
    void settle(Publication publication, State state, List<File> files, boolean destinationThere)
            throws IOException {
        store.write(sql -> {
            sql.update(
                    "UPDATE publication SET state = ?, backward = 0 WHERE run = ?",
                    state.text(),
                    publication.run());
            for (var file : files) {
                setVersion(sql, publication.run(), file);
            }
            sql.update(
                    "UPDATE destination SET published = ? WHERE path = ?",
                    destinationThere,
                    publication.destination());
            return true;
        });
    }

    /// From here on it is taken back, by whoever does it.
    void turnBack(long run) throws IOException {
        store.write(sql -> sql.update("UPDATE publication SET backward = 1 WHERE run = ?", run));
    }

    /// What was replaced turned out to be something else than was written down beforehand.
    void correct(long run, List<File> files) throws IOException {
        store.write(sql -> {
            for (var file : files) {
                setVersion(sql, run, file);
            }
            return true;
        });
    }

    /// The publication was taken back before it was whole: as if it had never been.
    void forget(Publication publication) throws IOException {
        store.write(sql -> sql.update("DELETE FROM publication WHERE run = ?", publication.run()));
    }

    Optional<Publication> find(long run) throws IOException {
        return store.read(sql ->
                sql.one(
                        "SELECT * FROM publication WHERE run = ?",
                        PublicationTable::publication,
                        run));
    }

    List<File> files(long run) throws IOException {
        return store.read(sql ->
                sql.list(
                        "SELECT * FROM publication_file WHERE run = ? ORDER BY n",
                        PublicationTable::file,
                        run));
    }

    List<Current> current(String automation) throws IOException {
        return store.read(sql -> CurrentTable.of(sql, automation));
    }

    List<Folder> folders(long run) throws IOException {
        return store.read(sql ->
                sql.list(
                        "SELECT * FROM publication_folder WHERE run = ? ORDER BY n",
                        row -> new Folder(row.path("path"), row.integer("mode")),
                        run));
    }

    List<Long> unfinished(String automation) throws IOException {
        return store.read(sql ->
                sql.list(
                        """
                        SELECT run FROM publication
                        WHERE automation = ? AND state NOT IN ('published', 'undone')
                        ORDER BY placed\
                        """,
                        row -> row.number("run"),
                        automation));
    }

    /// Undoing and redoing, on its way or interrupted.
    List<Publication> turning() throws IOException {
        return store.read(sql ->
                sql.list(
                        "SELECT * FROM publication WHERE state IN ('undoing', 'redoing')",
                        PublicationTable::publication));
    }

    /// Those that have to do with the destination, or a folder above or below it.
    List<Publication> unfinishedAt(Path destination) throws IOException {
        return store
                .read(sql ->
                        sql.list(
                                """
                                SELECT * FROM publication
                                WHERE state NOT IN ('published', 'undone')
                                ORDER BY placed\
                                """,
                                PublicationTable::publication))
                .stream()
                .filter(p ->
                        p.destination().startsWith(destination)
                                || destination.startsWith(p.destination()))
                .toList();
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
                        row -> new Owner.Published(publication(row), file(row)),
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
                        PublicationTable::publication,
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

    boolean isFolderOfOurs(Path folder) throws IOException {
        return modeOf(folder).isPresent();
    }

    /// The bits with which publishing made a folder.
    Optional<Integer> modeOf(Path folder) throws IOException {
        return store.read(sql ->
                sql.one(
                        "SELECT mode FROM publication_folder WHERE path = ? LIMIT 1",
                        row -> row.integer("mode"),
                        folder));
    }

    private static long nextPlaced(Sql sql) throws SQLException {
        return sql.number("SELECT coalesce(max(placed), 0) + 1 FROM publication");
    }

    private static void insert(Sql sql, long run, long placed, File file) throws SQLException {
        sql.update(
                """
                INSERT INTO publication_file (run, n, kind, path, staged, origin, placed, size, sha256,
                  mark_inode, mark_size, mark_mtime, replaced, replaced_size, version,
                  version_state, version_size, coming_inode, coming_size, coming_mtime,
                  there_inode, there_size, there_mtime)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
                """,
                run,
                file.n(),
                text(file.kind()),
                file.path(),
                file.staged(),
                file.origin(),
                placed,
                file.size(),
                file.sha256(),
                file.mark().map(Mark::inode),
                file.mark().map(Mark::size),
                file.mark().map(Mark::mtime),
                file.replaced(),
                file.replacedSize(),
                file.version(),
                text(file.versionState()),
                file.versionSize(),
                file.coming().map(Mark::inode),
                file.coming().map(Mark::size),
                file.coming().map(Mark::mtime),
                file.there().map(Mark::inode),
                file.there().map(Mark::size),
                file.there().map(Mark::mtime));
    }

    private static void setMarks(Sql sql, long run, long placed, File file) throws SQLException {
        sql.update(
                """
                UPDATE publication_file SET placed = ?, coming_inode = ?, coming_size = ?,
                  coming_mtime = ?, there_inode = ?, there_size = ?, there_mtime = ?
                WHERE run = ? AND n = ?\
                """,
                placed,
                file.coming().map(Mark::inode),
                file.coming().map(Mark::size),
                file.coming().map(Mark::mtime),
                file.there().map(Mark::inode),
                file.there().map(Mark::size),
                file.there().map(Mark::mtime),
                run,
                file.n());
    }

    private static void setVersion(Sql sql, long run, File file) throws SQLException {
        sql.update(
                """
                UPDATE publication_file SET replaced = ?, replaced_size = ?, version_state = ?,
                  version_size = ? WHERE run = ? AND n = ?\
                """,
                file.replaced(),
                file.replacedSize(),
                text(file.versionState()),
                file.versionSize(),
                run,
                file.n());
    }

    private static void insertFolders(Sql sql, long run, List<Folder> folders) throws SQLException {
        long n =
                sql.number("SELECT coalesce(max(n), 0) FROM publication_folder WHERE run = ?", run);
        for (var folder : folders) {
            sql.update(
                    "INSERT INTO publication_folder (run, n, path, mode) VALUES (?, ?, ?, ?)",
                    run,
                    ++n,
                    folder.path(),
                    folder.mode());
        }
    }

    static Publication publication(Row row) throws SQLException {
        return new Publication(
                row.number("run"),
                new RunId(row.text("id")),
                row.text("automation"),
                row.path("destination"),
                row.path("staging"),
                row.path("versions"),
                row.path("anchor"),
                row.number("anchor_inode"),
                State.of(row.text("state")),
                row.flag("backward"),
                row.number("placed"));
    }

    static File file(Row row) throws SQLException {
        return new File(
                row.integer("n"),
                Kind.valueOf(row.text("kind").toUpperCase(Locale.ROOT)),
                row.path("path"),
                row.maybePath("staged"),
                row.maybePath("origin"),
                row.number("size"),
                row.maybeText("sha256"),
                mark(row, "mark"),
                row.maybeText("replaced"),
                row.number("replaced_size"),
                row.path("version"),
                VersionState.valueOf(row.text("version_state").toUpperCase(Locale.ROOT)),
                row.number("version_size"),
                mark(row, "coming"),
                mark(row, "there"));
    }

    private static Optional<Mark> mark(Row row, String name) throws SQLException {
        var inode = row.maybeNumber(name + "_inode");
        return inode.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Mark(
                                inode.getAsLong(),
                                row.number(name + "_size"),
                                row.number(name + "_mtime")));
    }

    private static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
