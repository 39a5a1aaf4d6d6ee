package dev.fettle.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a program left running exchanges a staged file for a link while it is published. Tried
/// before each step: nothing but what was read and checked comes to lie in the destination.
class SwappedStagingTest {
    private static final Set<PosixFilePermission> PRIVATE =
            PosixFilePermissions.fromString("rw-------");

    private @TempDir Path root;
    @AutoClose private Workshop shop;
    private Path secret;

    @BeforeEach
    void open() throws IOException {
        shop = new Workshop(root);
        secret = Files.writeString(root.resolve("secret"), "secret");
        Files.setPosixFilePermissions(secret, PRIVATE);
    }

    @Test
    void where_the_name_was_free() throws IOException {
        assertThat(swappedBeforeEachStep(false)).isGreaterThan(5);
    }

    @Test
    void where_it_replaces_a_file() throws IOException {
        assertThat(swappedBeforeEachStep(true)).isGreaterThan(5);
    }

    @Test
    void where_there_are_no_hard_links() throws IOException {
        shop.pretend(false, true);

        assertThat(swappedBeforeEachStep(true)).isGreaterThan(5);
    }

    private int swappedBeforeEachStep(boolean replaces) throws IOException {
        for (int step = 1; ; step++) {
            Files.deleteIfExists(shop.site.resolve("a"));
            if (replaces) {
                Files.writeString(shop.site.resolve("a"), "old");
            }
            var run = shop.run();
            var staging = shop.staging(run, Map.of("a", "new"));
            var count = new AtomicInteger();
            int at = step;

            var publishing =
                    shop.publisher(
                                    (_, _) -> {
                                        if (count.incrementAndGet() == at) {
                                            swap(staging.folder().resolve("a"));
                                        }
                                    })
                            .publish(shop.order(run), staging);
            shop.record(run);

            var lies = shop.site.resolve("a");
            assertThat(Files.isSymbolicLink(lies)).as("step %d: %s", step, publishing).isFalse();
            switch (publishing) {
                case Publishing.Done _ -> assertThat(lies).as("step %d", step).hasContent("new");
                case Publishing.Refused _ when replaces -> assertThat(lies).hasContent("old");
                case Publishing.Refused _ -> assertThat(lies).doesNotExist();
                case Publishing.Blocked(var why) -> throw new AssertionError(why);
            }
            assertThat(secret).hasContent("secret");
            assertThat(Files.getPosixFilePermissions(secret))
                    .as("step %d", step)
                    .isEqualTo(PRIVATE);
            if (count.get() < step) {
                return step;
            }
        }
    }

    private void swap(Path staged) throws IOException {
        if (Files.exists(staged)) {
            var link = Files.createSymbolicLink(staged.resolveSibling("link"), secret);
            Files.move(link, staged, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
