package dev.fettle.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.ScriptedHttp;
import dev.fettle.kit.TestHome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A fire drill: sent as every alert is, and to be answered.
class DrillTest {
    private static final String UNANSWERED = "has not been answered";

    @TempDir private Path place;
    @AutoClose private TestHome home;
    @AutoClose private ScriptedHttp one;
    @AutoClose private ScriptedHttp other;

    @BeforeEach
    void a_home_with_two_channels_at_a_quiet_hour() throws Exception {
        home = TestHome.in(place);
        one = ScriptedHttp.start();
        other = ScriptedHttp.start();
        Files.writeString(
                home.root().resolve("fettle.yaml"),
                """
                web: off
                quiet: 00:00-23:59
                channels:
                  one: {webhook: {url: %s/}}
                  other: {webhook: {url: %s/}}
                """
                        .formatted(one.url(), other.url()));
    }

    @Test
    void it_reaches_every_channel_and_is_unanswered_until_somebody_answers() throws Exception {
        assertThat(FettleProcess.call(home, "ack", "drill").code()).isEqualTo(2);

        var drill = FettleProcess.call(home, "drill");

        assertThat(drill.code()).as(drill.out() + drill.err()).isZero();
        assertThat(drill.out()).contains("one: it is on its way", "other: it is on its way");
        assertThat(one.only().json()).containsEntry("kind", "drill");
        assertThat(other.only().body()).contains("fettle ack drill");
        assertThat(FettleProcess.call(home, "status").out()).contains(UNANSWERED);
        assertThat(FettleProcess.call(home, "digest", "--print").out()).contains(UNANSWERED);

        assertThat(FettleProcess.call(home, "ack", "drill").out()).contains("it has reached you");

        assertThat(FettleProcess.call(home, "status").out()).doesNotContain(UNANSWERED);
        assertThat(FettleProcess.call(home, "digest", "--print").out())
                .contains("was answered on")
                .doesNotContain(UNANSWERED);
    }

    @Test
    void a_channel_that_refuses_it_is_named() throws Exception {
        other.answer(404, "gone");
        try (var _ = FettleProcess.up(home)) {
            var drill = FettleProcess.call(home, "drill");

            assertThat(drill.code()).isEqualTo(1);
            assertThat(drill.out())
                    .contains("one: it is on its way", "other: not delivered (HTTP 404: gone)");
        }
    }

    @Test
    void without_a_channel_there_is_nobody_to_drill() throws Exception {
        Files.writeString(home.root().resolve("fettle.yaml"), "web: off\n");

        var drill = FettleProcess.call(home, "drill");

        assertThat(drill.code()).isEqualTo(2);
        assertThat(drill.err()).contains("nobody would be told");
    }
}
