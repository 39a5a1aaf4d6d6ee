package dev.fettle.story;

import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.icegreen.greenmail.util.DummySSLServerSocketFactory;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.fettle.kit.Certificate;
import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.FettleProcess.Ended;
import dev.fettle.kit.ScriptedSmtp;
import dev.fettle.kit.TestHome;
import dev.fettle.verb.SecretVerb;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real program speaks to mail servers of every kind: with TLS, with passwords, to `sendmail`
/// and a server from Debian.
class MailServersTest {
    private static final String PASSWORD = "correct horse battery";

    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_home() throws IOException {
        home = TestHome.in(place);
    }

    @Test
    void tls_from_the_first_byte_and_a_password() throws Exception {
        var certificate = Certificate.in(place);
        System.setProperty(
                DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_FILE_PROPERTY,
                certificate.store().toString());
        System.setProperty(
                DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_PASSWORD_PROPERTY,
                Certificate.PASSWORD);
        var server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtps"));
        server.setUser("me@example.org", "me", PASSWORD);
        server.start();
        try {
            var channel =
                    "server: 'smtps://127.0.0.1:%d', user: me, password: MAIL"
                            .formatted(server.getSmtps().getPort());
            mail(channel);

            assertThat(test(certificate).out()).contains("the secret MAIL is not set");
            secret("wrong one");
            var wrong = test(certificate);
            secret(PASSWORD);
            var distrusted = FettleProcess.call(home, "channel", "test");
            var right = test(certificate);

            assertThat(wrong.code()).isEqualTo(1);
            assertThat(wrong.out()).contains("not delivered: not logged in: 535");
            assertThat(distrusted.code()).isEqualTo(1);
            assertThat(distrusted.out()).contains("certification path");
            assertThat(right.code()).as(right.out() + right.err()).isZero();
            assertThat(server.getReceivedMessages()).hasSize(1);
        } finally {
            server.stop();
        }
    }

    @Test
    void starttls_is_demanded_and_nothing_is_said_without_it() throws Exception {
        var certificate = Certificate.in(place);
        secret(PASSWORD);
        try (var server = ScriptedSmtp.startTls(certificate.context())) {
            mail(
                    "server: 'smtp://127.0.0.1:%d', starttls: true, user: me, password: MAIL"
                            .formatted(server.port()));

            var secured = test(certificate);

            assertThat(secured.code()).as(secured.out()).isZero();
            assertThat(server.mails()).hasSize(1);
            assertThat(server.said().subList(0, 3))
                    .satisfiesExactly(
                            line -> assertThat(line).startsWith("EHLO"),
                            line -> assertThat(line).isEqualTo("STARTTLS"),
                            line -> assertThat(line).isEqualTo("(secured)"));
        }
        try (var plain = ScriptedSmtp.start()) {
            mail(
                    "server: 'smtp://127.0.0.1:%d', starttls: true, user: me, password: MAIL"
                            .formatted(plain.port()));

            var refused = test(certificate);

            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.out()).contains("STARTTLS");
            assertThat(plain.mails()).isEmpty();
            assertThat(String.join("\n", plain.said())).doesNotContain("AUTH", "MAIL");
        }
    }

    @Test
    void a_server_that_repeats_the_password_does_not_give_it_away() throws Exception {
        secret(PASSWORD);
        try (var server = ScriptedSmtp.start()) {
            server.answer("EHLO", "250-here\r\n250 AUTH PLAIN");
            server.answer("AUTH", "535 5.7.8 " + PASSWORD + " is not your password");
            mail(
                    "server: 'smtp://127.0.0.1:%d', user: me, password: MAIL"
                            .formatted(server.port()));

            var refused = FettleProcess.call(home, "channel", "test");
            var status = FettleProcess.call(home, "status", "--json");

            assertThat(refused.out()).contains("535 5.7.8 [secret MAIL] is not your password");
            assertThat(status.out()).contains("[secret MAIL]").doesNotContain(PASSWORD);
        }
    }

    /// msmtp stands for sendmail, msmtpd for the server behind it: both from Debian.
    @Test
    void the_machines_own_sendmail_takes_it_and_a_real_server_gets_it() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/msmtpd")),
                "another mail server has the place of msmtp-mta here");
        int port = freePort();
        var box = home.beside("mailbox");
        var msmtpd =
                new ProcessBuilder(
                                "msmtpd",
                                "--interface=127.0.0.1",
                                "--port=" + port,
                                "--command=sh -c 'cat >> %s'".formatted(box))
                        .redirectErrorStream(true)
                        .redirectOutput(home.beside("msmtpd.out").toFile())
                        .start();
        try {
            Files.writeString(
                    home.user().resolve(".msmtprc"),
                    "account default\nhost 127.0.0.1\nport %d\ntls off\nauth off\nfrom fettle@example.org\n"
                            .formatted(port));
            mail("sendmail: true");
            var programs = Files.createDirectories(home.beside("bin"));
            Files.createSymbolicLink(programs.resolve("sendmail"), Path.of("/usr/bin/msmtp"));
            var path = Map.of("PATH", programs + ":" + System.getenv("PATH"));

            until(() -> {
                try (var tested = FettleProcess.start(home, path, "channel", "test")) {
                    return tested.awaitEnd().code() == 0;
                }
            });

            until(() -> Files.exists(box) && Files.readString(box).contains("</html>"));
            assertThat(Files.readString(box))
                    .contains("To: me@example.org", "Subject: [fettle] a test", "Message-ID: <");

            mail("server: 'smtp://127.0.0.1:%d'".formatted(port));
            Files.delete(box);

            var direct = FettleProcess.call(home, "channel", "test");

            assertThat(direct.code()).as(direct.out()).isZero();
            until(() -> Files.exists(box) && Files.readString(box).contains("</html>"));
        } finally {
            msmtpd.destroyForcibly().waitFor();
        }
    }

    private Ended test(Certificate certificate) throws Exception {
        try (var process =
                FettleProcess.start(
                        home,
                        Map.of("JDK_JAVA_OPTIONS", certificate.trusted()),
                        "channel",
                        "test")) {
            return process.awaitEnd();
        }
    }

    private void secret(String value) throws IOException {
        SecretVerb.set(
                home.workshop().home(),
                home.workshop().clock(),
                "MAIL",
                value.getBytes(StandardCharsets.UTF_8));
    }

    private void mail(String how) throws IOException {
        Files.writeString(
                home.root().resolve("fettle.yaml"),
                "web: off\nchannels:\n  me: {email: {to: me@example.org, from: fettle@example.org, %s}}\n"
                        .formatted(how));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
