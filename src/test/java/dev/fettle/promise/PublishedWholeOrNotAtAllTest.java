package dev.fettle.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.InMemory;
import dev.fettle.publish.Death;
import dev.fettle.publish.Publishing;
import dev.fettle.publish.Staging;
import dev.fettle.publish.Steps;
import dev.fettle.publish.Undo;
import dev.fettle.publish.Workshop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Promise 2, attacked at every step of publishing, undo and redo of three files: one that
/// replaces, one that is new, one in a folder that has to be made. After recovery all is old or all
/// is new, the journal says which, and no stranger lies in the destination.
@ParameterizedClass
@EnumSource
class PublishedWholeOrNotAtAllTest {
    /// What the destination's file system can do.
    enum Ground {
        WITH_ALL_WE_WISH(true, true),
        WITHOUT_SECOND_NAMES(false, true),
        WHERE_NO_FILE_CAN_TAKE_THE_PLACE_OF_ANOTHER(false, false);

        private final boolean links;
        private final boolean exchanges;

        Ground(boolean links, boolean exchanges) {
            this.links = links;
            this.exchanges = exchanges;
        }
    }

    @Parameter Ground ground = Ground.WITH_ALL_WE_WISH;

    private static final Map<String, String> OLD = Map.of("a", "old a", "own", "the user's");
    private static final Map<String, String> NEW =
            Map.of("a", "new a", "b", "new b", "sub", "/", "sub/c", "new c", "own", "the user's");
    private static final Map<String, String> OUTPUT =
            Map.of("a", "new a", "b", "new b", "sub/c", "new c");

    /// The machine dies in the test alone, so that memory is as good as a disk, and quicker.
    private @TempDir(factory = InMemory.class) Path root;

    private Workshop home;

    @BeforeEach
    void open() throws IOException {
        home = new Workshop(root);
    }

    @AfterEach
    void close() throws IOException {
        home.close();
    }

    @Test
    void killed_at_any_step_of_publishing() throws IOException {
        int steps = enumerate(Death::before, this::publishing);

        assertThat(steps).isGreaterThan(12);
    }

    @Test
    void refused_by_the_disk_at_any_step_of_publishing() throws IOException {
        int steps = enumerate(Death::refusing, this::publishing);

        assertThat(steps).isGreaterThan(12);
    }

    @Test
    void killed_at_any_step_of_the_recovery_of_publishing() throws IOException {
        int steps = enumerate(Death::before, this::publishing);
        int deaths = 0;
        for (int first = 1; first <= steps; first++) {
            int step = first;
            deaths +=
                    enumerate(
                            Death::before,
                            (shop, second) -> recovery(shop, Death.before(step), second));
        }

        assertThat(deaths).isGreaterThan(2 * steps);
    }

    @Test
    void killed_at_any_step_of_the_way_back() throws IOException {
        int steps = enumerate(Death::refusing, this::publishing);
        int deaths = 0;
        for (int first = 1; first <= steps; first++) {
            int step = first;
            deaths +=
                    enumerate(
                            Death::before,
                            (shop, second) -> wayBack(shop, Death.refusing(step), second));
        }

        assertThat(deaths).isGreaterThan(2 * steps);
    }

    @Test
    void killed_at_any_step_of_undo() throws IOException {
        assertThat(enumerate(Death::before, this::undo)).isGreaterThan(8);
    }

    @Test
    void refused_by_the_disk_at_any_step_of_undo() throws IOException {
        assertThat(enumerate(Death::refusing, this::undo)).isGreaterThan(8);
    }

    @Test
    void killed_at_any_step_of_redo() throws IOException {
        assertThat(enumerate(Death::before, this::redo)).isGreaterThan(8);
    }

    @Test
    void refused_by_the_disk_at_any_step_of_redo() throws IOException {
        assertThat(enumerate(Death::refusing, this::redo)).isGreaterThan(8);
    }

    private interface Fault {
        Death at(int step);
    }

    private interface Attack {
        /// @return false where death did not come to its step
        boolean on(Workshop shop, Death death) throws IOException;
    }

    /// @return how many steps there were to be tried
    private int enumerate(Fault fault, Attack attack) throws IOException {
        for (int step = 1; ; step++) {
            var death = fault.at(step);
            try {
                var place = Files.createTempDirectory(root, "try");
                if (!attack.on(
                        home.at(place.resolve("site"), place.getFileName().toString()), death)) {
                    return step - 1;
                }
            } catch (AssertionError e) {
                throw new AssertionError(death + ": " + e.getMessage(), e);
            }
        }
    }

    private boolean publishing(Workshop shop, Death death) throws IOException {
        lay(shop);
        var run = shop.run();
        var staging = shop.staging(run, OUTPUT);

        dying(() -> shop.publisher(death).publish(shop.order(run), staging));

        if (!death.came()) {
            return false;
        }
        settleAndCheck(shop, run, staging);
        return true;
    }

    /// The first death is in publishing, the second in the recovery from it.
    private boolean recovery(Workshop shop, Death first, Death second) throws IOException {
        lay(shop);
        var run = shop.run();
        var staging = shop.staging(run, OUTPUT);
        dying(() -> shop.publisher(first).publish(shop.order(run), staging));
        assertThat(first.came()).isTrue();

        dying(() -> shop.publisher(second).finish(run.seq()));

        if (!second.came()) {
            return false;
        }
        settleAndCheck(shop, run, staging);
        return true;
    }

    /// The disk refuses a step of publishing, and death comes while that is taken back.
    private boolean wayBack(Workshop shop, Death refusal, Death death) throws IOException {
        lay(shop);
        var run = shop.run();
        var staging = shop.staging(run, OUTPUT);
        Steps both =
                (act, on) -> {
                    if (refusal.came()) {
                        death.before(act, on);
                    }
                    refusal.before(act, on);
                };

        dying(() -> shop.publisher(both).publish(shop.order(run), staging));

        assertThat(refusal.came()).isTrue();
        if (!death.came()) {
            return false;
        }
        settleAndCheck(shop, run, staging);
        return true;
    }

    private void settleAndCheck(Workshop shop, Workshop.Run run, Staging staging)
            throws IOException {
        var done = shop.publisher().finish(run.seq());

        if (done.isPresent()) {
            assertThat(shop.content()).isEqualTo(NEW);
            assertThat(done.get().files()).hasSize(3);
            assertThat(done.get().files().getFirst().replaced()).isPresent();
            shop.record(run);
        } else {
            assertThat(shop.content()).isEqualTo(OLD);
            assertThat(Workshop.content(staging.folder())).containsAllEntriesOf(OUTPUT);
            assertThat(shop.publisher().of(run.seq())).isEmpty();
            assertThat(shop.publisher().publish(shop.order(run), staging))
                    .isInstanceOf(Publishing.Done.class);
            assertThat(shop.content()).isEqualTo(NEW);
            shop.record(run);
        }
        staging.discard();
        assertThat(shop.publisher().unfinished(shop.name)).isEmpty();
        assertThat(shop.undo().undo(run.seq(), false)).isInstanceOf(Undo.Answer.Undone.class);
        assertThat(shop.content()).isEqualTo(OLD);
        shop.retention().sweep(Set.of());
        assertThat(staging.folder().getParent()).doesNotExist();
        assertThat(Workshop.content(shop.state.versions().resolve(run.id().text())).values())
                .containsExactlyInAnyOrder("new a", "new b", "new c");
    }

    private boolean undo(Workshop shop, Death death) throws IOException {
        lay(shop);
        var run = shop.published(OUTPUT);

        dying(() -> shop.undo(death).undo(run.seq(), false));

        return death.came() && isTurned(shop, run, NEW, OLD);
    }

    private boolean redo(Workshop shop, Death death) throws IOException {
        lay(shop);
        var run = shop.published(OUTPUT);
        shop.undo().undo(run.seq(), false);

        dying(() -> shop.undo(death).undo(run.seq(), false));

        return death.came() && isTurned(shop, run, OLD, NEW);
    }

    /// All as before or all as wished; then the other way and back works.
    private boolean isTurned(
            Workshop shop, Workshop.Run run, Map<String, String> before, Map<String, String> after)
            throws IOException {
        for (long unfinished : shop.publisher().unfinished(shop.name)) {
            assertThat(shop.publisher().finish(unfinished)).isEqualTo(Optional.empty());
        }
        assertThat(shop.content()).isIn(before, after);
        boolean turned = shop.content().equals(after);
        shop.retention().sweep(Set.of());

        shop.undo().undo(run.seq(), false);
        assertThat(shop.content()).isEqualTo(turned ? before : after);
        shop.undo().undo(run.seq(), false);
        assertThat(shop.content()).isEqualTo(turned ? after : before);
        assertThat(shop.publisher().unfinished(shop.name)).isEmpty();
        return true;
    }

    private void lay(Workshop shop) throws IOException {
        if (ground != Ground.WITH_ALL_WE_WISH) {
            shop.pretend(ground.links, ground.exchanges);
        }
        for (var file : new TreeMap<>(OLD).entrySet()) {
            Files.writeString(shop.site.resolve(file.getKey()), file.getValue());
        }
    }

    private interface Act {
        Object run() throws IOException;
    }

    private static void dying(Act act) {
        try {
            act.run();
        } catch (Death.Died | IOException e) {
            assertThat(e).isNotNull();
        }
    }
}
