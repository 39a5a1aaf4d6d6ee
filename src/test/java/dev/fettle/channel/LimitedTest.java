package dev.fettle.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fettle.kit.ScriptedSmtp;
import dev.fettle.kit.TestHome;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class LimitedTest {
    @Test
    void a_read_that_never_ends_is_given_up_and_its_socket_closed() throws Exception {
        var closed = new CountDownLatch(1);
        try (var silent = ScriptedSmtp.start()) {
            silent.answer("greeting", ScriptedSmtp.HANG);

            assertThatThrownBy(() ->
                            Limited.call(
                                    Duration.ofMillis(200),
                                    () -> {
                                        try (var socket =
                                                new Socket(
                                                        InetAddress.getLoopbackAddress(),
                                                        silent.port())) {
                                            return socket.getInputStream().read();
                                        } finally {
                                            closed.countDown();
                                        }
                                    }))
                    .isInstanceOf(TimeoutException.class);
            TestHome.until(() -> closed.getCount() == 0);
        }
    }

    @Test
    void what_the_work_says_is_passed_on() throws Exception {
        assertThat(Limited.call(Duration.ofSeconds(30), () -> "well")).isEqualTo("well");
        assertThatThrownBy(() ->
                        Limited.call(
                                Duration.ofSeconds(30),
                                () -> {
                                    throw new UnknownHostException("x");
                                }))
                .isInstanceOf(UnknownHostException.class);
    }

    @Test
    void a_host_that_nobody_knows_is_called_that() {
        assertThatThrownBy(() -> Limited.requireHost("no-such-host.invalid"))
                .hasMessage("no such host is known: no-such-host.invalid");
    }
}
