package dev.fettle.platform;

import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.LeftGroup;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlGroupTest {
    private static final byte[] NO_COOKIE = RawNames.bytes("FETTLE_RUN=none has it");

    @AutoClose private LeftGroup left;
    private ControlGroup group;
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void a_group() throws IOException {
        left = LeftGroup.unmarked();
        group = left.group().child("run");
        group.make();
    }

    @AfterEach
    void reap() throws InterruptedException {
        for (var each : started) {
            each.destroyForcibly().waitFor();
        }
    }

    @Test
    void what_is_made_below_it_belongs_to_it() throws Exception {
        var below = group.child("below");
        below.make();
        var one = start(group, "exec sleep 600");
        var other = start(below, "exec sleep 600");

        assertThat(group.members()).containsExactlyInAnyOrder(one.pid(), other.pid());
        assertThat(group.remove()).as("it is in use").isFalse();

        group.kill();
        assertThat(one.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
        until(group::remove);
        assertThat(group.exists()).isFalse();
        assertThat(group.members()).isEmpty();
        group.kill();
    }

    @Test
    void a_tree_ends_with_its_group_though_it_heeds_nothing_and_shows_nothing() throws Exception {
        var deaf = start(group, "trap '' TERM; while :; do sleep 0.05; done");
        var outside = start(left.group(), "exec sleep 600");

        var ending =
                new TreeWatch(NO_COOKIE, 0, Optional.of(group))
                        .end(Duration.ofMillis(300), Clock.system(), () -> true);

        assertThat(ending.killed()).isTrue();
        assertThat(ending.complete()).isTrue();
        assertThat(deaf.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(outside.isAlive()).isTrue();
    }

    /// Whoever runs the tests was not settled by Fettle.
    @Test
    void a_ground_is_what_lies_around_a_leaf_of_fettles() throws Exception {
        assertThat(ControlGroup.groundOf(ProcessHandle.current().pid())).isEmpty();
        assertThat(ControlGroup.groundOf(0)).isEmpty();
        var leaf = left.group().child("fettle");
        leaf.make();
        assertThat(ControlGroup.groundOf(start(leaf, "exec sleep 600").pid()))
                .contains(left.group());
        assertThat(ControlGroup.groundOf(start(group, "exec sleep 600").pid())).isEmpty();
    }

    private Process start(ControlGroup in, String script) throws IOException {
        String[] command = {"sh", "-c", "echo $$ >'" + in.door() + "'; " + script};
        var process = new ProcessBuilder(Arrays.asList(command)).inheritIO().start();
        started.add(process);
        until(() -> in.members().contains(process.pid()));
        return process;
    }
}
