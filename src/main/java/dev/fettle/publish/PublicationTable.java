package dev.fettle.publish;

import dev.fettle.publish.Publication.File;
import dev.fettle.publish.Publication.State;
import dev.fettle.store.Sql;
import dev.fettle.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
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
                PublicationRows.insert(sql, publication.run(), placed, file);
            }
            PublicationRows.insertFolders(sql, publication.run(), folders);
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
                    PublicationRows.setMarks(sql, publication.run(), placed, file);
                }
                PublicationRows.insertFolders(sql, publication.run(), folders);
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
                PublicationRows.setVersion(sql, publication.run(), file);
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
                PublicationRows.setVersion(sql, run, file);
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
                        PublicationRows::publication,
                        run));
    }

    List<File> files(long run) throws IOException {
        return store.read(sql ->
                sql.list(
                        "SELECT * FROM publication_file WHERE run = ? ORDER BY n",
                        PublicationRows::file,
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
                        PublicationRows::publication));
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
                                PublicationRows::publication))
                .stream()
                .filter(p ->
                        p.destination().startsWith(destination)
                                || destination.startsWith(p.destination()))
                .toList();
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
}
