package dev.fettle.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class FileLockTest {

    @TempDir Path folder;

    @Test
    void one_holds_it_at_a_time() throws IOException {
        Path file = RawNames.in(folder, RawNames.LATIN);

        assertThat(FileLock.isHeld(file)).isFalse();
        try (FileLock first = FileLock.tryLock(file).orElseThrow()) {
            assertThat(first.file()).isEqualTo(file);
            assertThat(FileLock.tryLock(file)).isEmpty();
            assertThat(FileLock.isHeld(file)).isTrue();
            assertThat(FileLock.holder(file)).contains(ProcessHandle.current().pid());
        }
        assertThat(FileLock.isHeld(file)).isFalse();
        assertThat(FileLock.holder(file)).isEmpty();
        FileLock.tryLock(file).orElseThrow().close();
    }

    @Test
    void its_file_is_the_owners_alone_and_a_look_makes_none() throws IOException {
        Path file = folder.resolve("lock");

        assertThat(FileLock.isHeld(file)).isFalse();
        assertThat(file).doesNotExist();
        FileLock.tryLock(file).orElseThrow().close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void closing_another_channel_on_the_file_does_not_free_it() throws IOException {
        Path file = folder.resolve("lock");
        try (FileLock lock = FileLock.tryLock(file).orElseThrow()) {
            Files.readString(file);

            assertThat(lock.descriptor()).isPositive();
            assertThat(FileLock.isHeld(file)).isTrue();
        }
    }

    @Test
    void it_is_flocks_and_other_programs_see_it() throws Exception {
        Path file = folder.resolve("lock");
        Process other = new ProcessBuilder("flock", "-n", file.toString(), "true").start();
        assertThat(other.waitFor()).isZero();

        try (FileLock lock = FileLock.tryLock(file).orElseThrow()) {
            assertThat(lock.file()).isEqualTo(file);
            Process refused = new ProcessBuilder("flock", "-n", file.toString(), "true").start();
            assertThat(refused.waitFor()).isEqualTo(1);
        }
    }

    @Test
    void who_waits_gets_it_when_it_is_free() throws Exception {
        Path file = folder.resolve("lock");
        FileLock first = FileLock.tryLock(file).orElseThrow();
        CompletableFuture<FileLock> second = new CompletableFuture<>();
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try {
                        second.complete(FileLock.lock(file));
                    } catch (IOException e) {
                        second.completeExceptionally(e);
                    }
                });

        assertThatThrownBy(() -> second.get(100, TimeUnit.MILLISECONDS))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
        first.close();

        second.get(10, TimeUnit.SECONDS).close();
    }

    @Test
    void patience_has_an_end() throws Exception {
        Path file = folder.resolve("lock");
        Clock clock = Clock.system();
        try (FileLock lock = FileLock.tryLock(file).orElseThrow()) {
            assertThat(lock.file()).isEqualTo(file);
            long start = clock.nanos();
            Optional<FileLock> second = FileLock.lockWithin(file, Duration.ofMillis(80), clock);

            assertThat(second).isEmpty();
            assertThat(Duration.ofNanos(clock.nanos() - start))
                    .isGreaterThan(Duration.ofMillis(79));
        }
        FileLock.lockWithin(file, Duration.ZERO, clock).orElseThrow().close();
    }

    @Test
    void looks_from_all_sides_do_not_keep_anybody_from_taking_it() throws Exception {
        Path file = folder.resolve("lock");
        FileLock.tryLock(file).orElseThrow().close();
        AtomicBoolean over = new AtomicBoolean();
        Thread looker =
                Thread.ofPlatform()
                        .start(() -> {
                            while (!over.get()) {
                                assertThat(isHeldOrFails(file)).isIn(true, false);
                            }
                        });
        int refused = 0;
        for (int i = 0; i < 2000; i++) {
            Optional<FileLock> lock = FileLock.tryLock(file);
            lock.ifPresent(FileLock::close);
            refused += lock.isPresent() ? 0 : 1;
        }
        over.set(true);
        looker.join();

        assertThat(refused).isZero();
    }

    @Test
    void a_folder_that_is_not_there_is_named() {
        Path file = folder.resolve("none").resolve("lock");

        assertThatThrownBy(() -> FileLock.tryLock(file))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("ENOENT");
    }

    private static boolean isHeldOrFails(Path file) {
        try {
            return FileLock.isHeld(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
