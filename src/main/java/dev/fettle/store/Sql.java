package dev.fettle.store;

import dev.fettle.platform.PathBytes;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Statements on one connection. Arguments may be texts, numbers, booleans, [Path]s (kept as
/// bytes), [Instant]s (kept in milliseconds) and optionals of these (empty is NULL). Not
/// thread-safe.
public final class Sql {
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    Sql(Connection connection) {
        this.connection = connection;
    }

    /// @return how many rows were touched
    public int update(String sql, @Nullable Object... arguments) throws SQLException {
        return using(sql, arguments, PreparedStatement::executeUpdate);
    }

    public <T> List<T> list(String sql, Reading<T> reading, @Nullable Object... arguments)
            throws SQLException {
        return using(
                sql,
                arguments,
                statement -> {
                    var found = new ArrayList<T>();
                    try (var result = statement.executeQuery()) {
                        var row = new Row(result);
                        while (result.next()) {
                            found.add(reading.of(row));
                        }
                    }
                    return found;
                });
    }

    public <T> Optional<T> one(String sql, Reading<T> reading, @Nullable Object... arguments)
            throws SQLException {
        return using(
                sql,
                arguments,
                statement -> {
                    try (var result = statement.executeQuery()) {
                        return result.next()
                                ? Optional.of(reading.of(new Row(result)))
                                : Optional.empty();
                    }
                });
    }

    /// The number in the first column of the only row.
    public long number(String sql, @Nullable Object... arguments) throws SQLException {
        return using(
                sql,
                arguments,
                statement -> {
                    try (var result = statement.executeQuery()) {
                        return result.next() ? result.getLong(1) : 0L;
                    }
                });
    }

    @FunctionalInterface
    private interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    /// A statement that failed is not used again: the driver closes it after most errors (a full
    /// disk among them), and every later use of it would fail too.
    private <T> T using(String sql, @Nullable Object[] arguments, Use<T> use) throws SQLException {
        var statement = bound(sql, arguments);
        try {
            return use.of(statement);
        } catch (SQLException e) {
            prepared.remove(sql);
            try (statement) {
                throw e;
            }
        }
    }

    /// Makes a value of the row at hand.
    @FunctionalInterface
    public interface Reading<T> {
        T of(Row row) throws SQLException;
    }

    private PreparedStatement bound(String sql, @Nullable Object... arguments) throws SQLException {
        var statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < arguments.length; i++) {
            bind(statement, i + 1, arguments[i]);
        }
        return statement;
    }

    private static void bind(PreparedStatement statement, int at, @Nullable Object argument)
            throws SQLException {
        switch (argument) {
            case null -> statement.setObject(at, null);
            case Optional<?> optional -> bind(statement, at, optional.orElse(null));
            case OptionalLong n -> bind(statement, at, n.isPresent() ? n.getAsLong() : null);
            case OptionalInt n -> bind(statement, at, n.isPresent() ? n.getAsInt() : null);
            case String text -> statement.setString(at, text);
            case Boolean flag -> statement.setInt(at, flag ? 1 : 0);
            case Integer number -> statement.setInt(at, number);
            case Long number -> statement.setLong(at, number);
            case Instant instant -> statement.setLong(at, instant.toEpochMilli());
            case Path path -> statement.setBytes(at, PathBytes.of(path));
            case byte[] bytes -> statement.setBytes(at, bytes);
            default -> throw new IllegalArgumentException("no SQL value: " + argument.getClass());
        }
    }
}
