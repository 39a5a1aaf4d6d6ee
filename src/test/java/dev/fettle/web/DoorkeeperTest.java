package dev.fettle.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fettle.notation.UserError;
import dev.fettle.platform.Machine;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who is let in, and where the page can be served at all.
class DoorkeeperTest {
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

    private final List<WebPage> open = new ArrayList<>();

    @AfterEach
    void stop() {
        open.forEach(WebPage::close);
    }

    @Test
    void another_user_of_this_machine_is_refused() throws Exception {
        assumeTrue(Machine.uid() == 0, "only root can act as another user");
        assumeTrue(Files.exists(SETPRIV), "setpriv is missing");
        var address = serve("127.0.0.1", 0).addresses().getFirst();

        assertThat(answerTo("65534", address.getPort()))
                .startsWith("HTTP/1.1 403 ")
                .doesNotContain("<h1>");
        assertThat(answerTo("0", address.getPort())).startsWith("HTTP/1.1 200 ").contains("<h1>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:%d", "127.0.0.1:%d", "[::1]:%d", "LOCALHOST:%d"})
    void its_own_names_open_the_page(String host) throws Exception {
        var address = serve("127.0.0.1", 0).addresses().getFirst();

        assertThat(
                        Wire.request(
                                address,
                                "GET / HTTP/1.1",
                                "Host: " + host.formatted(address.getPort())))
                .startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example:%d",
                "evil.example",
                "localhost",
                "localhost:1",
                "localhost.evil.example:%d",
                "localhost.:%d",
                "evil.example#localhost:%d",
                "user@localhost:%d",
                "127.0.0.1:%d, evil.example"
            })
    void a_foreign_name_that_leads_here_does_not(String host) throws Exception {
        var address = serve("127.0.0.1", 0).addresses().getFirst();

        assertThat(
                        Wire.request(
                                address,
                                "GET / HTTP/1.1",
                                "Host: " + host.formatted(address.getPort())))
                .containsPattern("^HTTP/1.1 4(00|21) ")
                .doesNotContain("<h1>");
    }

    @Test
    void no_name_or_two_do_not_either() throws Exception {
        var address = serve("127.0.0.1", 0).addresses().getFirst();
        var good = "Host: localhost:" + address.getPort();

        assertThat(Wire.request(address, "GET / HTTP/1.1")).containsPattern("^HTTP/1.1 4(00|21) ");
        assertThat(Wire.request(address, "GET / HTTP/1.1", good, "Host: evil.example"))
                .containsPattern("^HTTP/1.1 4(00|21) ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.7"})
    void beyond_this_machine_nothing_is_served(String host) {
        assertThatThrownBy(() -> serve(host, 8484))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("beyond this machine a token is demanded")
                .hasMessageContaining("use 127.0.0.1:8484");
    }

    @Test
    void a_host_that_is_none_is_said_to_be_none() {
        assertThatThrownBy(() -> serve("no-such-host.invalid", 8484))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no-such-host.invalid:8484");
    }

    @Test
    void a_taken_port_names_who_has_it() throws Exception {
        var java = ProcessHandle.current().info().command().orElseThrow();
        var holder =
                new ProcessBuilder(
                                java,
                                "-cp",
                                System.getProperty("java.class.path"),
                                PortHolder.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (var said = holder.inputReader(StandardCharsets.UTF_8)) {
            int port = Integer.parseInt(said.readLine());

            assertThatThrownBy(() -> serve("127.0.0.1", port))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining(
                            "127.0.0.1:%d: the port is taken by java (process %d)",
                            port, holder.pid());
        } finally {
            holder.destroy();
        }
    }

    @Test
    void where_one_address_cannot_be_had_none_is_served() throws Exception {
        var first = serve("127.0.0.1", 0).addresses().getFirst();
        open.removeFirst().close();
        var other = serve("127.0.0.1", 0).addresses().getFirst();

        assertThatThrownBy(() ->
                        open.add(
                                WebPage.start(
                                        List.of(
                                                unresolved("127.0.0.1", first.getPort()),
                                                unresolved("127.0.0.1", other.getPort())),
                                        new SampleHome(),
                                        DoorkeeperTest::fail)))
                .isInstanceOf(UserError.class);

        assertThatThrownBy(() -> Wire.get(first, "/")).isInstanceOf(IOException.class);
    }

    @Test
    void several_addresses_serve_the_same_page() throws Exception {
        var page =
                WebPage.start(
                        List.of(unresolved("127.0.0.1", 0), unresolved("127.0.0.2", 0)),
                        new SampleHome(),
                        DoorkeeperTest::fail);
        open.add(page);
        var second = page.addresses().getLast();

        assertThat(page.addresses()).hasSize(2);
        assertThat(Wire.request(second, "GET / HTTP/1.1", "Host: 127.0.0.2:" + second.getPort()))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void no_address_is_no_page() throws Exception {
        open.add(WebPage.start(List.of(), new SampleHome(), DoorkeeperTest::fail));

        assertThat(open.getFirst().addresses()).isEmpty();
    }

    private WebPage serve(String host, int port) throws IOException {
        var page =
                WebPage.start(
                        List.of(unresolved(host, port)), new SampleHome(), DoorkeeperTest::fail);
        open.add(page);
        return page;
    }

    private static InetSocketAddress unresolved(String host, int port) {
        return InetSocketAddress.createUnresolved(host, port);
    }

    private static void fail(Throwable e) {
        throw new AssertionError(e);
    }

    /// What a user gets who asks for the overview; bash alone can do that.
    private static String answerTo(String uid, int port) throws IOException {
        var ask =
                """
                exec 3<>/dev/tcp/127.0.0.1/%1$d
                printf 'GET / HTTP/1.1\\r\\nHost: localhost:%1$d\\r\\nConnection: close\\r\\n\\r\\n' >&3
                cat <&3
                """
                        .formatted(port);
        var process =
                new ProcessBuilder(
                                SETPRIV.toString(),
                                "--reuid",
                                uid,
                                "--regid",
                                uid,
                                "--clear-groups",
                                "bash",
                                "-c",
                                ask)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
