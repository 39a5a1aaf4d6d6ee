package dev.fettle.check.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fettle.publish.Mounted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which repository it is, on which disk, and what is known of each where they go by turns.
class IdentityTest {
    private static final String BLUE = "b1".repeat(32);
    private static final String RED = "4e".repeat(32);

    @TempDir private Path place;
    private final Map<String, String> known = new HashMap<>();

    @Test
    void another_repository_is_replaced_until_it_is_one_of_those_that_are_right() throws Exception {
        good(BLUE, Map.of());

        assertThat(faultOf(RED).found()).isEqualTo("another one, 4e4e4e4e4e");
        assertThat(faultOf(RED).expected()).startsWith("the repository b1b1b1b1b1 at ");

        isRight(RED, true);
        good(RED, Map.of());
        good(BLUE, Map.of());
        assertThat(faultOf("00").expected()).startsWith("the repository b1b1b1b1b1 or 4e4e4e4e4e");

        isRight(RED, false);
        good(RED, Map.of());
        assertThat(faultOf(BLUE).fault()).isEqualTo(Fault.REPLACED);
    }

    @Test
    void what_is_known_of_two_by_turns_is_known_of_each_apart() throws Exception {
        good(BLUE, Map.of("newest /docs", "of blue", "proved", "then"));
        isRight(RED, true);

        assertThat(own(RED)).isEmpty();
        good(RED, Map.of("newest /docs", "of red", "proved", "now"));

        assertThat(own(RED)).containsOnly(Map.entry("newest /docs", "of red"));
        assertThat(own(BLUE)).containsEntry("newest /docs", "of blue");
        assertThat(known).containsEntry("proved", "now");
    }

    @Test
    void each_is_known_by_the_mark_that_it_bore() throws Exception {
        marked(BLUE, "of blue");
        isRight(RED, true);
        marked(RED, "of red");

        assertThat(Identity.bearing("of blue", around())).contains(BLUE);
        assertThat(Identity.bearing("of red", around())).contains(RED);
        assertThat(Identity.bearing("of green", around())).isEmpty();
        assertThat(Identity.bearing("of red", around(Identity.open(known, true)))).isEmpty();
    }

    private void marked(String id, String mark) throws Exception {
        var sound = new Diagnosis.Sound("", Optional.empty(), Map.of());
        var found = Identity.hold(id, repository(), around()).bearing(Optional.of(mark));
        known.putAll(found.kept(sound).learned());
    }

    @Test
    void what_a_bad_look_saw_says_nothing_of_which_one_it_is() throws Exception {
        var found = Identity.hold(BLUE, repository(), around());
        var bad = new Diagnosis.Unmade("locked", "by somebody", Map.of("read", "3 of 14"));

        assertThat(found.kept(bad).learned()).containsOnly(Map.entry("read", "3 of 14"));
    }

    @Test
    void the_same_repository_on_another_disk_is_replaced_too() throws Exception {
        var folder = Files.createDirectories(place.toRealPath().resolve("repository"));
        good(BLUE, Map.of());
        Identity.requireDisk(folder, repository(), around());

        try (var _ = Mounted.memory(folder, "size=64k")) {
            var ended =
                    catchThrowableOfType(
                            Ended.class,
                            () -> Identity.requireDisk(folder, repository(), around()));
            assertThat(((Diagnosis.Faulty) ended.diagnosis()).found())
                    .startsWith("another disk, tmpfs");

            isRight(BLUE, true);
            Identity.requireDisk(folder, repository(), around());
        }
        Identity.requireDisk(folder, repository(), around());
    }

    // --- what goes by

    private Repository repository() throws IOException {
        var folder = Files.createDirectories(place.toRealPath().resolve("repository"));
        return new Repository(folder.toString(), Optional.of(folder));
    }

    private Around around() {
        return around(known);
    }

    private Around around(Map<String, String> knowing) {
        return new Around(
                Map.of(),
                place,
                "",
                UnaryOperator.identity(),
                place,
                Optional.empty(),
                new Around.Hours(Instant.EPOCH, Optional.empty(), _ -> Duration.ZERO),
                Turns.NOBODY_ELSE,
                knowing);
    }

    /// A look that went well, and learned this.
    private void good(String id, Map<String, String> learned) throws Exception {
        var sound = new Diagnosis.Sound("", Optional.empty(), learned);
        known.putAll(Identity.hold(id, repository(), around()).kept(sound).learned());
    }

    private void isRight(String id, boolean further) throws Exception {
        var open = around(Identity.open(known, further));
        var found = Identity.hold(id, repository(), open).alone(repository());
        if (!further) {
            known.clear();
        }
        known.putAll(found.learned());
    }

    private Map<String, String> own(String id) throws Exception {
        return Identity.hold(id, repository(), around()).own(around()).known();
    }

    private Diagnosis.Faulty faultOf(String id) {
        var ended =
                catchThrowableOfType(Ended.class, () -> Identity.hold(id, repository(), around()));
        return (Diagnosis.Faulty) ended.diagnosis();
    }
}
