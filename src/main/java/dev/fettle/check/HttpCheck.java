package dev.fettle.check;

import dev.fettle.notation.Durations;
import dev.fettle.notation.Key;
import dev.fettle.notation.Node;
import dev.fettle.notation.Shape;
import dev.fettle.notation.Wording;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// `http: https://example.org`, `http: {url: …, status: 200, matches: 'In stock', within: 5s}`: a
/// page answers with this status, has what it must in it, and is whole within this time. Where it
/// leads elsewhere, that is followed.
///
/// @param statuses empty for any of success
record HttpCheck(
        String url,
        List<Long> statuses,
        List<Pattern> matches,
        List<Pattern> lacks,
        Duration within,
        Optional<String> authorities)
        implements PlaceCheck {
    private static final Duration WITHIN = Duration.ofSeconds(30);
    private static final int MOST_SEARCHED = 8 << 20;
    private static final int LONGEST_SHOWN = 100;

    HttpCheck {
        statuses = List.copyOf(statuses);
        matches = List.copyOf(matches);
        lacks = List.copyOf(lacks);
    }

    @Override
    public String name() {
        return "http";
    }

    @Override
    public Cost cost() {
        return Cost.RUNS;
    }

    @Override
    public String place() {
        return url;
    }

    private record Page(int status, String body, boolean whole) {}

    @Override
    public Judgement judge(Evidence evidence) throws IOException, InterruptedException {
        var trust = Trust.of(authorities.map(evidence::at));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var client = client(trust)) {
            var asked = threads.submit(() -> page(client));
            try {
                return judge(asked.get(within.toMillis(), TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                return new Judgement.Bad(
                        "slow",
                        "all of %s within %s".formatted(url, Wording.duration(within)),
                        "not there by then");
            } catch (ExecutionException e) {
                return failed(e.getCause());
            } finally {
                asked.cancel(true);
                client.shutdownNow();
            }
        }
    }

    private static HttpClient client(Trust trust) throws IOException {
        return HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .sslContext(trust.context())
                .build();
    }

    private Page page(HttpClient client) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(url)).setHeader("User-Agent", "fettle").build();
        var response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (var body = response.body()) {
            var bytes = body.readNBytes(MOST_SEARCHED);
            boolean whole = bytes.length < MOST_SEARCHED || body.read() < 0;
            return new Page(
                    response.statusCode(), new String(bytes, StandardCharsets.UTF_8), whole);
        }
    }

    private Judgement judge(Page page) throws InterruptedException {
        boolean good =
                statuses.isEmpty()
                        ? page.status() / 100 == 2
                        : statuses.contains((long) page.status());
        if (!good) {
            var wanted = statuses.stream().map(String::valueOf).toList();
            return new Judgement.Bad(
                    "status",
                    "status %s from %s"
                            .formatted(
                                    wanted.isEmpty() ? "200 to 299" : String.join(" or ", wanted),
                                    url),
                    "status %d%s".formatted(page.status(), said(page)));
        }
        if (matches.isEmpty() && lacks.isEmpty()) {
            return Judgement.GOOD;
        }
        if (!page.whole()) {
            return new Judgement.Unmade(
                    "too-large",
                    "%s is too large to be searched: more than %s"
                            .formatted(url, Wording.size(MOST_SEARCHED)));
        }
        try {
            var text = new StringBuilder(page.body());
            return TextCheck.search(text, matches, "matches", lacks, "lacks");
        } catch (SearchText.Interrupted e) {
            throw new InterruptedException();
        } catch (StackOverflowError e) {
            return new Judgement.Unmade("too-deep", "an expression needs too much room for " + url);
        }
    }

    private static String said(Page page) {
        var text = page.body().replaceAll("\\s+", " ").strip();
        if (text.isEmpty() || text.startsWith("<")) {
            return "";
        }
        return ": "
                + Wording.visible(
                        text.length() > LONGEST_SHOWN
                                ? text.substring(0, LONGEST_SHOWN) + "…"
                                : text);
    }

    private Judgement failed(@Nullable Throwable e) {
        return switch (e) {
            case SSLException tls ->
                    new Judgement.Bad(
                            "tls",
                            "a connection to %s that can be believed".formatted(url),
                            why(tls));
            case ConnectException _ -> unreachable("nobody takes connections there");
            case IOException io -> unreachable(why(io));
            case null, default -> throw new IllegalStateException("asking for a page failed", e);
        };
    }

    private Judgement unreachable(String why) {
        return new Judgement.Bad("unreachable", "an answer from " + url, "none: " + why);
    }

    private static String why(IOException e) {
        return Wording.visible(Reasons.of(e));
    }

    /// As users write it.
    record Kind() implements CheckKind {
        private static final Shape URL =
                Shape.text(
                        "^https?://([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?([/?]\\S*)?$",
                        "URL",
                        "such as https://example.org/page");

        private static final Shape STATUS = new Shape.Whole(100, 599);
        private static final Shape PATTERNS = Shape.oneOrMore(Shape.text("regular expression"));

        @Override
        public String name() {
            return "http";
        }

        @Override
        public String says() {
            return "a page answers as it must, and in time";
        }

        @Override
        public boolean standsAlone() {
            return false;
        }

        @Override
        public Shape options() {
            return Shape.either(
                    URL,
                    Shape.keys(
                            Key.required("url", URL, "the page"),
                            Key.of(
                                    "status",
                                    Shape.oneOrMore(STATUS),
                                    "what it must answer with; 200 to 299 where nothing is stated"),
                            Key.of("matches", PATTERNS, "expressions that must be found in it"),
                            Key.of("lacks", PATTERNS, "expressions that must not be found in it"),
                            Key.of(
                                    "within",
                                    Shape.duration(),
                                    "when all of it must be there; 30s where nothing is stated"),
                            Key.of(
                                    "ca",
                                    Shape.path(),
                                    "a file of certificates (PEM) to believe instead of the usual"
                                            + " ones")));
        }

        @Override
        public Check parse(Options options) {
            var url = options.at("url").or(() -> options.at(""));
            url.ifPresent(node -> refuse(node, options));
            return new HttpCheck(
                    url.map(Node::text).orElse("http://localhost"),
                    options.texts("status").stream().map(Long::parseLong).toList(),
                    options.patterns("matches"),
                    options.patterns("lacks"),
                    options.at("within").map(Durations::at).orElse(WITHIN),
                    options.text("ca"));
        }

        private static void refuse(Node node, Options options) {
            try {
                HttpRequest.newBuilder(URI.create(node.text()));
            } catch (IllegalArgumentException e) {
                options.problem(
                        node,
                        "http: %s is no URL: %s"
                                .formatted(Wording.quoted(node.text()), e.getMessage()),
                        "write what cannot stand in one as %20 and the like");
            }
        }
    }
}
