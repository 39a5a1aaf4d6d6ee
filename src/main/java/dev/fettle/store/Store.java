package dev.fettle.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// One home's database: SQLite in WAL mode, `synchronous=FULL`, so that what [#write] has returned
/// survives a power cut.
///
/// Writes of several threads are committed in groups: whoever finds the writer free carries out all
/// that wait, under one commit, and each learns its own result. Several processes may have the
/// store open; they wait for each other for up to 10 seconds. Thread-safe.
public final class Store implements AutoCloseable {
    private static final int BUSY_TIMEOUT_MS = 10_000;
    private static final int MOST_IN_A_GROUP = 256;
    private static final int MOST_TRIES = 50;
    private static final long BETWEEN_TRIES_NANOS = 20_000_000;

    private final Path file;
    private Optional<Object> opened = Optional.empty();
    private final ReentrantLock writing = new ReentrantLock();
    private final ConcurrentLinkedQueue<Pending<?>> waiting = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedDeque<Reader> idleReaders = new ConcurrentLinkedDeque<>();
    private @Nullable Connection writer;
    private @Nullable Sql writerSql;

    private Store(Path file) {
        this.file = file;
    }

    /// Opens the store, makes it where there is none, brings it to today's version.
    ///
    /// @throws StoreException where it is damaged, locked for too long or newer than this Fettle;
    ///   it is then left as it is
    public static Store open(Path file) throws IOException {
        var store = new Store(file);
        boolean fresh = !Files.exists(file);
        if (fresh) {
            Files.createDirectories(
                    file.toAbsolutePath().getParent(),
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        try {
            var first = fresh ? store.firstReader() : store.reader();
            store.idleReaders.push(first);
            Migration.bringUpToDate(first.connection, file);
            store.opened = store.key();
        } catch (SQLException e) {
            store.close();
            throw store.trouble(e);
        } catch (IOException e) {
            store.close();
            throw e;
        }
        return store;
    }

    /// Carries out `work` in a transaction of its own and returns once it is durable.
    public <T> T write(Work<T> work) throws IOException {
        var pending = new Pending<T>(work);
        waiting.add(pending);
        writing.lock();
        try {
            if (!pending.done) {
                commitAllThatWait();
            }
        } finally {
            writing.unlock();
        }
        return pending.result(this);
    }

    /// Carries out `work`, which reads only, on a connection of its own.
    public <T> T read(Work<T> work) throws IOException {
        Reader reader;
        try {
            reader = reader();
        } catch (SQLException e) {
            throw trouble(e);
        }
        try {
            return work.with(reader.sql);
        } catch (SQLException e) {
            throw trouble(e);
        } finally {
            idleReaders.push(reader);
        }
    }

    @Override
    public void close() throws IOException {
        writing.lock();
        try {
            for (var reader = idleReaders.poll(); reader != null; reader = idleReaders.poll()) {
                reader.connection.close();
            }
            if (writer != null) {
                writer.close();
                writer = null;
            }
        } catch (SQLException e) {
            throw trouble(e);
        } finally {
            writing.unlock();
        }
    }

    /// Called by the one thread that holds `writing`.
    private void commitAllThatWait() {
        var group = new ArrayList<Pending<?>>();
        for (var next = waiting.poll(); next != null; next = waiting.poll()) {
            group.add(next);
            if (group.size() == MOST_IN_A_GROUP) {
                commit(group);
                group.clear();
            }
        }
        commit(group);
    }

    private void commit(List<Pending<?>> group) {
        if (group.isEmpty()) {
            return;
        }
        try {
            var sql = writer();
            sql.update("BEGIN IMMEDIATE");
            boolean kept = false;
            try {
                refuseWhatIsNoLongerOurs(sql);
                if (group.size() == 1) {
                    group.getFirst().carryOutAlone(sql);
                } else {
                    for (var pending : group) {
                        pending.carryOut(sql);
                    }
                }
                sql.update("COMMIT");
                kept = true;
            } finally {
                if (!kept) {
                    rollBack(sql);
                }
            }
        } catch (SQLException | IOException | RuntimeException e) {
            group.forEach(pending -> pending.failed(e));
        }
        group.forEach(pending -> pending.done = true);
    }

    /// A newer Fettle may have taken the store over since it was opened, or somebody may have put a
    /// copy in its place: what was written then would spoil the one, or be lost with the other.
    private void refuseWhatIsNoLongerOurs(Sql sql) throws SQLException, IOException {
        Migration.refuseNewer((int) sql.number("PRAGMA user_version"), file);
        if (!opened.equals(key())) {
            throw new StoreException(
                    "the store " + file + " was exchanged while Fettle worked; start Fettle anew");
        }
    }

    private Optional<Object> key() throws IOException {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static void rollBack(Sql sql) {
        try {
            sql.update("ROLLBACK");
        } catch (SQLException e) {
            // SQLite has rolled back by itself (disk full, I/O error): the cause is on its way up.
            assert e.getErrorCode() >= 0;
        }
    }

    private Sql writer() throws SQLException {
        if (writerSql == null) {
            writer = connect();
            writerSql = new Sql(writer);
        }
        return writerSql;
    }

    private Reader reader() throws SQLException {
        var idle = idleReaders.poll();
        if (idle != null) {
            return idle;
        }
        var connection = connect();
        return new Reader(connection, new Sql(connection));
    }

    /// Where others make the same store at this moment, SQLite is busy at once, however long it was
    /// told to wait.
    private Reader firstReader() throws SQLException {
        for (int tries = 1; ; tries++) {
            try {
                return reader();
            } catch (SQLiteException e) {
                if (e.getResultCode() != SQLiteErrorCode.SQLITE_BUSY || tries == MOST_TRIES) {
                    throw e;
                }
                LockSupport.parkNanos(BETWEEN_TRIES_NANOS);
            }
        }
    }

    private Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("journal_mode", "WAL");
        properties.setProperty("synchronous", "FULL");
        properties.setProperty("busy_timeout", Integer.toString(BUSY_TIMEOUT_MS));
        properties.setProperty("foreign_keys", "true");
        // Else the driver asks for the last row's number after each statement.
        properties.setProperty("jdbc.get_generated_keys", "false");
        return DriverManager.getConnection("jdbc:sqlite:" + file, properties);
    }

    private StoreException trouble(SQLException e) {
        if (e instanceof SQLiteException sqlite) {
            var advice =
                    switch (sqlite.getResultCode()) {
                        case SQLITE_CORRUPT, SQLITE_NOTADB ->
                                "is damaged; nothing was changed. Move it away together with the "
                                        + "files -wal and -shm beside it, or put a copy of it back";
                        case SQLITE_FULL ->
                                "cannot grow: the disk is full. Make room and try again";
                        case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_BUSY_SNAPSHOT ->
                                "is locked by another program for more than 10 s";
                        case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH ->
                                "cannot be opened for writing: look at its permissions and folder";
                        default -> "cannot be used";
                    };
            return new StoreException(
                    "the store " + file + " " + advice + " (" + firstLine(e) + ")", e);
        }
        return new StoreException("the store " + file + ": " + firstLine(e), e);
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private record Reader(Connection connection, Sql sql) {}

    /// A piece of work on its way through the writer. Its fields are guarded by `writing`.
    private static final class Pending<T> {
        private final Work<T> work;
        private boolean done;
        private @Nullable T value;
        private @Nullable Exception error;

        Pending(Work<T> work) {
            this.work = work;
        }

        /// Where it fails, the whole transaction does.
        void carryOutAlone(Sql sql) throws SQLException {
            value = work.with(sql);
        }

        /// A savepoint of its own, so that one that fails takes none of its group with it.
        void carryOut(Sql sql) throws SQLException {
            sql.update("SAVEPOINT one");
            try {
                value = work.with(sql);
                sql.update("RELEASE one");
            } catch (SQLException | RuntimeException e) {
                error = e;
                rollBackAlone(sql, e);
            }
        }

        /// A full disk ends the whole transaction: the others are then told of it and not of what
        /// followed from it.
        private static void rollBackAlone(Sql sql, Exception cause) throws SQLException {
            try {
                sql.update("ROLLBACK TO one");
                sql.update("RELEASE one");
            } catch (SQLException gone) {
                throw cause instanceof SQLException e ? e : gone;
            }
        }

        void failed(Exception e) {
            if (error == null) {
                error = e;
            }
        }

        @SuppressWarnings("NullAway") // a work's own result may be of a type that allows null
        T result(Store store) throws StoreException {
            if (error instanceof SQLException e) {
                throw store.trouble(e);
            }
            if (error instanceof StoreException e) {
                throw e;
            }
            if (error instanceof IOException e) {
                throw new StoreException("the store " + store.file + ": " + e.getMessage(), e);
            }
            if (error instanceof RuntimeException e) {
                throw e;
            }
            return value;
        }
    }
}
