package dev.fettle.store;

import dev.fettle.platform.PathBytes;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A row of an answer, read by column name as the types that Fettle uses.
public final class Row {
    private final ResultSet result;

    Row(ResultSet result) {
        this.result = result;
    }

    public String text(String column) throws SQLException {
        return result.getString(column);
    }

    public Optional<String> maybeText(String column) throws SQLException {
        return Optional.ofNullable(result.getString(column));
    }

    public long number(String column) throws SQLException {
        return result.getLong(column);
    }

    public OptionalLong maybeNumber(String column) throws SQLException {
        long value = result.getLong(column);
        return result.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    public OptionalInt maybeInt(String column) throws SQLException {
        int value = result.getInt(column);
        return result.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
    }

    public int integer(String column) throws SQLException {
        return result.getInt(column);
    }

    public boolean flag(String column) throws SQLException {
        return result.getInt(column) != 0;
    }

    public Optional<Boolean> maybeFlag(String column) throws SQLException {
        int value = result.getInt(column);
        return result.wasNull() ? Optional.empty() : Optional.of(value != 0);
    }

    public Instant time(String column) throws SQLException {
        return Instant.ofEpochMilli(result.getLong(column));
    }

    public Optional<Instant> maybeTime(String column) throws SQLException {
        long value = result.getLong(column);
        return result.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(value));
    }

    /// Paths are kept as their bytes: names need not be UTF-8.
    public Path path(String column) throws SQLException {
        return PathBytes.path(result.getBytes(column));
    }

    public Optional<Path> maybePath(String column) throws SQLException {
        return Optional.ofNullable(result.getBytes(column)).map(PathBytes::path);
    }
}
