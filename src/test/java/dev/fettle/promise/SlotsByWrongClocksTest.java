package dev.fettle.promise;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.TestHome;
import dev.fettle.kit.WrongClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The wall clock of a real daemon is set while schedules wait: each slot has its run or its
/// reason, and none has two.
class SlotsByWrongClocksTest {
    private static final Duration PERIOD = Duration.ofMinutes(10);

    @TempDir private Path place;
    @AutoClose private TestHome home;
    private WrongClock clock;

    @BeforeEach
    void a_home_with_two_schedules() throws IOException {
        home = TestHome.in(place);
        clock = WrongClock.in(home);
        for (var catchUp : List.of("all", "latest")) {
            home.automation(
                            catchUp,
                            "schedule: every 10m\ncatch-up: %s\nrun: ./go.sh".formatted(catchUp))
                    .script(catchUp, "echo \"$FETTLE_DUE\" >>../../" + catchUp);
        }
    }

    @Test
    void set_forward_back_and_forward_again_each_slot_runs_once() throws Exception {
        try (var _ = clock.up()) {
            set("+175m");
            until(() -> runs("all").size() == 17 && runs("latest").size() == 1);
            set("+0");
            until(() -> timesSetBack() == 2);
            set("+245m");
            until(() -> runs("all").size() == 24 && runs("latest").size() == 2);
        }

        var all = runs("all");
        for (int n = 1; n < all.size(); n++) {
            assertThat(Duration.between(all.get(n - 1), all.get(n))).isEqualTo(PERIOD);
        }
        assertThat(runs("latest")).containsExactly(all.get(16), all.getLast());
    }

    private List<Instant> runs(String name) throws IOException {
        return lines(home.beside(name)).stream().map(Instant::parse).toList();
    }

    private long timesSetBack() throws IOException {
        return home.workshop()
                .store()
                .read(sql -> sql.number("SELECT count(*) FROM event WHERE kind = 'set-back'"));
    }

    /// A daemon looks at the clock when something happens, and every 30 s.
    private void set(String offset) throws IOException {
        clock.set(offset);
        Files.writeString(home.root().resolve("fettle.yaml"), "web: off # " + offset + "\n");
    }
}
