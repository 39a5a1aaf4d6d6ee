package dev.fettle.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.alert.PingStates;
import dev.fettle.channel.Delivery;
import dev.fettle.channel.PingUrl;
import dev.fettle.kit.ScriptedHttp;
import dev.fettle.kit.TestHome;
import dev.fettle.kit.TurnableClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When somebody outside hears that all is well.
class HeartbeatTest {
    private final TurnableClock clock = new TurnableClock();
    @TempDir private Path place;
    @AutoClose private TestHome home;
    @AutoClose private ScriptedHttp server;
    private PingStates states;
    private Optional<PingUrl> url = Optional.empty();
    private boolean well = true;
    private Heartbeat heartbeat;

    @BeforeEach
    void a_server() throws Exception {
        home = TestHome.in(place, clock);
        server = ScriptedHttp.start();
        url = Optional.of(at("/one"));
        states = new PingStates(home.workshop().store(), clock);
        heartbeat = new Heartbeat(() -> url, () -> well, states, clock, _ -> {});
    }

    @Test
    void it_is_heard_at_once_and_then_every_five_minutes() throws Exception {
        assertThat(heartbeat.beat()).isTrue();
        assertThat(after(Duration.ofMinutes(4))).isFalse();
        assertThat(after(Duration.ofMinutes(1))).isTrue();
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void a_daemon_that_is_not_well_is_silent_until_it_is() throws Exception {
        heartbeat.beat();
        well = false;
        assertThat(after(Duration.ofMinutes(10))).isFalse();
        assertThat(server.requests()).hasSize(1);

        well = true;
        assertThat(heartbeat.beat()).isTrue();
    }

    @Test
    void another_url_is_told_at_once_and_without_one_nobody() throws Exception {
        heartbeat.beat();
        url = Optional.of(at("/two"));
        assertThat(heartbeat.beat()).isTrue();
        url = Optional.empty();
        assertThat(after(Duration.ofMinutes(10))).isFalse();
    }

    @Test
    void what_is_in_vain_is_tried_soon_again_three_times_and_shown() throws Exception {
        server.answer(500, "broken");
        assertThat(heartbeat.beat()).isFalse();
        assertThat(states.trouble(PingStates.HEARTBEAT)).hasValue("HTTP 500: broken");
        for (int n = 0; n < 5; n++) {
            after(Duration.ofSeconds(30));
        }
        assertThat(server.requests()).hasSize(4);

        server.answer(200, "OK");
        assertThat(after(Duration.ofMinutes(5))).isTrue();
        assertThat(states.trouble(PingStates.HEARTBEAT)).isEmpty();
    }

    @Test
    void what_is_forgotten_is_no_trouble_of_another_with_its_name() throws Exception {
        var report = PingStates.reportOf("job");
        states.note(report, Delivery.tryAgain("no route"));
        assertThat(states.trouble(report)).hasValue("no route");

        home.workshop().sights().forget("job");

        assertThat(states.trouble(report)).isEmpty();
    }

    private boolean after(Duration pause) throws Exception {
        clock.turn(pause);
        return heartbeat.beat();
    }

    private PingUrl at(String path) {
        return new PingUrl(URI.create(server.url() + path));
    }
}
