package dev.fettle.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Stores that this Fettle did not write, or that somebody spoiled: refused by name, and left as
/// they are.
class OtherStoresTest {
    @TempDir private Path temp;
    private Path file;

    @BeforeEach
    void a_name() {
        file = temp.resolve("fettle.db");
    }

    @Test
    void a_newer_store_is_refused_by_both_versions_and_left_as_it_is() throws Exception {
        Store.open(file).close();
        execute("PRAGMA user_version = 999");
        var before = Files.readAllBytes(file);

        assertThatThrownBy(() -> Store.open(file))
                .isInstanceOf(StoreException.class)
                .hasMessageContainingAll(file.toString(), "newer Fettle", "version 999");

        assertThat(file).hasBinaryContent(before);
        try (var all = Files.list(temp)) {
            assertThat(all).as("no copy was made").containsExactly(file);
        }
    }

    @Test
    void an_older_store_is_brought_up_to_today_and_a_copy_of_it_is_kept() throws Exception {
        try (var first = Store.class.getResourceAsStream("/store/001-first.sql")) {
            for (var each : new String(first.readAllBytes(), UTF_8).strip().split(";\\s*\\n", -1)) {
                execute(each);
            }
        }
        execute("INSERT INTO event (at, kind, text) VALUES (1, 'old', 'news')");
        execute("PRAGMA application_id = " + 0x46746c65);
        execute("PRAGMA user_version = 1");

        try (var store = Store.open(file)) {
            assertThat(store.<Long>read(sql -> sql.number("SELECT count(*) FROM event"))).isOne();
            assertThat(store.<Long>read(sql -> sql.number("SELECT count(*) FROM pause"))).isZero();
        }
        try (var all = Files.list(temp)) {
            assertThat(all.map(f -> f.getFileName().toString()))
                    .anyMatch(name -> name.startsWith("fettle.db.before-"));
        }
        Store.open(file).close();
    }

    @Test
    void another_programs_database_is_refused() throws Exception {
        execute("CREATE TABLE theirs (x)");

        assertThatThrownBy(() -> Store.open(file))
                .isInstanceOf(StoreException.class)
                .hasMessageContainingAll(file.toString(), "not Fettle's");
    }

    @Test
    void what_is_no_database_is_called_damaged_and_left_as_it_is() throws Exception {
        Files.writeString(
                file, "these are somebody's notes, and long enough to be looked at\n".repeat(99));
        var before = Files.readAllBytes(file);

        assertThatThrownBy(() -> Store.open(file))
                .isInstanceOf(StoreException.class)
                .hasMessageContainingAll(file.toString(), "is damaged; nothing was changed");

        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void one_that_died_before_its_first_table_is_begun_again() throws Exception {
        Files.createFile(file);

        try (var store = Store.open(file)) {
            long runs = store.read(sql -> sql.number("SELECT count(*) FROM run"));
            assertThat(runs).isZero();
        }
    }

    @Test
    void opening_it_again_migrates_nothing_and_keeps_no_copy() throws Exception {
        Store.open(file).close();

        Store.open(file).close();

        try (var all = Files.list(temp)) {
            assertThat(all.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder("fettle.db");
        }
    }

    @Test
    void many_that_open_a_new_store_at_once_make_it_once() throws Exception {
        var threads = new Thread[6];
        var errors = new ConcurrentLinkedQueue<Throwable>();
        for (int n = 0; n < threads.length; n++) {
            threads[n] =
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    Store.open(file).close();
                                } catch (IOException | RuntimeException e) {
                                    errors.add(e);
                                }
                            });
        }
        for (var thread : threads) {
            thread.join();
        }

        assertThat(errors).isEmpty();
    }

    private void execute(String statement) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var each = connection.createStatement()) {
            each.execute(statement);
        }
    }
}
