package dev.fettle.store;

import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fettle.publish.Mounted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
    @TempDir private Path temp;
    private Path file;
    @AutoClose private Store store;

    @BeforeEach
    void a_store() throws IOException {
        file = temp.resolve("state/fettle.db");
        store = Store.open(file);
    }

    @Test
    void it_is_private_from_its_first_moment() throws IOException {
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(file.getParent()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void what_was_written_is_seen_by_every_reader_and_by_another_process() throws IOException {
        note("here");

        assertThat(notes(store)).isEqualTo(1);
        try (var other = Store.open(file)) {
            assertThat(notes(other)).isEqualTo(1);
        }
    }

    @Test
    void a_work_that_fails_leaves_nothing_of_itself_and_its_error_is_told_to_its_own_caller()
            throws IOException {
        note("before");

        assertThatThrownBy(() ->
                        store.write(sql -> {
                            insert(sql, "half");
                            return sql.update("INSERT INTO event (nonsense) VALUES (1)");
                        }))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file.toString());
        assertThatThrownBy(() ->
                        store.write(sql -> {
                            insert(sql, "half");
                            throw new IllegalStateException("a fault");
                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a fault");

        note("after");
        assertThat(notes(store)).isEqualTo(2);
    }

    @Test
    void one_whose_disk_was_full_goes_on_once_there_is_room() throws Exception {
        try (var disk = Mounted.memory(temp.resolve("disk"), "size=1m");
                var there = Store.open(disk.point().resolve("fettle.db"))) {
            var filler = disk.point().resolve("filler");
            var text = "x".repeat(50_000);
            there.write(sql -> insert(sql, "before"));
            assertThatThrownBy(() -> Files.write(filler, new byte[2_000_000]))
                    .hasMessageContaining("No space left");
            for (int tries = 0; tries < 2; tries++) {
                assertThatThrownBy(() -> there.write(sql -> insert(sql, text)))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("the disk is full");
            }

            Files.delete(filler);
            there.write(sql -> insert(sql, text));
            assertThat(notes(there)).isEqualTo(2);
        }
    }

    @Test
    void works_that_wait_are_committed_together_and_one_that_fails_takes_no_other_with_it()
            throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var first = Thread.ofPlatform().start(() -> writeHeldBack(begun, goOn));
        begun.await();
        var error = new AtomicReference<Throwable>();
        var threads = new ArrayList<Thread>();
        for (int n = 0; n < 20; n++) {
            boolean fails = n == 7;
            var thread =
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    writeOrFail(fails);
                                } catch (IOException e) {
                                    error.set(e);
                                }
                            });
            until(() -> thread.getState() == Thread.State.WAITING);
            threads.add(thread);
        }

        goOn.countDown();
        first.join();
        for (var thread : threads) {
            thread.join();
        }

        assertThat(notes(store)).isEqualTo(1 + 19);
        assertThat(error.get()).isInstanceOf(StoreException.class);
    }

    private void writeHeldBack(CountDownLatch begun, CountDownLatch goOn) {
        try {
            store.write(sql -> {
                insert(sql, "held back");
                begun.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return true;
            });
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void writeOrFail(boolean fails) throws IOException {
        store.write(sql -> {
            insert(sql, "one of many");
            return fails ? sql.update("INSERT INTO event (nonsense) VALUES (1)") : 0;
        });
    }

    @Test
    void a_reader_sees_nothing_of_what_is_not_committed() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var writer = Thread.ofPlatform().start(() -> writeHeldBack(begun, goOn));
        begun.await();

        assertThat(notes(store)).isZero();

        goOn.countDown();
        writer.join();
        assertThat(notes(store)).isEqualTo(1);
    }

    @Test
    void two_processes_that_write_at_once_wait_for_each_other() throws Exception {
        try (var other = Store.open(file)) {
            var threads = new ArrayList<Thread>();
            for (var each : new Store[] {store, other, store, other}) {
                threads.add(
                        Thread.ofPlatform()
                                .start(() -> {
                                    for (int n = 0; n < 50; n++) {
                                        try {
                                            each.write(sql -> insert(sql, "x"));
                                        } catch (IOException e) {
                                            throw new AssertionError(e);
                                        }
                                    }
                                }));
            }
            for (var thread : threads) {
                thread.join();
            }
        }
        assertThat(notes(store)).isEqualTo(200);
    }

    private void note(String text) throws IOException {
        int rows = store.write(sql -> insert(sql, text));
        assertThat(rows).isEqualTo(1);
    }

    private static int insert(Sql sql, String text) throws SQLException {
        return sql.update("INSERT INTO event (at, kind, text) VALUES (0, 'test', ?)", text);
    }

    private static long notes(Store store) throws IOException {
        return store.read(sql -> sql.number("SELECT count(*) FROM event"));
    }
}
