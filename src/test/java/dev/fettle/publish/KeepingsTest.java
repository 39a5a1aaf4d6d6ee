package dev.fettle.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.platform.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeepingsTest {
    private @TempDir Path root;

    @Test
    void the_state_folder_keeps_what_can_be_renamed_from_there() throws IOException {
        try (var shop = new Workshop(root)) {
            var keeping = shop.keepings.of(shop.site);

            assertThat(keeping.root()).isEqualTo(shop.state.root());
            assertThat(keeping.links()).isTrue();
            assertThat(keeping.replaces()).isTrue();
            assertThat(keeping.folds()).isFalse();
            assertThat(shop.content()).isEmpty();
        }
    }

    @Test
    void on_another_file_system_it_is_a_marked_folder_beside_the_destination() throws IOException {
        try (var disk = Mounted.memory(root.resolve("disk"), "size=1m");
                var shop = shop(Files.createDirectory(disk.point().resolve("site")))) {
            var run = shop.run();
            var staging = shop.staging(run, Map.of("a", "1"));

            var fettle = disk.point().resolve(".fettle");
            assertThat(staging.folder()).startsWithRaw(fettle);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fettle)))
                    .isEqualTo("rwx------");
            assertThat(fettle.resolve("CACHEDIR.TAG"))
                    .content()
                    .startsWith("Signature: 8a477f597d28d172789f06886806bc55");
            assertThat(fettle.resolve(".nomedia")).exists();
            assertThat(fettle.resolve(".gitignore")).hasContent("*");

            shop.publisher().publish(shop.order(run), staging);
            shop.record(run);
            staging.discard();

            assertThat(Workshop.content(disk.point()))
                    .isEqualTo(Map.of("site", "/", "site/a", "1"));
        }
    }

    @Test
    void where_the_destination_is_the_disk_it_lies_inside_and_goes_when_empty() throws IOException {
        try (var disk = Mounted.memory(root.resolve("disk"), "size=1m");
                var shop = shop(disk.point())) {
            Files.writeString(disk.point().resolve("a"), "old");

            var run = shop.published(Map.of("a", "1"));

            assertThat(shop.content()).containsKey(".fettle").containsEntry("a", "1");
            shop.undo().undo(run.seq(), false);
            assertThat(shop.content()).containsEntry("a", "old");

            shop.retention().prune(_ -> dev.fettle.automation.Output.VersionLimits.DEFAULT, 0);
            shop.retention().sweep(Set.of());
            assertThat(shop.content()).isEqualTo(Map.of("a", "old"));
        }
    }

    @Test
    void two_mounts_of_one_file_system_are_two() throws IOException {
        var other = Files.createDirectory(root.resolve("other"));
        try (var bound = Mounted.bind(other, root.resolve("bound"));
                var shop = shop(Files.createDirectory(bound.point().resolve("site")))) {
            shop.published(Map.of("a", "1"));

            assertThat(shop.keepings.of(shop.site).root()).startsWithRaw(bound.point());
            assertThat(shop.content()).isEqualTo(Map.of("a", "1"));
        }
    }

    @Test
    void a_disk_that_comes_to_the_same_place_is_looked_at_anew() throws IOException {
        var site = Files.createDirectory(root.resolve("site"));
        try (var shop = shop(site)) {
            shop.published(Map.of("a", "1"));

            try (var disk = Mounted.memory(site, "size=1m")) {
                shop.published("other", Map.of("b", "2"));

                assertThat(shop.keepings.of(site).root()).startsWithRaw(disk.point());
            }
            assertThat(shop.content()).isEqualTo(Map.of("a", "1"));
        }
    }

    @Test
    void what_a_trial_that_died_left_in_the_destination_is_taken_away() throws IOException {
        try (var shop = new Workshop(root)) {
            var trial = Files.createFile(shop.site.resolve(".fettle-trial-1234"));
            shop.keepings.table().begin(shop.site, shop.site, trial);

            shop.retention().sweep(Set.of());

            assertThat(shop.content()).isEmpty();
            assertThat(shop.keepings.table().trials()).isEmpty();
        }
    }

    @Test
    void the_next_trial_takes_away_what_one_that_died_left() throws IOException {
        try (var shop = new Workshop(root)) {
            var trial = Files.createFile(shop.site.resolve(".fettle-trial-1234"));
            var first = Files.createFile(shop.state.root().resolve("trial-1234"));
            shop.keepings.table().begin(shop.site, shop.site, trial);

            shop.keepings.of(shop.site);

            assertThat(shop.content()).isEmpty();
            assertThat(first).doesNotExist();
        }
    }

    @Test
    void what_is_unfinished_is_not_swept() throws IOException {
        try (var shop = new Workshop(root)) {
            var unfinished = shop.staging(shop.run(), Map.of("a", "1"));
            var over = shop.run();
            shop.record(over);
            var leftOver = shop.staging(over, Map.of("a", "1"));
            var stranger = Files.createDirectories(shop.state.versions().resolve("abcdefghijkl"));
            var published = shop.published(Map.of("b", "1"));
            Files.writeString(shop.site.resolve("c"), "old");
            var replaced = shop.published(Map.of("c", "new"));

            shop.retention().sweep(Set.of());

            assertThat(unfinished.folder()).exists();
            assertThat(leftOver.folder()).doesNotExist();
            assertThat(stranger).doesNotExist();
            assertThat(shop.undo().undo(published.seq(), false))
                    .isInstanceOf(Undo.Answer.Undone.class);
            assertThat(shop.undo().undo(replaced.seq(), false))
                    .isInstanceOf(Undo.Answer.Undone.class);
        }
    }

    private Workshop shop(Path site) throws IOException {
        return new Workshop(root.resolve("state"), site, Clock.system());
    }
}
