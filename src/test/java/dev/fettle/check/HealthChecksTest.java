package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.fettle.kit.Certificate;
import dev.fettle.kit.ScriptedHttp;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What looks at the machine and at the network, with real servers.
class HealthChecksTest {
    @TempDir private Path temp;
    private Results results;

    @BeforeEach
    void results() throws Exception {
        results = Results.in(temp);
    }

    // --- log

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "log: {must: 'snapshot [0-9a-f]+ saved'} | ''",
                "log: {must: '^snapshot', must-not: [error, Warning]} | ''",
                "log: {must: restored} | must",
                "log: {must-not: '(?i)SKIPPED'} | must-not"
            })
    void what_the_program_said_is_held_to(String check, String code) throws Exception {
        var log =
                Files.writeString(
                        temp.resolve("run.log"), "2 files skipped\nsnapshot 12ab saved\n\u00ff\n");
        var occasion = results.evidence().occasion();
        var evidence =
                results.evidence()
                        .on(new Occasion(occasion.clock(), Optional.of(log), Optional.empty()));

        var finding =
                Checks.verdict(Results.parse(check), evidence, results.clock())
                        .findings()
                        .getFirst();

        assertThat(finding.code().orElse("")).isEqualTo(code);
        assertThat(finding.passed()).contains(code.isEmpty());
    }

    @Test
    void without_a_log_nothing_can_be_said() throws Exception {
        var finding = results.finding("log: {must: saved}");

        assertThat(finding.passed()).isEmpty();
        assertThat(finding.code()).contains("no-log");
    }

    // --- machine

    @Test
    void room_is_measured_as_a_size_and_as_a_part() throws Exception {
        assertThat(results.finding("free-space: 1 kB").passed()).contains(true);
        assertThat(results.finding("free-space: {path: ~/, min: 0.001 %}").passed()).contains(true);

        var finding = results.finding("free-space: {path: /, min: 900 TB}");

        assertThat(finding.code()).contains("free-space");
        assertThat(finding.detail().orElseThrow())
                .matches("\\S+ \\S+ of \\S+ \\S+ free at /; expected: at least 900 TB free");
        assertThat(results.finding("free-space: {path: /proc, min: 1 kB}").code())
                .contains("free-space");
        assertThat(results.finding("free-space: {path: none, min: 1 kB}").code())
                .contains("missing");
    }

    @Test
    void a_folder_at_which_nothing_is_mounted_is_no_disk() throws Exception {
        assertThat(results.finding("mounted: /proc").detail()).contains("/proc: good");

        var finding = results.finding("mounted: {path: .}");

        assertThat(finding.code()).contains("not-mounted");
        assertThat(finding.detail())
                .contains(
                        "nothing is mounted there; expected: a file system mounted at "
                                + results.automation());
    }

    // --- network

    @Test
    void a_port_is_tried_and_nobody_there_is_the_fault() throws Exception {
        int closed;
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            closed = server.getLocalPort();
            assertThat(results.finding("port: 127.0.0.1:" + closed).passed()).contains(true);
        }

        var finding = results.finding("port: 127.0.0.1:" + closed);

        assertThat(finding.passed()).contains(false);
        assertThat(finding.code()).contains("unreachable");
        assertThat(finding.detail().orElseThrow())
                .startsWith("none: ")
                .endsWith("expected: a connection to 127.0.0.1:" + closed);
    }

    @Test
    void a_name_has_an_address_or_not() throws Exception {
        assertThat(results.finding("dns: localhost").passed()).contains(true);
        assertThat(results.finding("dns: {name: 127.0.0.1, is: 127.0.0.1}").passed())
                .contains(true);
        assertThat(results.finding("dns: {name: localhost, is: [192.0.2.7]}").code())
                .contains("address");
        assertThat(results.finding("dns: no-such-host.invalid").code()).contains("unknown");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{url: URL} | ''",
                "{url: URL, status: 200, matches: '^In stock'} | ''",
                "{url: URL, status: [201, 404]} | status",
                "{url: URL, matches: Sold out} | matches",
                "{url: URL, lacks: stock} | lacks"
            })
    void a_page_is_held_to_what_is_stated(String options, String code) throws Exception {
        try (var server = ScriptedHttp.start()) {
            server.answer(200, "<html>\nIn stock\n</html>");

            var finding = results.finding("http: " + options.replace("URL", server.url()));

            assertThat(finding.code().orElse("")).isEqualTo(code);
            assertThat(finding.passed()).contains(code.isEmpty());
        }
    }

    @Test
    void an_error_page_and_a_detour_are_seen() throws Exception {
        try (var server = ScriptedHttp.start()) {
            server.answer(502, "upstream is down");
            assertThat(results.finding("http: " + server.url()).detail())
                    .contains(
                            "status 502: upstream is down; expected: status 200 to 299 from "
                                    + server.url());
            server.answer(302, "", Map.of("Location", "http://127.0.0.1:1/"));
            assertThat(results.finding("http: " + server.url()).code()).contains("unreachable");
        }
    }

    @Test
    void a_host_that_is_away_is_the_fault_itself() throws Exception {
        for (var url : new String[] {"http://127.0.0.1:1", "http://no-such-host.invalid/"}) {
            var finding = results.finding("http: " + url);

            assertThat(finding.passed()).contains(false);
            assertThat(finding.code()).contains("unreachable");
        }
    }

    @Test
    void who_says_nothing_in_time_is_slow() throws Exception {
        try (var server = ScriptedHttp.start()) {
            server.hang();

            var finding =
                    results.finding("http: {url: '%s', within: 300ms}".formatted(server.url()));

            assertThat(finding.code()).contains("slow");
            assertThat(finding.detail())
                    .contains(
                            "not there by then; expected: all of %s within 300 ms"
                                    .formatted(server.url()));
        }
    }

    @Test
    void a_certificate_must_be_believed_be_the_hosts_own_and_last() throws Exception {
        var certificate = Certificate.in(Files.createDirectories(temp.resolve("tls")));
        certificate.pem(results.automation().resolve("ca.pem"));
        var server =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        server.start();
        try {
            int port = server.getAddress().getPort();
            var host = "host: 'localhost:" + port + "'";

            assertThat(results.finding("tls: {%s, ca: ca.pem, days: 1}".formatted(host)).detail())
                    .contains("localhost:" + port + ": good");
            assertThat(results.finding("tls: {%s, ca: ca.pem}".formatted(host)).code())
                    .contains("expires");
            assertThat(results.finding("tls: {%s, days: 1}".formatted(host)).code())
                    .contains("untrusted");
            assertThat(
                            results.finding(
                                            "tls: {host: '127.0.0.2:%d', ca: ca.pem, days: 1}"
                                                    .formatted(port))
                                    .code())
                    .contains("unreachable");
            var clock = new TurnedClock();
            clock.turn(Duration.ofDays(3));
            assertThat(
                            new TlsCheck("localhost", port, 1, Optional.of("ca.pem"))
                                    .judge(
                                            results.evidence()
                                                    .on(
                                                            new Occasion(
                                                                    clock,
                                                                    Optional.empty(),
                                                                    Optional.empty()))))
                    .isInstanceOfSatisfying(
                            Judgement.Bad.class,
                            bad -> assertThat(bad.code()).isEqualTo("expired"));
            var url = "https://localhost:" + port;
            assertThat(results.finding("http: {url: '%s', ca: ca.pem}".formatted(url)).passed())
                    .contains(true);
            assertThat(results.finding("http: '%s'".formatted(url)).code()).contains("tls");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_certificate_of_another_host_is_not_believed() throws Exception {
        var certificate = Certificate.in(Files.createDirectories(temp.resolve("tls")));
        certificate.pem(results.automation().resolve("ca.pem"));
        var server = HttpsServer.create(new InetSocketAddress(0), 5);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        server.start();
        try {
            var finding =
                    results.finding(
                            "tls: {host: '127.0.0.2:%d', ca: ca.pem, days: 1}"
                                    .formatted(server.getAddress().getPort()));

            assertThat(finding.code()).contains("untrusted");
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "port: localhost | 2:11: port: \"localhost\" is no host and port; right would be"
                        + " such as nas.lan:22",
                "port: a:70000 | 2:11: there is no port 70000; 1 to 65535",
                "http: example.org | 2:11: http: \"example.org\" is no URL; right would be such as"
                        + " https://example.org/page",
                "log: {} | 2:10: log without must and must-not checks nothing; state one of them"
            })
    void what_cannot_be_meant_is_told(String line) {
        var parts = line.split(" \\| ", 2);

        assertThat(Results.problems(parts[0])).containsExactly("README.md:" + parts[1]);
    }
}
