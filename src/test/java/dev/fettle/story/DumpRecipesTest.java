package dev.fettle.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.ScratchPostgres;
import dev.fettle.kit.TestHome;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The recipes of dumps, with real databases to which somebody writes all the time.
class DumpRecipesTest {
    private static final Pattern CAME_BACK = Pattern.compile("2 tables with ([0-9]+) rows");

    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_home() throws IOException {
        home = TestHome.in(place);
    }

    @Test
    void a_postgres_dump_is_restored_and_counted_before_it_is_published() throws Exception {
        try (var server = ScratchPostgres.start()) {
            server.sql("CREATE DATABASE shop");
            server.sql(
                    "shop",
                    """
                    CREATE TABLE photo AS
                        SELECT i AS id, md5(i::text) AS sum FROM generate_series(1, 900) i;
                    CREATE SCHEMA "My ""Own\""";
                    CREATE TABLE "My ""Own\"""."it's" AS SELECT 1 AS "a b";
                    """);
            home.recipe(
                    "mine",
                    "backup-postgres",
                    "database=" + server.url("shop"),
                    "output=" + home.site());

            try (var _ = server.writing("shop", "INSERT INTO photo VALUES (0, 'x')")) {
                assertThat(home.run("mine").succeeded()).isTrue();
            }
            var dump = onlyDump("shop-[0-9]{2}\\.dump");
            var counted = rows();
            server.sql("CREATE DATABASE back");
            var restore =
                    new ProcessBuilder(
                            "pg_restore", "--no-owner", "-d", server.url("back"), dump.toString());
            assertThat(restore.inheritIO().start().waitFor()).isZero();
            assertThat(server.ask("back", "SELECT count(*) FROM photo"))
                    .as("as many as were counted at the moment of the dump")
                    .isEqualTo(String.valueOf(counted - 1));
            assertThat(server.ask("shop", "SELECT count(*) > %d FROM photo".formatted(counted - 1)))
                    .as("while somebody wrote")
                    .isEqualTo("t");
            assertThat(server.ask("shop", "SELECT string_agg(datname, ' ') FROM pg_database"))
                    .doesNotContain("trial");

            var good = Files.readAllBytes(dump);
            lossy("pg_restore", "exec /usr/bin/pg_restore \"$@\" | sed '/^7\t/d'");
            assertThat(failure()).contains("the dump came back with other rows");
            assertThat(dump).hasBinaryContent(good);

            server.sql("shop", "TRUNCATE photo");
            assertThat(home.run("mine").outcome()).contains("invalid");
            assertThat(dump).hasBinaryContent(good);

            server.sql("shop", "DROP TABLE photo; DROP SCHEMA \"My \"\"Own\"\"\" CASCADE");
            assertThat(failure()).contains("there is no table in this database");
            server.stop();
            assertThat(failure()).contains("the database could not be dumped");
            assertThat(dump).hasBinaryContent(good);
        }
    }

    @Test
    void a_sqlite_copy_is_read_and_counted_before_it_is_published() throws Exception {
        var file = home.beside("it's 1.db");
        try (var database = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = database.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("CREATE TABLE note (text TEXT)");
            statement.execute("CREATE TABLE \"it's \"\"one\"\"\" AS SELECT 1 AS a");
            for (int i = 0; i < 500; i++) {
                statement.execute("INSERT INTO note VALUES (hex(randomblob(200)))");
            }
            home.recipe("mine", "backup-sqlite", "database=" + file, "output=" + home.site());
            var writer = new Writer(database);
            assertThat(home.run("mine").succeeded()).isTrue();
            assertThat(writer.end()).as("written meanwhile").isPositive();
        }
        var copy = onlyDump("it_s_1-[0-9]{2}\\.sqlite");
        assertThat(count(copy)).as("at the moment of the copy").isEqualTo(rows() - 1);
        assertThat(count(file)).isGreaterThan(count(copy));

        var good = Files.readAllBytes(copy);
        lossy(
                "sqlite3",
                "case $* in *copy*integrity*) /usr/bin/sqlite3 copy 'DELETE FROM note WHERE rowid = 7';; esac\n"
                        + "exec /usr/bin/sqlite3 \"$@\"");
        assertThat(failure()).contains("the copy has other rows");
        assertThat(copy).hasBinaryContent(good);

        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(4096 * 5 + 8);
            bytes.write(new byte[2000]);
        }
        assertThat(failure()).contains("damaged");
        Files.delete(file);
        assertThat(failure()).contains("no such database: " + file);
        assertThat(file).as("sqlite3 would have made one").doesNotExist();
        assertThat(copy).hasBinaryContent(good);
    }

    /// From now on a program of this name loses something.
    private void lossy(String name, String body) throws IOException {
        var bin = Files.createDirectories(home.beside("bin"));
        var program = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + body + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        var readme = home.root().resolve("mine/README.md");
        var path = "path: \"%s:%s\"\n".formatted(bin, System.getenv("PATH"));
        Files.writeString(
                readme, Files.readString(readme).replaceFirst("\nrun:", "\n" + path + "run:"));
    }

    private static long count(Path database) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement();
                var answer = statement.executeQuery("SELECT count(*) FROM note")) {
            return answer.getLong(1);
        }
    }

    private Path onlyDump(String shape) throws IOException {
        assertThat(TestHome.names(home.site()))
                .filteredOn(name -> !name.equals(".fettle"))
                .singleElement()
                .asString()
                .matches(shape);
        try (var files = Files.newDirectoryStream(home.site(), "[!.]*")) {
            return files.iterator().next();
        }
    }

    private String failure() throws Exception {
        var run = home.run("mine");
        assertThat(run.outcome()).as(run.toString()).contains("failed");
        return TestHome.log(run);
    }

    /// How many rows the last good run says that it got back.
    private long rows() throws IOException {
        var log = TestHome.log(home.runs("mine").getFirst());
        var found = CAME_BACK.matcher(log);
        assertThat(found.find()).as(log).isTrue();
        return Long.parseLong(found.group(1));
    }

    /// Somebody who never stops writing to a database.
    private static final class Writer {
        private final Thread thread;
        private volatile boolean isOver;
        private long written;

        Writer(Connection database) {
            thread = Thread.ofPlatform().start(() -> write(database));
        }

        private void write(Connection database) {
            try (var statement = database.createStatement()) {
                while (!isOver) {
                    statement.execute("INSERT INTO note VALUES ('meanwhile')");
                    written++;
                }
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }

        long end() throws InterruptedException {
            isOver = true;
            thread.join();
            return written;
        }
    }
}
