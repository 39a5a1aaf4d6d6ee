package dev.fettle.channel;

import dev.fettle.notation.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a service wants to be told, and how it answers. Shapes are those of the services' own
/// documents.
public enum Form {
    /// The alert as JSON.
    PLAIN(Set.of(), false) {
        @Override
        Call call(Webhook hook, Letter letter, Around around) {
            return Call.json(hook.base(around, ""), letter.json())
                    .with("Idempotency-Key", letter.id());
        }
    },

    /// Mattermost's and Rocket.Chat's too.
    SLACK(Set.of(), false) {
        @Override
        Call call(Webhook hook, Letter letter, Around around) {
            var attachment = new LinkedHashMap<String, Object>();
            attachment.put("color", good(letter) ? "good" : broke(letter) ? "danger" : "#888888");
            attachment.put("fallback", escaped(letter.lead()));
            attachment.put("title", escaped(Texts.cut(letter.subject(), 250)));
            letter.link().ifPresent(link -> attachment.put("title_link", link));
            attachment.put("text", "```" + escaped(Texts.cut(letter.text(), 7000)) + "```");
            attachment.put("mrkdwn_in", List.of("text"));
            return Call.json(
                    hook.base(around, ""),
                    Map.of("text", escaped(letter.lead()), "attachments", List.of(attachment)));
        }

        // Slack's own three signs.
        private String escaped(String text) {
            return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        }
    },

    DISCORD(Set.of(), false) {
        @Override
        Call call(Webhook hook, Letter letter, Around around) {
            var embed = new LinkedHashMap<String, Object>();
            embed.put("title", Texts.cut(letter.subject(), 250));
            embed.put("description", Texts.cut(letter.text(), 4000));
            embed.put("color", good(letter) ? 0x2e8b57 : broke(letter) ? 0xcc2222 : 0x888888);
            letter.link().ifPresent(link -> embed.put("url", link));
            var content = new LinkedHashMap<String, Object>();
            content.put("content", Texts.cut(letter.lead(), 1900));
            content.put("embeds", List.of(embed));
            content.put("allowed_mentions", Map.of("parse", List.of()));
            return Call.json(hook.base(around, ""), content);
        }
    },

    TELEGRAM(Set.of("chat", "token"), true) {
        @Override
        Call call(Webhook hook, Letter letter, Around around) {
            return call(hook, letter, around, hook.value("chat", around));
        }

        private Call call(Webhook hook, Letter letter, Around around, String chat) {
            var content = new LinkedHashMap<String, Object>();
            content.put("chat_id", chat);
            content.put("text", Texts.cut(letter.text(), 4000));
            content.put("disable_notification", letter.urgency() < 3);
            content.put("link_preview_options", Map.of("is_disabled", true));
            letter.receipt()
                    .filter(receipt -> receipt.matches("[0-9]{1,15}"))
                    .ifPresent(receipt ->
                            content.put(
                                    "reply_parameters",
                                    Map.of(
                                            "message_id",
                                            Long.parseLong(receipt),
                                            "allow_sending_without_reply",
                                            true)));
            return Call.json(
                    "%s/bot%s/sendMessage"
                            .formatted(
                                    hook.base(around, "https://api.telegram.org"),
                                    hook.token(around)),
                    content);
        }

        // A group that became a supergroup says its new id.
        @Override
        Delivery send(Webhook hook, Letter letter, Around around, Map<String, String> headers)
                throws InterruptedException {
            var asked = HttpSender.answer(call(hook, letter, around).with(headers));
            if (asked instanceof HttpSender.Heard(var answer)
                    && answer.json().get("parameters") instanceof Map<?, ?> parameters
                    && parameters.get("migrate_to_chat_id") != null) {
                var chat = String.valueOf(parameters.get("migrate_to_chat_id"));
                return HttpSender.send(
                        call(hook, letter, around, chat).with(headers), this::receipt);
            }
            return asked instanceof HttpSender.Heard(var answer)
                    ? HttpSender.delivery(answer, this::receipt)
                    : asked.failure();
        }

        @Override
        Optional<String> receipt(HttpSender.Answer answer) {
            return answer.json().get("result") instanceof Map<?, ?> result
                    ? Optional.ofNullable(result.get("message_id")).map(String::valueOf)
                    : Optional.empty();
        }
    },

    GOTIFY(Set.of("token"), false) {
        @Override
        Call call(Webhook hook, Letter letter, Around around) {
            var content = new LinkedHashMap<String, Object>();
            content.put("title", Texts.cut(letter.subject(), 250));
            content.put("message", letter.text());
            content.put("priority", letter.urgency() * 2 - 2);
            letter.link()
                    .ifPresent(link ->
                            content.put(
                                    "extras",
                                    Map.of(
                                            "client::notification",
                                            Map.of("click", Map.of("url", link)))));
            return Call.json(hook.base(around, "") + "/message", content)
                    .with("X-Gotify-Key", hook.token(around));
        }
    },

    PUSHOVER(Set.of("user", "token"), true) {
        @Override
        Call call(Webhook hook, Letter letter, Around around) {
            var form = new LinkedHashMap<String, String>();
            form.put("token", hook.token(around));
            form.put("user", hook.value("user", around));
            form.put("title", Texts.cut(letter.subject(), 240));
            form.put("message", Texts.cut(letter.text(), 1000));
            // 2 would be repeated until somebody answers; that is for who asked for it.
            form.put("priority", Integer.toString(Math.clamp(letter.urgency() - 4L, -1, 1)));
            letter.link().ifPresent(link -> form.put("url", link));
            var body =
                    form.entrySet().stream()
                            .map(e -> e.getKey() + "=" + encoded(e.getValue()))
                            .collect(Collectors.joining("&"));
            return new Call(
                    "POST",
                    URI.create(hook.base(around, "https://api.pushover.net") + "/1/messages.json"),
                    Map.of("Content-Type", "application/x-www-form-urlencoded"),
                    body);
        }
    },

    MATRIX(Set.of("room", "token"), false) {
        @Override
        Call call(Webhook hook, Letter letter, Around around) {
            var content = new LinkedHashMap<String, Object>();
            content.put("msgtype", "m.text");
            content.put("body", Texts.cut(letter.text(), 20_000));
            content.put("format", "org.matrix.custom.html");
            content.put(
                    "formatted_body",
                    "<strong>%s</strong><pre>%s</pre>"
                            .formatted(
                                    html(letter.lead()), html(Texts.cut(letter.text(), 20_000))));
            letter.receipt()
                    .ifPresent(root ->
                            content.put(
                                    "m.relates_to",
                                    Map.of(
                                            "rel_type",
                                            "m.thread",
                                            "event_id",
                                            root,
                                            "is_falling_back",
                                            true,
                                            "m.in_reply_to",
                                            Map.of("event_id", root))));
            // The same name for each try: a server that has it already does not post it again.
            var uri =
                    "%s/_matrix/client/v3/rooms/%s/send/m.room.message/%s"
                            .formatted(
                                    hook.base(around, ""),
                                    encoded(hook.value("room", around)),
                                    encoded(letter.id()));
            return new Call(
                    "PUT",
                    URI.create(uri),
                    Map.of(
                            "Content-Type",
                            "application/json",
                            "Authorization",
                            "Bearer " + hook.token(around)),
                    Json.line(content));
        }

        @Override
        Optional<String> receipt(HttpSender.Answer answer) {
            return Optional.ofNullable(answer.json().get("event_id")).map(String::valueOf);
        }

        private String html(String text) {
            return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        }
    };

    /// All that some form asks for.
    static final List<String> KEYS = List.of("token", "chat", "user", "room");

    private final Set<String> wants;
    private final boolean hasOwnUrl;

    Form(Set<String> wants, boolean hasOwnUrl) {
        this.wants = wants;
        this.hasOwnUrl = hasOwnUrl;
    }

    abstract Call call(Webhook hook, Letter letter, Around around);

    Delivery send(Webhook hook, Letter letter, Around around, Map<String, String> headers)
            throws InterruptedException {
        return HttpSender.send(call(hook, letter, around).with(headers), this::receipt);
    }

    Optional<String> receipt(HttpSender.Answer answer) {
        return Optional.empty();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    Set<String> wants() {
        return wants;
    }

    boolean hasOwnUrl() {
        return hasOwnUrl;
    }

    private static boolean good(Letter letter) {
        return letter.kind().equals("recovered");
    }

    private static boolean broke(Letter letter) {
        return letter.kind().equals("opened") || letter.kind().equals("still");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
