package dev.fettle.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PortsTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @Test
    void a_port_that_is_listened_on_has_an_owner_with_process_and_name() throws IOException {
        try (var server = new ServerSocket(0, 1, HERE)) {
            Ports.Owner owner = Ports.listening(server.getLocalPort()).orElseThrow();

            assertThat(owner.uid()).isEqualTo(Machine.uid());
            Ports.Program program = owner.program().orElseThrow();
            assertThat(program.pid()).isEqualTo(ProcessHandle.current().pid());
            assertThat(program.name()).isEqualTo("java");
            assertThat(program.arguments().getFirst()).endsWith("java");
        }
    }

    @Test
    void a_port_on_which_nobody_listens_has_none() throws IOException {
        int port;
        try (var server = new ServerSocket(0, 1, HERE)) {
            port = server.getLocalPort();
        }

        assertThat(Ports.listening(port)).isEmpty();
    }

    @Test
    void the_other_end_of_a_connection_has_a_user_until_it_is_closed() throws IOException {
        try (var server = new ServerSocket(0, 1, HERE)) {
            var client = new Socket(HERE, server.getLocalPort());
            try (var accepted = server.accept()) {
                var local = (InetSocketAddress) accepted.getLocalSocketAddress();
                var peer = (InetSocketAddress) accepted.getRemoteSocketAddress();

                assertThat(Ports.peerUid(local, peer)).hasValue(Machine.uid());

                client.close();

                await().untilAsserted(() ->
                        assertThat(Ports.peerUid(local, peer)).isEqualTo(OptionalLong.empty()));
            }
        }
    }

    @Test
    void a_line_of_the_kernels_table_is_read() {
        var four =
                TcpEntry.parse(
                        "   0: 0100007F:2124 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 31277 1 0 100 0 0 10 0");

        assertThat(four.local())
                .isEqualTo(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 8484));
        assertThat(four.listens()).isTrue();
        assertThat(four.uid()).isEqualTo(1000);
        assertThat(four.inode()).isEqualTo(31277);
    }

    @Test
    void an_address_of_IPv4_in_the_clothes_of_IPv6_is_one_of_IPv4() {
        var mapped =
                TcpEntry.parse(
                        " 1: 0000000000000000FFFF00000100007F:2124 0000000000000000FFFF00000100007F:D431 01 00000000:00000000 00:00000000 00000000     0        0 31278 1 0 100 0 0 10 0");
        var six =
                TcpEntry.parse(
                        " 2: 00000000000000000000000001000000:2124 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 31279 1 0 100 0 0 10 0");

        assertThat(mapped.local())
                .isEqualTo(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 8484));
        assertThat(mapped.remote())
                .isEqualTo(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 54321));
        assertThat(mapped.listens()).isFalse();
        assertThat(six.local())
                .isEqualTo(new InetSocketAddress(InetAddress.ofLiteral("::1"), 8484));
    }
}
