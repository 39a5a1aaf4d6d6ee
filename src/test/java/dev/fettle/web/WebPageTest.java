package dev.fettle.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebPageTest {
    private static final String HOSTILE = "<script>alert(1)<script>\u202Egpj.exe\n\"'&";

    @TempDir private Path folder;

    private final List<Throwable> troubles = Collections.synchronizedList(new ArrayList<>());
    private final SampleHome home = new SampleHome();
    private final HttpClient client = HttpClient.newHttpClient();
    private WebPage page;
    private InetSocketAddress address;

    @BeforeEach
    void serve() throws IOException {
        var anywhere = InetSocketAddress.createUnresolved("127.0.0.1", 0);
        page = WebPage.start(List.of(anywhere), home, troubles::add);
        address = page.addresses().getFirst();
    }

    @AfterEach
    void stop() {
        client.close();
        page.close();
    }

    @Test
    void the_overview_says_that_all_is_well() throws Exception {
        home.succeeded("aaaaaaaaaaaa", "web-images", "dunes.jpg", "/nowhere/log")
                .automation("web-images", "ok", "");

        var answer = get("/");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("<title>All is well · Fettle</title>", "/home/anna/automations")
                .contains("<a href=\"/automations/web-images\">", "sign good\">ok")
                .contains("4 m ago", "dunes.jpg", "812 MB of 5.0 GB");
    }

    @Test
    void what_fails_stands_first_and_in_words() throws Exception {
        home.automation("calm", "ok", "")
                .invalid("bbbbbbbbbbbb", "web-images", "the picture is cut off", "half.jpg")
                .automation("web-images", "failing", "invalid: the picture is cut off");

        var body = get("/").body();

        assertThat(body).contains("<h1><bdi>web-images is failing.</bdi></h1>");
        assertThat(body.indexOf("/automations/web-images"))
                .isLessThan(body.indexOf("/automations/calm"));
        assertThat(body).contains("invalid: the picture is cut off", "sign bad\">failing");
    }

    @Test
    void interrupted_runs_are_told_with_their_remedy() throws Exception {
        home.automation("web-images", "ok", "").interrupted("web-images");

        assertThat(get("/").body()).contains("Interrupted runs", "<code>fettle recover</code>");
    }

    @Test
    void a_home_without_automations_says_how_to_begin_one() throws Exception {
        assertThat(get("/").body()).contains("<code>fettle new NAME</code>");
    }

    @Test
    void a_run_shows_what_it_was_given_found_published_and_said() throws Exception {
        var log =
                Files.writeString(
                        folder.resolve("log"), "\u001b[32mreading\u001b[0m <b>\n10 %\r20 %\n");
        home.succeeded("aaaaaaaaaaaa", "web-images", "dunes.jpg", log.toString());

        var body = get("/runs/aaaaaaaaaaaa").body();

        assertThat(body)
                .contains("/inbox/dunes.jpg", "4.2 kB", "c0ffee", "/site/dunes.jpg")
                .contains("reading &lt;b&gt;\n10 %\n20 %", "fettle undo aaaaaaaaaaaa");
    }

    @Test
    void an_automation_has_a_page_even_when_it_is_gone_from_the_home() throws Exception {
        home.invalid("bbbbbbbbbbbb", "former", "no", "half.jpg").automation("web-images", "ok", "");

        assertThat(get("/automations/web-images").body()).contains("It has not run yet");
        assertThat(get("/automations/former").body())
                .contains("no longer in this home", "half.jpg");
        assertThat(get("/automations/never").statusCode()).isEqualTo(404);
    }

    @Test
    void hostile_names_are_only_names() throws Exception {
        home.invalid("bbbbbbbbbbbb", HOSTILE, HOSTILE, HOSTILE)
                .automation(HOSTILE, "failing", HOSTILE);

        var overview = get("/").body();
        var link = overview.replaceAll("(?s).*?href=\"(/automations/[^\"]*)\".*", "$1");

        for (var body : List.of(overview, get(link).body(), get("/runs/bbbbbbbbbbbb").body())) {
            assertThat(body).doesNotContain("<script>alert", "\u202E", "onerror=");
            assertThat(body).contains("&lt;script&gt;", "\\u202egpj.exe\\n");
        }
    }

    @Test
    void the_api_answers_as_the_verbs_do() throws Exception {
        home.succeeded("aaaaaaaaaaaa", "web-images", "dunes.jpg", "/nowhere/log")
                .invalid("bbbbbbbbbbbb", "web-images", "no", "half.jpg")
                .automation("web-images", "failing", "no");

        assertThat(get("/api/v1/status").body())
                .contains("\"maintenance\" : null", "\"health\" : \"failing\"");
        assertThat(get("/api/v1/runs?limit=1").body()).contains("bbbb").doesNotContain("aaaa");
        assertThat(get("/api/v1/runs/aaaaaaaaaaaa").body()).startsWith("{").contains("\"log\"");
        assertThat(get("/api/v1/runs?limit=0").statusCode()).isEqualTo(400);
        var unknown = get("/api/v1/runs/zzzz");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("\"error\"");
        assertThat(unknown.headers().firstValue("content-type")).hasValue("application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/runs/zzzzzzzzzzzz",
                "/runs/",
                "/runs/..%2F..",
                "/runs/%FF%00",
                "/automations/",
                "/web/fettle.css",
                "/fettle.css/",
                "/favicon.ico",
                "/api",
                "/api/",
                "/api/v1",
                "//",
                "/../etc/passwd",
                "/dev/fettle/Main.class"
            })
    void what_is_not_there_is_404(String path) throws Exception {
        assertThat(Wire.get(address, path)).startsWith("HTTP/1.1 404 ").doesNotContain("Exception");
        assertThat(troubles).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/fettle.css", "/fettle.js", "/well.svg", "/trouble.svg"})
    void what_the_pages_need_lies_beside_them(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(200);
        assertThat(get(path).body()).isNotEmpty();
    }

    @Test
    void head_says_how_long_the_page_is_and_sends_none_of_it() throws Exception {
        var head = Wire.request(address, "HEAD / HTTP/1.1", "Host: localhost:" + address.getPort());

        assertThat(head).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n");
        var length = get("/").headers().firstValue("content-length").orElseThrow();
        assertThat(head.toLowerCase(java.util.Locale.ROOT))
                .contains("content-length: " + length + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
    void nothing_but_reading_is_possible(String method) throws Exception {
        var answer =
                Wire.request(
                        address, method + " / HTTP/1.1", "Host: localhost:" + address.getPort());

        assertThat(answer).startsWith("HTTP/1.1 405 ").contains("Allow: GET, HEAD");
    }

    @Test
    void every_answer_forbids_what_is_not_ours() throws Exception {
        for (var path : List.of("/", "/nothing", "/fettle.css", "/api/v1/status")) {
            var headers = get(path).headers();
            assertThat(headers.firstValue("content-security-policy"))
                    .hasValueSatisfying(policy ->
                            assertThat(policy)
                                    .contains("default-src 'none'", "frame-ancestors 'none'")
                                    .doesNotContain("unsafe"));
            assertThat(headers.firstValue("x-content-type-options")).hasValue("nosniff");
            assertThat(headers.firstValue("referrer-policy")).hasValue("no-referrer");
            assertThat(headers.firstValue("cache-control")).hasValue("no-store");
        }
    }

    @Test
    void an_error_is_told_to_the_log_and_not_to_the_reader() throws Exception {
        home.breaks(new IOException("the store at /secret/place is damaged"));

        for (var path : List.of("/", "/api/v1/status", "/automations/web-images")) {
            var answer = get(path);
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).doesNotContain("secret", "IOException", "at dev.fettle");
        }
        assertThat(troubles)
                .hasSize(3)
                .allSatisfy(e -> assertThat(e).hasMessageContaining("secret"));
    }

    @Test
    void what_is_no_http_is_refused_without_a_word_of_the_inside() throws Exception {
        var refused = Wire.exchange(address, "HELLO\r\n\r\n");
        var tooLong =
                Wire.request(address, "GET /" + "a".repeat(5000) + " HTTP/1.1", "Host: localhost");

        assertThat(refused + tooLong).doesNotContain("Exception", "helidon", "at io.");
        assertThat(get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void a_connection_that_is_to_be_closed_is_closed() throws Exception {
        var host = "Host: localhost:" + address.getPort();

        for (var path : List.of("/", "/nothing", "/fettle.css", "/api/v1/runs")) {
            assertThat(Wire.request(address, "GET " + path + " HTTP/1.1", host))
                    .startsWith("HTTP/1.1 ");
        }
        assertThat(troubles).isEmpty();
    }

    @Test
    void a_connection_serves_several_requests() throws Exception {
        var request =
                "GET /well.svg HTTP/1.1\r\nHost: localhost:%d\r\n".formatted(address.getPort());

        var both = Wire.exchange(address, request + "\r\n" + request + "Connection: close\r\n\r\n");

        assertThat(both.split("HTTP/1.1 200 ", -1)).hasSize(3);
    }

    private HttpResponse<String> get(String path) throws Exception {
        var uri = URI.create("http://127.0.0.1:%d%s".formatted(address.getPort(), path));
        return client.send(
                HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
