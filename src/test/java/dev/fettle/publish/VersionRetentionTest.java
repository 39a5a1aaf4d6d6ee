package dev.fettle.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.automation.Output.VersionLimits;
import dev.fettle.kit.InMemory;
import dev.fettle.notation.Size;
import dev.fettle.platform.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionRetentionTest {
    private static final long PLENTY = Long.MAX_VALUE;

    private @TempDir(factory = InMemory.class) Path root;
    private final Turned clock = new Turned();
    private Workshop shop;

    @BeforeEach
    void open() throws IOException {
        shop =
                new Workshop(
                        root.resolve("state"), Files.createDirectory(root.resolve("site")), clock);
    }

    @AfterEach
    void close() throws IOException {
        shop.close();
    }

    @Test
    void what_is_beyond_the_count_goes_the_oldest_first() throws IOException {
        var runs = publishEveryDay(5);

        var pruned = shop.retention().prune(_ -> new VersionLimits(Duration.ofDays(30), 2), PLENTY);

        assertThat(pruned).isEqualTo(new VersionRetention.Pruned(2, 2));
        assertThat(kept(runs)).containsExactly(false, false, false, true, true);
    }

    @Test
    void the_newest_version_stays_its_days_whatever_the_count() throws IOException {
        var runs = publishEveryDay(3);

        shop.retention().prune(_ -> new VersionLimits(Duration.ofDays(30), 0), PLENTY);

        assertThat(kept(runs)).containsExactly(false, false, true);
        clock.now = clock.now.plus(Duration.ofDays(31));
        shop.retention().prune(_ -> new VersionLimits(Duration.ofDays(30), 0), PLENTY);
        assertThat(kept(runs)).containsExactly(false, false, false);
        assertThat(Workshop.content(shop.state.versions())).isEmpty();
    }

    @Test
    void the_budget_wins_and_the_newest_stay_within_it() throws IOException {
        var runs = publishEveryDay(4);
        assertThat(shop.retention().usage().bytes()).isEqualTo(3);

        shop.retention().prune(_ -> VersionLimits.DEFAULT, 2);

        assertThat(kept(runs)).containsExactly(false, false, true, true);
        assertThat(shop.retention().usage().bytes()).isEqualTo(2);
    }

    @Test
    void what_an_undo_took_away_is_a_version_too() throws IOException {
        var run = shop.published(Map.of("a", "12345"));
        shop.undo().undo(run.seq(), false);
        assertThat(shop.retention().usage().bytes()).isEqualTo(5);

        shop.retention().prune(_ -> VersionLimits.DEFAULT, 0);

        assertThat(shop.undo().undo(run.seq(), false)).isInstanceOf(Undo.Answer.VersionGone.class);
        assertThat(Workshop.content(shop.state.versions())).isEmpty();
    }

    @Test
    void an_unfinished_publication_loses_nothing() throws IOException {
        Files.writeString(shop.site.resolve("a"), "old");
        var run = shop.run();
        shop.publisher().publish(shop.order(run), shop.staging(run, Map.of("a", "new")));

        var pruned = shop.retention().prune(_ -> VersionLimits.DEFAULT, 0);

        assertThat(pruned.files()).isZero();
        shop.record(run);
        assertThat(shop.undo().undo(run.seq(), false)).isInstanceOf(Undo.Answer.Undone.class);
    }

    @Test
    void the_budget_is_a_tenth_of_the_disk_or_five_gigabytes_or_what_is_stated()
            throws IOException {
        long total = Files.getFileStore(root).getTotalSpace();

        assertThat(VersionRetention.budget(Optional.empty(), root))
                .isEqualTo(Math.min(total / 10, 5_000_000_000L));
        assertThat(VersionRetention.budget(Size.parse("7 GB"), root)).isEqualTo(7_000_000_000L);
    }

    private List<Workshop.Run> publishEveryDay(int days) throws IOException {
        var runs = new ArrayList<Workshop.Run>();
        for (int day = 0; day < days; day++) {
            runs.add(shop.published(Map.of("a", Integer.toString(day))));
            clock.now = clock.now.plus(Duration.ofDays(1));
        }
        return runs;
    }

    /// The first run replaced nothing.
    private List<Boolean> kept(List<Workshop.Run> runs) {
        return runs.stream()
                .map(run ->
                        Files.exists(shop.state.versions().resolve(run.id().text()).resolve("0")))
                .toList();
    }

    private static final class Turned implements Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public long nanos() {
            return Clock.system().nanos();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            Clock.system().sleep(duration);
        }
    }
}
