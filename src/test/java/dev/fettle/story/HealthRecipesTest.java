package dev.fettle.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.fettle.kit.Certificate;
import dev.fettle.kit.TestHome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The recipes that are checks alone, with a real server and a real disk.
class HealthRecipesTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_home() throws IOException {
        home = TestHome.in(place);
    }

    @Test
    void a_website_is_watched_and_its_certificate() throws Exception {
        var certificate = Certificate.in(place); // good for two days
        var ca = certificate.pem(place.resolve("ca.pem"));
        var server =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        server.createContext(
                "/shop",
                exchange -> {
                    var page = "Welcome, what do you want?".getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, page.length);
                    exchange.getResponseBody().write(page);
                    exchange.close();
                });
        server.start();
        try {
            var site = "site=localhost:" + server.getAddress().getPort();
            home.recipe(
                    "good",
                    "watch-website",
                    site,
                    "page=/shop",
                    "text=^Welc.me",
                    "days=1",
                    "ca=" + ca);
            home.recipe(
                    "other",
                    "watch-website",
                    site,
                    "page=/shop",
                    "text=Goodbye",
                    "days=1",
                    "ca=" + ca);
            home.recipe("gone", "watch-website", site, "page=/none", "days=1", "ca=" + ca);
            home.recipe("soon", "watch-website", site, "page=/shop", "ca=" + ca);
            home.recipe("stranger", "watch-website", site, "page=/shop", "days=1");

            assertThat(home.run("good").succeeded()).isTrue();
            assertThat(fault("other")).isEqualTo("matches");
            assertThat(fault("gone")).isEqualTo("status");
            assertThat(fault("soon")).isEqualTo("expires");
            assertThat(fault("stranger")).isIn("untrusted", "tls");
        } finally {
            server.stop(0);
        }
        assertThat(fault("good")).isEqualTo("unreachable");
    }

    @Test
    void a_disk_is_told_before_it_is_full() throws Exception {
        home.recipe("roomy", "disk-space", "path=" + place, "min=1 MB");
        home.recipe("tight", "disk-space", "path=" + place, "min=99.9 %");
        home.recipe(
                "gone",
                "disk-space",
                "path=" + place,
                "min=1 MB",
                "mount=" + place.resolve("disk"));

        assertThat(home.run("roomy").succeeded()).isTrue();
        assertThat(fault("tight")).isEqualTo("free-space");
        assertThat(fault("gone")).isEqualTo("not-mounted");
    }

    /// The code of the check that failed.
    private String fault(String name) throws Exception {
        var run = home.run(name);
        assertThat(run.outcome()).as(run.toString()).contains("invalid");
        return run.checks().getLast().code().orElseThrow();
    }
}
