package dev.fettle.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.ScriptedHttp;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HttpChannelsTest {
    private static final String LINK = "http://localhost:8484/automations/backup";

    @AutoClose private ScriptedHttp server;

    @BeforeEach
    void a_server() throws IOException {
        server = ScriptedHttp.start();
    }

    @Test
    void ntfy_gets_json_at_the_root_with_its_topic() throws Exception {
        server.answer(200, "{\"id\":\"n1\",\"time\":1}");

        var delivery = ntfy(Optional.of("TOKEN")).send(Letters.opened(), Letters.AROUND);

        var request = server.only();
        assertThat(request.method() + " " + request.path()).isEqualTo("POST /");
        assertThat(request.headers()).containsEntry("Authorization", "Bearer s3cret-token");
        assertThat(request.json())
                .containsEntry("topic", "alerts")
                .containsEntry("title", "backup: failed since 02:30")
                .containsEntry("message", Letters.opened().text())
                .containsEntry("priority", 4L)
                .containsEntry("tags", List.of("rotating_light"))
                .containsEntry("click", LINK);
        assertThat(delivery)
                .isInstanceOfSatisfying(
                        Delivery.Delivered.class,
                        delivered -> assertThat(delivered.receipt()).contains("n1"));
    }

    @Test
    void ntfy_gets_no_more_bytes_than_it_shows() throws Exception {
        var letter =
                Letters.of("opened", 4, "backup failed\n" + "ü€".repeat(4000), Optional.empty());

        ntfy(Optional.empty()).send(letter, Letters.AROUND);

        var message = String.valueOf(server.only().json().get("message"));
        assertThat(message.getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
                .isBetween(3000, 4000);
        assertThat(message).startsWith("backup failed\nü€").endsWith("\n…");
        assertThat(server.only().headers()).doesNotContainKey("Authorization");
    }

    @Test
    void a_plain_webhook_gets_the_alert_as_json_and_a_key_by_which_to_know_it_again()
            throws Exception {
        var hook =
                new Webhook(
                        Form.PLAIN,
                        Optional.of(server.url() + "/hook/{TOKEN}"),
                        Map.of("X-Key", "k {USER_KEY}"),
                        Map.of());

        assertThat(hook.send(Letters.opened(), Letters.AROUND))
                .isInstanceOf(Delivery.Delivered.class);

        var request = server.only();
        assertThat(request.path()).isEqualTo("/hook/s3cret-token");
        assertThat(request.body()).isEqualTo(Letters.opened().json());
        assertThat(request.headers())
                .containsEntry("X-key", "k u53r-key")
                .containsEntry("Idempotency-key", "abc123@nas")
                .containsEntry("Content-type", "application/json");
        assertThat(hook.gathers()).isFalse();
    }

    @Test
    void slack_gets_an_attachment_with_its_three_signs_escaped() throws Exception {
        hook(Form.SLACK, Map.of()).send(Letters.opened(), Letters.AROUND);

        var json = server.only().json();
        assertThat(json).containsEntry("text", "backup failed: exit 7");
        var attachment = first(json.get("attachments"));
        assertThat(attachment.get("color")).isEqualTo("danger");
        assertThat(attachment.get("title_link")).isEqualTo(LINK);
        assertThat(String.valueOf(attachment.get("text"))).contains("&lt;Plug&gt; &amp; pray: ü");
    }

    @Test
    void discord_gets_an_embed_and_mentions_nobody() throws Exception {
        server.answer(204, "");

        var delivery = hook(Form.DISCORD, Map.of()).send(Letters.opened(), Letters.AROUND);

        assertThat(delivery).isInstanceOf(Delivery.Delivered.class);
        var json = server.only().json();
        assertThat(json)
                .containsEntry("content", "backup failed: exit 7")
                .containsEntry("allowed_mentions", Map.of("parse", List.of()));
        var embed = first(json.get("embeds"));
        assertThat(embed.get("description")).isEqualTo(Letters.opened().text());
    }

    @Test
    void telegram_gets_a_message_and_later_ones_answer_the_first() throws Exception {
        server.answer(200, "{\"ok\":true,\"result\":{\"message_id\":42}}");
        var telegram = hook(Form.TELEGRAM, Map.of("chat", "-100", "token", "TOKEN"));

        var first = telegram.send(Letters.opened(), Letters.AROUND);
        telegram.send(Letters.recovered("42"), Letters.AROUND);

        assertThat(((Delivery.Delivered) first).receipt()).contains("42");
        assertThat(server.requests().getFirst().path()).isEqualTo("/bots3cret-token/sendMessage");
        assertThat(server.requests().getFirst().json())
                .containsEntry("chat_id", "-100")
                .containsEntry("text", Letters.opened().text())
                .doesNotContainKey("reply_parameters");
        assertThat(server.requests().getLast().json())
                .containsEntry(
                        "reply_parameters",
                        Map.of("message_id", 42L, "allow_sending_without_reply", true));
    }

    @Test
    void a_telegram_group_that_got_another_id_is_found_again() throws Exception {
        server.answer(
                400,
                "{\"ok\":false,\"error_code\":400,\"description\":\"group chat was upgraded\",\"parameters\":{\"migrate_to_chat_id\":-1007}}");

        hook(Form.TELEGRAM, Map.of("chat", "-100", "token", "TOKEN"))
                .send(Letters.opened(), Letters.AROUND);

        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests().getLast().json()).containsEntry("chat_id", "-1007");
    }

    @Test
    void gotify_gets_a_message_with_the_token_in_a_header() throws Exception {
        hook(Form.GOTIFY, Map.of("token", "TOKEN")).send(Letters.opened(), Letters.AROUND);

        assertThat(server.only().path()).isEqualTo("/message");
        assertThat(server.only().headers()).containsEntry("X-gotify-key", "s3cret-token");
        assertThat(server.only().json())
                .containsEntry("title", "backup: failed since 02:30")
                .containsEntry("message", Letters.opened().text())
                .containsEntry("priority", 6L);
    }

    @Test
    void pushover_gets_a_form() throws Exception {
        hook(Form.PUSHOVER, Map.of("user", "{USER_KEY}", "token", "TOKEN"))
                .send(Letters.opened(), Letters.AROUND);

        assertThat(server.only().path()).isEqualTo("/1/messages.json");
        assertThat(server.only().form())
                .containsEntry("token", "s3cret-token")
                .containsEntry("user", "u53r-key")
                .containsEntry("message", Letters.opened().text())
                .containsEntry("priority", "0")
                .containsEntry("url", LINK);
    }

    @Test
    void matrix_gets_an_event_under_the_letters_own_name_and_a_thread() throws Exception {
        server.answer(200, "{\"event_id\":\"$root\"}");
        var matrix = hook(Form.MATRIX, Map.of("room", "!r:example.org", "token", "TOKEN"));

        var first = matrix.send(Letters.opened(), Letters.AROUND);
        matrix.send(Letters.recovered("$root"), Letters.AROUND);

        assertThat(((Delivery.Delivered) first).receipt()).contains("$root");
        var request = server.requests().getFirst();
        assertThat(request.method() + " " + request.path())
                .isEqualTo(
                        "PUT /_matrix/client/v3/rooms/%21r%3Aexample.org/send/m.room.message/abc123%40nas");
        assertThat(request.headers()).containsEntry("Authorization", "Bearer s3cret-token");
        assertThat(request.json()).containsEntry("body", Letters.opened().text());
        assertThat(String.valueOf(server.requests().getLast().json().get("m.relates_to")))
                .contains("rel_type=m.thread", "event_id=$root");
    }

    @ParameterizedTest
    @CsvSource({
        "200, Delivered",
        "202, Delivered",
        "204, Delivered",
        "301, Refused",
        "400, Refused",
        "401, Refused",
        "403, Refused",
        "404, Refused",
        "410, Refused",
        "413, Refused",
        "408, TryAgain",
        "429, TryAgain",
        "500, TryAgain",
        "502, TryAgain",
        "503, TryAgain"
    })
    void what_a_status_means(int status, String meaning) throws Exception {
        server.answer(status, status == 204 ? "" : "because");

        var delivery = hook(Form.PLAIN, Map.of()).send(Letters.opened(), Letters.AROUND);

        assertThat(delivery.getClass().getSimpleName()).isEqualTo(meaning);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void how_long_to_wait_is_heard_in_each_of_its_forms() throws Exception {
        server.answer(429, "{}", Map.of("Retry-After", "120"));
        assertThat(wait(Form.PLAIN)).contains(Duration.ofMinutes(2));

        server.answer(429, "{\"message\":\"slow\",\"retry_after\":64.57,\"global\":false}");
        assertThat(wait(Form.DISCORD)).contains(Duration.ofSeconds(65));

        server.answer(429, "{\"ok\":false,\"parameters\":{\"retry_after\":31}}");
        assertThat(wait(Form.SLACK)).contains(Duration.ofSeconds(31));

        server.answer(429, "<html>", Map.of("Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT"));
        assertThat(wait(Form.PLAIN)).isEmpty();
    }

    @Test
    void nobody_at_the_port_and_no_such_host_are_tried_again() throws Exception {
        server.close();
        var nobody = hook(Form.PLAIN, Map.of()).send(Letters.opened(), Letters.AROUND);
        var nowhere =
                new Webhook(
                                Form.PLAIN,
                                Optional.of("http://no-such-host.invalid/x"),
                                Map.of(),
                                Map.of())
                        .send(Letters.opened(), Letters.AROUND);

        assertThat(nobody).isInstanceOf(Delivery.TryAgain.class);
        assertThat(nowhere).isInstanceOf(Delivery.TryAgain.class);
        assertThat(nowhere.said()).contains("no such host is known: no-such-host.invalid");
    }

    @Test
    void a_flood_as_an_answer_is_not_kept() throws Exception {
        server.answer(200, "x".repeat(3_000_000));

        var delivery = hook(Form.PLAIN, Map.of()).send(Letters.opened(), Letters.AROUND);

        assertThat(delivery.said().length()).isLessThan(1000);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void texts_that_are_too_long_are_cut_and_not_refused(Form form) throws Exception {
        var long_ =
                Letters.of(
                        "opened",
                        5,
                        "backup failed\n" + "log 😀 line\n".repeat(9000),
                        Optional.empty());

        hook(form, Map.of("chat", "1", "user", "u", "room", "r", "token", "TOKEN"))
                .send(long_, Letters.AROUND);

        int limit =
                switch (form) {
                    case PLAIN, GOTIFY -> Integer.MAX_VALUE;
                    case SLACK -> 9_000;
                    case DISCORD -> 7_000;
                    case TELEGRAM -> 4_500;
                    case PUSHOVER -> 8_000; // each byte takes three signs
                    case MATRIX -> 60_000;
                };
        assertThat(server.only().body().length()).isLessThanOrEqualTo(limit);
    }

    private static Map<?, ?> first(@Nullable Object list) {
        return list instanceof List<?> items && items.getFirst() instanceof Map<?, ?> map
                ? map
                : Map.of();
    }

    private Optional<Duration> wait(Form form) throws InterruptedException {
        return hook(form, Map.of()).send(Letters.opened(), Letters.AROUND)
                        instanceof Delivery.TryAgain(_, var after)
                ? after
                : Optional.empty();
    }

    private Ntfy ntfy(Optional<String> token) {
        return new Ntfy(server.url(), "alerts", token);
    }

    private Webhook hook(Form form, Map<String, String> stated) {
        return new Webhook(form, Optional.of(server.url()), Map.of(), stated);
    }
}
