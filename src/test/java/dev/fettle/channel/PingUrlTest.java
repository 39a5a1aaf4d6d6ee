package dev.fettle.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.ScriptedHttp;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PingUrlTest {
    @AutoClose private ScriptedHttp server;

    @BeforeEach
    void a_server() throws Exception {
        server = ScriptedHttp.start();
    }

    @Test
    void all_is_well_is_said_by_calling_the_url_as_it_is_written() throws Exception {
        assertThat(at("/ping/key/?create=1").tell()).isInstanceOf(Delivery.Delivered.class);

        assertThat(server.only().method()).isEqualTo("GET");
        assertThat(server.only().path()).isEqualTo("/ping/key/?create=1");
    }

    @Test
    void an_ending_goes_before_the_query_and_a_run_into_it() throws Exception {
        var run = UUID.nameUUIDFromBytes(new byte[] {1});

        at("/ping/key/?create=1").tell("/7", Optional.of(run), "failed: exit code 7");
        at("/key").tell("/start", Optional.of(run), "");

        assertThat(server.requests())
                .extracting(ScriptedHttp.Request::path)
                .containsExactly("/ping/key/7?create=1&rid=" + run, "/key/start?rid=" + run);
        assertThat(server.requests().getFirst().method()).isEqualTo("POST");
        assertThat(server.requests().getFirst().body()).isEqualTo("failed: exit code 7");
    }

    @Test
    void an_error_of_the_server_is_tried_again_and_an_unknown_key_is_not() throws Exception {
        server.answer(503, "unavailable");
        assertThat(at("/key").tell()).isInstanceOf(Delivery.TryAgain.class);
        server.answer(404, "not found");
        assertThat(at("/key").tell()).isInstanceOf(Delivery.Refused.class);
        server.close();
        assertThat(at("/key").tell()).isInstanceOf(Delivery.TryAgain.class);
    }

    @Test
    void the_key_stands_in_no_text() {
        assertThat(at("/secret-key").toString()).isEqualTo("a URL at 127.0.0.1");
    }

    private PingUrl at(String path) {
        return new PingUrl(URI.create(server.url() + path));
    }
}
