package dev.fettle.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fettle.platform.Clock;
import dev.fettle.publish.Death;
import dev.fettle.publish.Mounted;
import dev.fettle.publish.Publishing;
import dev.fettle.publish.Undo;
import dev.fettle.publish.Workshop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Promise 2 on disks that are full, turn read-only, or are pulled out: what lay in the destination
/// lies there, and publishing comes to its end once the disk is well again.
class BadDisksTest {
    private static final String OLD = "o".repeat(100_000);
    private static final String NEW = "n".repeat(100_000);

    private @TempDir Path root;

    @Test
    void a_disk_without_room_for_the_version_keeps_the_old_file_and_the_new_output()
            throws IOException {
        try (var disk = Mounted.memory(root.resolve("disk"), "size=280k");
                var shop = shopAt(disk.point())) {
            Files.writeString(shop.site.resolve("a"), OLD);
            shop.pretend(false, true); // so that a version costs room
            var run = shop.run();
            var staging = shop.staging(run, Map.of("a", NEW));

            assertThatThrownBy(() -> shop.publisher().publish(shop.order(run), staging))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left");

            assertThat(shop.publisher().finish(run.seq())).isEmpty();
            assertThat(shop.content()).isEqualTo(Map.of("a", OLD));
            assertThat(staging.folder().resolve("a")).hasContent(NEW);
            disk.remount("size=600k");
            assertThat(shop.publisher().publish(shop.order(run), staging))
                    .isInstanceOf(Publishing.Done.class);
            assertThat(shop.content()).isEqualTo(Map.of("a", NEW));
        }
    }

    @Test
    void a_disk_that_turns_read_only_before_publishing_blocks_and_after_it_cannot_be_undone()
            throws IOException {
        try (var disk = Mounted.memory(root.resolve("disk"), "size=4m");
                var shop = shopAt(disk.point())) {
            Files.writeString(shop.site.resolve("a"), OLD);
            var run = shop.run();
            var staging = shop.staging(run, Map.of("a", NEW));

            disk.remount("ro");
            assertThatThrownBy(
                            () -> {
                                var publishing = shop.publisher().publish(shop.order(run), staging);
                                throw new IOException(publishing.toString());
                            })
                    .isInstanceOf(IOException.class)
                    .hasMessageMatching("(?s).*(not writable|Read-only).*");
            assertThat(shop.content()).isEqualTo(Map.of("a", OLD));

            disk.remount("rw");
            shop.publisher().publish(shop.order(run), staging);
            shop.record(run);
            disk.remount("ro");
            assertThatThrownBy(
                            () -> {
                                var answer = shop.undo().undo(run.seq(), false);
                                throw new IOException(answer.toString());
                            })
                    .isInstanceOf(IOException.class);
            assertThat(shop.content()).isEqualTo(Map.of("a", NEW));

            disk.remount("rw");
            assertThat(shop.undo().undo(run.seq(), false)).isInstanceOf(Undo.Answer.Undone.class);
            assertThat(shop.content()).isEqualTo(Map.of("a", OLD));
        }
    }

    /// The disk is a folder under a second name, so that it can be pulled out and put back.
    @Test
    void what_a_death_left_half_published_waits_until_its_disk_is_back() throws IOException {
        var original = Files.createDirectories(root.resolve("original"));
        var point = root.resolve("disk");
        int tried = 0;
        for (int step = 1; ; step++) {
            var site = point.resolve("site" + step);
            try (var shop =
                    new Workshop(root.resolve("state" + step), site(original, step), clock())) {
                Workshop.Run run;
                var death = Death.before(step);
                try (var _ = Mounted.bind(original, point)) {
                    var there = shop.at(site, "page");
                    Files.writeString(site.resolve("a"), "old");
                    run = there.run();
                    var staging = there.staging(run, Map.of("a", "new", "b", "new"));
                    try {
                        there.publisher(death).publish(there.order(run), staging);
                    } catch (Death.Died e) {
                        assertThat(death.came()).isTrue();
                    }
                    if (!death.came()) {
                        break;
                    }
                }
                tried++;
                var pulled = shop.publisher();
                if (pulled.unfinished("page").contains(run.seq())) {
                    assertThatThrownBy(() -> pulled.finish(run.seq()))
                            .as(death.toString())
                            .isInstanceOf(IOException.class);
                }
                assertThat(point).as(death.toString()).isEmptyDirectory();

                try (var _ = Mounted.bind(original, point)) {
                    var done = shop.publisher().finish(run.seq());

                    assertThat(Workshop.content(site))
                            .as(death.toString())
                            .isEqualTo(
                                    done.isPresent()
                                            ? Map.of("a", "new", "b", "new")
                                            : Map.of("a", "old"));
                }
            }
        }

        assertThat(tried).isGreaterThan(8);
    }

    private static Path site(Path original, int step) throws IOException {
        return Files.createDirectories(original.resolve("site" + step));
    }

    private Workshop shopAt(Path disk) throws IOException {
        return new Workshop(
                root.resolve("state"), Files.createDirectory(disk.resolve("site")), clock());
    }

    private static Clock clock() {
        return Clock.system();
    }
}
