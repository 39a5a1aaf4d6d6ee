package dev.fettle.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeIdTest {
    @TempDir private Path temp;
    private Path home;
    private Path states;

    @BeforeEach
    void a_home() throws IOException {
        home = Files.createDirectory(temp.toRealPath().resolve("home"));
        states = temp.toRealPath().resolve("states");
    }

    @Test
    void a_home_keeps_its_state_which_is_the_users_alone() throws IOException {
        var state = state(home);

        assertThat(state(home)).isEqualTo(state).startsWith(states);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
                .isEqualTo("rwx------");
        assertThat(home.resolve(".fettle-id")).content().startsWith(state.getFileName().toString());
    }

    @Test
    void many_who_come_to_a_new_home_at_once_find_one_state() throws Exception {
        int many = 16;
        for (int round = 0; round < 20; round++) {
            var fresh = Files.createDirectory(home.resolveSibling("fresh" + round));
            var gate = new CyclicBarrier(many);
            try (var threads = Executors.newFixedThreadPool(many)) {
                var asked = new ArrayList<Future<Path>>();
                for (int n = 0; n < many; n++) {
                    asked.add(
                            threads.submit(() -> {
                                gate.await();
                                return state(fresh);
                            }));
                }
                var found = new HashSet<Path>();
                for (var each : asked) {
                    found.add(each.get());
                }
                assertThat(found).hasSize(1);
            }
        }
    }

    @Test
    void in_a_repository_the_id_lies_where_it_is_never_committed() throws IOException {
        Files.createDirectory(home.resolve(".git"));

        var state = state(home);

        assertThat(home.resolve(".fettle-id")).doesNotExist();
        assertThat(home.resolve(".git/fettle-id"))
                .content()
                .startsWith(state.getFileName().toString());
    }

    @Test
    void a_home_that_becomes_a_repository_keeps_its_state() throws IOException {
        var state = state(home);
        Files.createDirectory(home.resolve(".git"));

        assertThat(state(home)).isEqualTo(state);
    }

    @Test
    void a_home_that_was_moved_keeps_its_state() throws IOException {
        var state = state(home);
        var moved = Files.move(home, home.resolveSibling("moved"));

        assertThat(state(moved)).isEqualTo(state);
        assertThat(state(moved)).isEqualTo(state);
    }

    @Test
    void a_home_that_was_copied_gets_a_state_of_its_own_and_the_old_one_keeps_its()
            throws IOException {
        var state = state(home);
        var copy = copy(home.resolveSibling("copy"));

        var other = state(copy);

        assertThat(other).isNotEqualTo(state);
        assertThat(state(home)).isEqualTo(state);
        assertThat(state(copy)).isEqualTo(other);
    }

    @Test
    void a_copy_takes_the_state_over_once_the_old_home_is_gone() throws IOException {
        var state = state(home);
        var copy = copy(home.resolveSibling("copy"));
        Files.delete(home.resolve(".fettle-id"));
        Files.delete(home);

        assertThat(state(copy)).isEqualTo(state);
    }

    @Test
    void an_id_that_is_none_is_replaced() throws IOException {
        Files.writeString(home.resolve(".fettle-id"), "../../etc\n");

        var state = state(home);

        assertThat(state).startsWith(states);
        assertThat(state(home)).isEqualTo(state);
    }

    private Path state(Path root) throws IOException {
        return new HomeId(root, states).state().root();
    }

    private Path copy(Path target) throws IOException {
        Files.createDirectory(target);
        Files.copy(
                home.resolve(".fettle-id"),
                target.resolve(".fettle-id"),
                StandardCopyOption.COPY_ATTRIBUTES);
        return target;
    }
}
