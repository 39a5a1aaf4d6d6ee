package dev.fettle.publish;

import dev.fettle.store.Row;
import dev.fettle.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The destinations that are known, and where staging and versions for each of them lie.
final class DestinationTable {
    private final Store store;

    DestinationTable(Store store) {
        this.store = store;
    }

    Optional<Keeping> keeping(Path destination) throws IOException {
        return store.read(sql ->
                sql.one(
                        "SELECT * FROM destination WHERE path = ? AND keeping IS NOT NULL",
                        DestinationTable::keepingOf,
                        destination));
    }

    /// The real paths of all destinations. To look at them here would wait for each disk that
    /// hangs.
    List<Path> real() throws IOException {
        return store.read(sql -> sql.list("SELECT real FROM destination", row -> row.path("real")));
    }

    /// The real path of a destination when it was last held.
    Optional<Path> real(Path destination) throws IOException {
        return store.read(sql ->
                sql.one(
                        "SELECT real FROM destination WHERE path = ?",
                        row -> row.path("real"),
                        destination));
    }

    /// A link on the way to the destination may lead elsewhere by now.
    void setReal(Path destination, Path real) throws IOException {
        boolean isSo =
                store.read(sql ->
                        sql.number(
                                        "SELECT count(*) FROM destination "
                                                + "WHERE path = ? AND real = ?",
                                        destination,
                                        real)
                                > 0);
        if (!isSo) {
            store.write(sql ->
                    sql.update(
                            "UPDATE destination SET real = ? WHERE path = ?", real, destination));
        }
    }

    List<Keeping> keepings() throws IOException {
        return store.read(sql ->
                sql.list(
                        "SELECT * FROM destination WHERE keeping IS NOT NULL GROUP BY keeping",
                        DestinationTable::keepingOf));
    }

    /// A file is about to be made near the destination, to learn what can be done there. Written
    /// down first, so that none is left behind by a crash.
    void begin(Path destination, Path real, Path trial) throws IOException {
        store.write(sql ->
                sql.update(
                        """
                        INSERT INTO destination (path, real, trial) VALUES (?, ?, ?)
                        ON CONFLICT (path) DO UPDATE SET trial = excluded.trial\
                        """,
                        destination,
                        real,
                        trial));
    }

    void decide(Path destination, Keeping keeping) throws IOException {
        store.write(sql ->
                sql.update(
                        """
                        UPDATE destination SET trial = NULL, keeping = ?, links = ?,
                          replaces = ?, folds = ? WHERE path = ?\
                        """,
                        keeping.root(),
                        keeping.links(),
                        keeping.replaces(),
                        keeping.folds(),
                        destination));
    }

    /// A file made near a destination, to learn what can be done there.
    record UnendedTrial(Path destination, Path file) {}

    /// Trials under way, or ended by a crash.
    List<UnendedTrial> trials() throws IOException {
        return store.read(sql ->
                sql.list(
                        "SELECT path, trial FROM destination WHERE trial IS NOT NULL",
                        row -> new UnendedTrial(row.path("path"), row.path("trial"))));
    }

    void endTrial(UnendedTrial trial) throws IOException {
        store.write(sql ->
                sql.update(
                        "UPDATE destination SET trial = NULL WHERE path = ?", trial.destination()));
    }

    boolean wasPublishedTo(Path destination) throws IOException {
        return store.read(sql ->
                sql.number(
                                "SELECT count(*) FROM destination "
                                        + "WHERE path = ? AND published = 1",
                                destination)
                        > 0);
    }

    private static Keeping keepingOf(Row row) throws SQLException {
        return new Keeping(
                row.path("keeping"), row.flag("links"), row.flag("replaces"), row.flag("folds"));
    }
}
