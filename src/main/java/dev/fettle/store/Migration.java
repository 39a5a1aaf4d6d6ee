package dev.fettle.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Brings a database to the version of this Fettle, one numbered script at a time. The version is
/// SQLite's `user_version`; an `application_id` tells Fettle's databases from others.
final class Migration {
    private static final List<String> SCRIPTS =
            List.of(
                    "001-first.sql",
                    "002-pauses.sql",
                    "003-alerts.sql",
                    "004-incidents.sql",
                    "005-acknowledged.sql",
                    "006-sights.sql",
                    "007-slots.sql",
                    "008-awake.sql",
                    "009-digest.sql",
                    "010-chains.sql",
                    "011-notices.sql",
                    "012-inputs-told.sql",
                    "013-drills.sql",
                    "014-lacks.sql",
                    "015-events-told.sql",
                    "016-folders.sql",
                    "017-facts.sql",
                    "018-bad.sql",
                    "019-usual.sql",
                    "020-programs.sql");
    private static final int APPLICATION = 0x46746c65; // "Ftle"

    private Migration() {}

    static void bringUpToDate(Connection connection, Path file) throws SQLException, IOException {
        int version = pragma(connection, "user_version");
        if (version == SCRIPTS.size() && pragma(connection, "application_id") == APPLICATION) {
            return;
        }
        refuseStrangers(connection, file, version);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        if (version > 0) {
            keepCopy(connection, file, version);
        }
        try (var statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            // Another process may have migrated while this one waited for the lock.
            int first = pragma(connection, "user_version");
            for (int next = first; next < SCRIPTS.size(); next++) {
                for (var each : script(SCRIPTS.get(next)).split(";\\s*\\n", -1)) {
                    if (!each.isBlank()) {
                        statement.execute(each);
                    }
                }
            }
            statement.execute("PRAGMA application_id = " + APPLICATION);
            statement.execute("PRAGMA user_version = " + SCRIPTS.size());
            statement.execute("COMMIT");
        }
    }

    static void refuseNewer(int version, Path file) throws StoreException {
        if (version > SCRIPTS.size()) {
            throw new StoreException(
                    "the store %s was written by a newer Fettle (version %d, this one knows %d); use that one"
                            .formatted(file, version, SCRIPTS.size()));
        }
    }

    private static void refuseStrangers(Connection connection, Path file, int version)
            throws SQLException, IOException {
        refuseNewer(version, file);
        int tables = count(connection, "SELECT count(*) FROM sqlite_master");
        if (tables > 0 && pragma(connection, "application_id") != APPLICATION) {
            throw new StoreException("the file " + file + " is a database, but not Fettle's");
        }
    }

    private static void keepCopy(Connection connection, Path file, int version)
            throws SQLException, IOException {
        var copy = file.resolveSibling(file.getFileName() + ".before-" + SCRIPTS.size());
        Files.deleteIfExists(copy);
        try (var statement = connection.prepareStatement("VACUUM INTO ?")) {
            statement.setString(1, copy.toString());
            statement.execute();
        }
        assert version < SCRIPTS.size();
    }

    private static int pragma(Connection connection, String name) throws SQLException {
        return count(connection, "PRAGMA " + name);
    }

    private static int count(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            return result.next() ? result.getInt(1) : 0;
        }
    }

    private static String script(String name) throws IOException {
        try (var in = Migration.class.getResourceAsStream("/store/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the build lacks store/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
