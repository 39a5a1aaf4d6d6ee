package dev.fettle.check.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.check.backup.Undisturbed.Traces;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// When damage is believed, and when it is looked at again.
class UndisturbedTest {
    private static final Repository PLACE = new Repository("/repository", Optional.empty());
    private static final Diagnosis DAMAGE = Diagnosis.damaged(PLACE, "a byte");
    private static final Diagnosis SOUND = new Diagnosis.Sound("", Optional.empty(), Map.of());

    private int looks;

    @Test
    void damage_where_nobody_works_is_believed_at_once() throws Exception {
        assertThat(seen(List.of(DAMAGE), at(1), at(1))).isEqualTo(DAMAGE);
        assertThat(looks).isEqualTo(1);
    }

    @Test
    void damage_under_a_commit_is_looked_at_again() throws Exception {
        assertThat(seen(List.of(DAMAGE, SOUND), at(1), at(2), at(2))).isEqualTo(SOUND);
        assertThat(looks).isEqualTo(2);
    }

    @Test
    void damage_under_a_lock_is_believed_at_the_third_look() throws Exception {
        var lock = at(1, "somebody");
        assertThat(seen(List.of(DAMAGE, DAMAGE, DAMAGE), lock, lock, lock, lock, lock, lock))
                .isEqualTo(DAMAGE);
        assertThat(looks).isEqualTo(3);
    }

    @Test
    void damage_under_one_commit_after_another_proves_nothing() throws Exception {
        var found = seen(List.of(DAMAGE, DAMAGE, DAMAGE), at(1), at(2), at(2), at(3), at(3), at(4));

        assertThat(((Diagnosis.Unmade) found).code()).isEqualTo("locked");
    }

    private Diagnosis seen(List<Diagnosis> found, Traces... traces) throws Exception {
        Deque<Traces> left = new ArrayDeque<>(List.of(traces));
        return Undisturbed.of(PLACE, left::remove, () -> found.get(looks++));
    }

    private static Traces at(int commit, String... locks) {
        return new Traces(Set.of("index." + commit), Set.of(locks));
    }
}
