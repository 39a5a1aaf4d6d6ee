package dev.fettle.channel;

import dev.fettle.notation.JsonReader;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Speaks HTTP, and knows by the status what came of it.
final class HttpSender {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(15);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
    private static final Duration WHOLE_LIMIT = Duration.ofSeconds(60);
    private static final long LONGEST_ANSWER = 64 * 1024;
    private static final int LONGEST_WORDS = 300;

    /// More would be a mistake, or malice.
    private static final long LONGEST_WAIT_SECONDS = 24 * 3600;

    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY = 429;
    private static final int TIMEOUT = 408;

    private HttpSender() {}

    /// What the other side said.
    record Answer(int status, String body, Optional<String> retryAfter) {
        /// Members of what it said; none where that is no JSON object.
        Map<String, @Nullable Object> json() {
            try {
                return JsonReader.object(body);
            } catch (RuntimeException e) {
                return Map.of(); // a proxy's page, say
            }
        }

        String words() {
            var text = body.replaceAll("\\s+", " ").strip();
            var shown =
                    text.length() > LONGEST_WORDS ? text.substring(0, LONGEST_WORDS) + "…" : text;
            return shown.isEmpty() ? "HTTP " + status : "HTTP " + status + ": " + shown;
        }
    }

    /// Reads the receipt out of an answer that is good.
    @FunctionalInterface
    interface Receipt {
        Optional<String> of(Answer answer);
    }

    static Delivery send(Call call, Receipt receipt) throws InterruptedException {
        var asked = answer(call);
        return asked instanceof Heard(var answer) ? delivery(answer, receipt) : asked.failure();
    }

    /// An answer, or why there was none.
    sealed interface Asked {
        default Delivery failure() {
            throw new IllegalStateException("there was an answer");
        }
    }

    record Heard(Answer answer) implements Asked {}

    record Unheard(String why) implements Asked {
        @Override
        public Delivery failure() {
            return Delivery.tryAgain(why);
        }
    }

    static Asked answer(Call call) throws InterruptedException {
        try {
            var host = call.uri().getHost();
            if (host == null) {
                return new Unheard("there is no host in the URL");
            }
            Limited.requireHost(host.replaceAll("[\\[\\]]", ""));
            return new Heard(Limited.call(WHOLE_LIMIT, () -> ask(call)));
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (TimeoutException e) {
            return new Unheard(String.valueOf(e.getMessage()));
        } catch (Exception e) {
            return new Unheard(words(e));
        }
    }

    private static Answer ask(Call call) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(call.uri())
                        .timeout(ANSWER_LIMIT)
                        .method(call.method(), HttpRequest.BodyPublishers.ofString(call.body()));
        call.headers().forEach(request::setHeader);
        request.setHeader("User-Agent", "fettle");
        var client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT_LIMIT)
                        .build();
        try {
            HttpResponse<String> response =
                    client.send(
                            request.build(),
                            BodyHandlers.limiting(BodyHandlers.ofString(), LONGEST_ANSWER));
            return new Answer(
                    response.statusCode(),
                    response.body(),
                    response.headers().firstValue("Retry-After"));
        } finally {
            client.shutdownNow();
        }
    }

    private static String words(Exception e) {
        var message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    static Delivery delivery(Answer answer, Receipt receipt) {
        int status = answer.status();
        if (status / 100 == 2) {
            return new Delivery.Delivered(answer.words(), receipt.of(answer));
        }
        if (status == TOO_MANY || status == TIMEOUT || status == TOO_EARLY || status / 100 == 5) {
            return new Delivery.TryAgain(answer.words(), wait(answer));
        }
        if (status / 100 == 3) {
            return new Delivery.Refused(
                    "it is somewhere else by now (HTTP %d): write the new URL".formatted(status));
        }
        return new Delivery.Refused(answer.words());
    }

    /// In the header, or as Discord and Telegram say it.
    private static Optional<Duration> wait(Answer answer) {
        var json = answer.json();
        var inner = json.get("parameters") instanceof Map<?, ?> map ? map.get("retry_after") : null;
        return answer.retryAfter()
                .or(() -> Optional.ofNullable(json.get("retry_after")).map(String::valueOf))
                .or(() -> Optional.ofNullable(inner).map(String::valueOf))
                .filter(text -> text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?"))
                .map(text -> (long) Math.ceil(Double.parseDouble(text)))
                .map(seconds -> Duration.ofSeconds(Math.min(seconds, LONGEST_WAIT_SECONDS)));
    }
}
