package dev.fettle.story;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Fettle under a service manager.
class ServiceTest {
    /// Binds a datagram socket as systemd does, and writes down what comes.
    private static final String LISTENER =
            """
            use IO::Socket::UNIX; use Socket;
            my ($name, $file) = @ARGV; $name =~ s/^@/\\0/;
            my $s = IO::Socket::UNIX->new(Type => SOCK_DGRAM, Local => $name) or die "bind: $!";
            open(my $out, '>', $file) or die; $out->autoflush(1);
            print $out "listening\\n";
            while (defined $s->recv(my $said, 4096)) { print $out "$said\\n" }
            """;

    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_home() throws Exception {
        home = TestHome.in(place);
    }

    @Test
    void the_units_are_shown_and_not_written() throws Exception {
        var shown =
                FettleProcess.start(
                        home, Map.of("SHELL", "/bin/sh"), "service", "install", "--print");
        try (shown) {
            var ended = shown.awaitEnd();
            assertThat(ended.code()).isZero();
            assertThat(ended.out())
                    .contains("/fettle-automations.service\n")
                    .contains("/fettle-automations-watchdog.service\n")
                    .contains("/fettle-automations-watchdog.timer\n")
                    .contains("Type=notify", "WatchdogSec=", "Restart=always")
                    .contains("KillMode=process", "OOMPolicy=continue", "Delegate=yes")
                    .contains("FETTLE_STATE=" + place.toRealPath().resolve("state"))
                    .contains("--home \"" + home.root() + "\" up")
                    .doesNotContain("PrivateTmp", "ProtectHome", "NoNewPrivileges");
        }
        assertThat(home.user().resolve(".config")).doesNotExist();
    }

    @Test
    void without_systemd_it_says_what_to_give_to_cron() throws Exception {
        assumeThat(Path.of("/run/systemd/system")).as("no systemd runs here").doesNotExist();

        var ended = FettleProcess.call(home, "service", "install");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("no systemd", "@reboot ", "*/5 * * * * ", "watchdog");
        assertThat(home.user().resolve(".config")).doesNotExist();
        assertThat(FettleProcess.call(home, "service", "status").out()).contains("not installed");
    }

    @Test
    void it_says_that_it_is_ready_and_well_and_that_it_ends() throws Exception {
        for (var socket : new String[] {place.resolve("notify").toString(), "@fettle-" + place}) {
            var heard = Files.createTempFile(place, "heard", "");
            var listener =
                    new ProcessBuilder("perl", "-e", LISTENER, socket, heard.toString())
                            .inheritIO()
                            .start();
            try {
                until(() -> lines(heard).contains("listening"));
                var around = Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", "30000000");
                try (var daemon = FettleProcess.start(home, around, "up").awaitReady()) {
                    until(() -> lines(heard).contains("WATCHDOG=1"));
                    daemon.signal("TERM");
                    daemon.awaitEnd();
                }
                until(() -> lines(heard).contains("STOPPING=1"));
                assertThat(lines(heard))
                        .containsSubsequence("listening", "READY=1", "WATCHDOG=1", "STOPPING=1");
            } finally {
                listener.destroyForcibly().waitFor();
            }
        }
    }
}
