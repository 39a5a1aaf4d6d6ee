package dev.fettle.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteLimits;

/// A SQLite database that is not Fettle's, opened to be looked at: nothing is written, not even
/// beside it, and no lock of it is taken. What is asked of it ends when the thread is interrupted.
public final class ForeignDatabase implements AutoCloseable {
    /// Steps of SQLite's machine between two looks at whether to go on: a few milliseconds.
    private static final int STEPS = 10_000;

    /// Of one value: nobody compares a longer one, and a row may hold a gigabyte.
    private static final int LONGEST_VALUE = 1 << 20;

    private final SQLiteConnection connection;

    private ForeignDatabase(SQLiteConnection connection) {
        this.connection = connection;
    }

    /// What is wrong with a database, or with what it is asked.
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean damaged;

        private Refused(SQLiteException e, boolean damaged) {
            super(e.getMessage(), null, false, false);
            this.damaged = damaged;
        }

        /// Whether that is the database; else it is the question.
        public boolean damaged() {
            return damaged;
        }

        public String words() {
            var said = String.valueOf(getMessage());
            int own = said.indexOf(" (");
            return said.startsWith("[SQLITE_") && own > 0
                    ? said.substring(own + 2, said.length() - 1)
                    : said;
        }
    }

    /// It was told to stop by `late`.
    public static final class Late extends Exception {
        private static final long serialVersionUID = 1L;

        private Late() {
            super("it was time to stop", null, false, false);
        }
    }

    /// @param file a name of any bytes
    /// @param late asked all the while, whether it is time to stop
    public static ForeignDatabase open(Path file, BooleanSupplier late) throws IOException {
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        var name = "file:" + file.toAbsolutePath().toUri().getRawPath() + "?immutable=1&mode=ro";
        try {
            var connection = (SQLiteConnection) config.createConnection("jdbc:sqlite:" + name);
            ProgressHandler.setHandler(
                    connection,
                    STEPS,
                    new ProgressHandler() {
                        @Override
                        protected int progress() {
                            boolean stop =
                                    Thread.currentThread().isInterrupted() || late.getAsBoolean();
                            return stop ? 1 : 0;
                        }
                    });
            return new ForeignDatabase(connection);
        } catch (SQLException e) {
            throw new IOException("it cannot be opened: " + e.getMessage(), e);
        }
    }

    /// The first fault of its pages, rows and indexes; empty where it has none.
    public Optional<String> fault() throws IOException, InterruptedException, Refused, Late {
        var said = first("PRAGMA integrity_check(1)").orElse("it does not say that it is sound");
        return said.equals("ok") ? Optional.empty() : Optional.of(said);
    }

    /// The first value of the first row that a question has; empty where it has no row, or NULL.
    public Optional<String> asked(String sql)
            throws IOException, InterruptedException, Refused, Late {
        try {
            connection.setLimit(SQLiteLimits.SQLITE_LIMIT_LENGTH, LONGEST_VALUE);
        } catch (SQLException e) {
            throw new IOException(e);
        }
        return first(sql);
    }

    private Optional<String> first(String sql)
            throws IOException, InterruptedException, Refused, Late {
        try (Statement statement = connection.createStatement()) {
            statement.setMaxRows(1);
            try (var result = statement.executeQuery(sql)) {
                return result.next() ? Optional.ofNullable(result.getString(1)) : Optional.empty();
            }
        } catch (SQLiteException e) {
            throw refused(e);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private static Refused refused(SQLiteException e)
            throws IOException, InterruptedException, Late {
        int code = e.getErrorCode() & 0xff;
        if (code == SQLiteErrorCode.SQLITE_INTERRUPT.code) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw new Late();
        }
        if (code == SQLiteErrorCode.SQLITE_IOERR.code
                || code == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
            throw new IOException(e);
        }
        return new Refused(
                e,
                code == SQLiteErrorCode.SQLITE_CORRUPT.code
                        || code == SQLiteErrorCode.SQLITE_NOTADB.code);
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
