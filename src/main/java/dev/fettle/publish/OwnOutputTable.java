package dev.fettle.publish;

import dev.fettle.store.Sql;
import dev.fettle.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/// Tells what an automation published, or put back, from what somebody dropped: output that lies in
/// a watched folder is no input of its own.
public final class OwnOutputTable {
    private final Store store;

    public OwnOutputTable(Store store) {
        this.store = store;
    }

    /// Whether the content at `path` is there because this automation put it there: the newest
    /// publication of the name says so, or its undoing.
    public boolean holds(String automation, Path path, String sha256) throws IOException {
        return store.read(sql -> newest(sql, automation, path)).equals(Optional.of(sha256));
    }

    private static Optional<String> newest(Sql sql, String automation, Path path)
            throws SQLException {
        return sql.one(
                        """
                        SELECT CASE WHEN p.state IN ('undone', 'undoing') THEN f.replaced ELSE f.sha256 END AS sha256
                        FROM publication_file f JOIN publication p ON p.run = f.run
                        WHERE f.path = ? AND p.automation = ? ORDER BY f.placed DESC LIMIT 1
                        """,
                        row -> row.maybeText("sha256"),
                        path,
                        automation)
                .flatMap(found -> found);
    }
}
