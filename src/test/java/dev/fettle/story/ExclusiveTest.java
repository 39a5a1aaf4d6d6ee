package dev.fettle.story;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.history.Slot;
import dev.fettle.history.Slots;
import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `exclusive: NAME`: automations that share a disk, a repository, a graphics card.
class ExclusiveTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_home() throws IOException {
        home = TestHome.in(place);
    }

    @Test
    void whatever_starts_them_they_take_turns_and_each_says_on_whom_it_waited() throws Exception {
        holder("backup", "");
        noted("photo", "watch: ../../inbox\nparallel: 1\nrun: ./go.sh {input}");
        noted("next", "after: free\nrun: ./go.sh");
        noted("hand", "run: ./go.sh");
        home.automation("free", "run: ./go.sh").script("free", "echo free >> ../../order");

        try (var _ = FettleProcess.up(home);
                var backup = FettleProcess.start(home, "run", "backup")) {
            until(() -> order().contains("backup begins"));
            noted("tick", "schedule: every 1s\nrun: ./go.sh");
            home.drop("a.txt", "a");
            assertThat(FettleProcess.call(home, "run", "free").code()).isZero();
            var refused = FettleProcess.call(home, "run", "hand", "--no-wait");
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.err())
                    .contains("hand never works at the same time as run ")
                    .contains(" of backup (exclusive: disk)");
            var hand = FettleProcess.start(home, "run", "hand");
            until(() -> hand.err().contains(" of backup"));
            assertThat(hand.err()).contains("fettle: waiting for run ");
            until(() -> slots().stream().anyMatch(slot -> slot.state().isPresent())); // busy: late
            assertThat(order()).containsExactly("backup begins", "free");

            Files.createFile(home.beside("go"));
            assertThat(backup.awaitEnd().code()).isZero();
            assertThat(hand.awaitEnd().code()).isZero();
            until(() -> order().containsAll(List.of("photo", "tick", "next", "hand")));
        }

        assertThat(order()).startsWith("backup begins", "free", "backup ends").doesNotContain("!");
        var waited = slots().stream().filter(slot -> slot.run().isPresent()).toList().getLast();
        assertThat(waited.state().orElseThrow().word()).isEqualTo("delayed");
        assertThat(waited.reason().orElseThrow())
                .matches("it waited for run [a-z0-9]{12} of backup");
    }

    @Test
    void a_program_that_outlived_its_daemon_keeps_the_others_away() throws Exception {
        holder("backup", "");
        noted("hand", "run: ./go.sh");
        try (var daemon = FettleProcess.up(home)) {
            var asked = FettleProcess.start(home, "run", "backup");
            until(() -> order().contains("backup begins"));
            asked.kill9();
            daemon.kill9();
        }

        var alone = FettleProcess.start(home, "run", "hand"); // without a daemon
        until(() -> alone.err().contains(" of backup"));
        alone.kill9();
        try (var _ = FettleProcess.up(home)) {
            until(() -> home.runs("hand").stream().noneMatch(r -> r.startedAt().isPresent()));
            var hand = FettleProcess.start(home, "run", "hand");
            until(() -> hand.err().contains("waiting"));
            assertThat(order()).containsExactly("backup begins");

            Files.createFile(home.beside("go"));
            assertThat(hand.awaitEnd().code()).isZero();
        }

        assertThat(order()).startsWith("backup begins", "backup ends").doesNotContain("!");
        assertThat(home.runs("backup"))
                .hasSize(1)
                .allMatch(r -> r.outcome().equals(Optional.of("succeeded")));
    }

    /// Works until the test lets it, and notes it where it is not alone.
    private void holder(String name, String front) throws IOException {
        home.automation(name, "exclusive: disk\n" + front + "\nrun: ./go.sh")
                .script(
                        name,
                        """
                        mkdir ../../alone || echo '!' >> ../../order
                        echo %1$s begins >> ../../order
                        until [ -e ../../go ]; do sleep 0.05; done
                        echo %1$s ends >> ../../order
                        rmdir ../../alone
                        """
                                .formatted(name));
    }

    private void noted(String name, String front) throws IOException {
        home.automation(name, "exclusive: disk\n" + front)
                .script(
                        name,
                        """
                        mkdir ../../alone || echo '!' >> ../../order
                        echo %1$s >> ../../order
                        sleep 0.1
                        rmdir ../../alone
                        """
                                .formatted(name));
    }

    private List<String> order() throws IOException {
        return lines(home.beside("order"));
    }

    private List<Slot> slots() throws IOException {
        return new Slots(home.workshop().store())
                .between("tick", Instant.EPOCH, Instant.now(), 1000);
    }
}
