package dev.fettle.alert;

import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.fettle.alert.Message.Kind;
import dev.fettle.alert.Message.Section;
import dev.fettle.alert.Message.Urgency;
import dev.fettle.kit.ScriptedSmtp;
import dev.fettle.kit.TestHome;
import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailsTest {
    private static final Instant AT = Instant.parse("2026-11-28T02:30:00Z");

    @TempDir private Path place;
    @AutoClose private TestHome home;
    private final ConcurrentLinkedQueue<Throwable> troubles = new ConcurrentLinkedQueue<>();
    private final GreenMail green = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));

    @BeforeEach
    void a_home() throws IOException {
        home = TestHome.in(place);
    }

    @AfterEach
    void no_trouble() {
        green.stop();
        assertThat(troubles).isEmpty();
    }

    @Test
    void a_mail_says_it_in_text_and_html_and_tells_machines_what_it_is() throws Exception {
        green.start();
        mailTo(green.getSmtp().getPort());
        add(opened("backup", "i1", "backup <failed>: exit 7, größer"));

        try (var _ = postman()) {
            until(() -> green.getReceivedMessages().length == 1);
        }

        var mail = green.getReceivedMessages()[0];
        assertThat(mail.getSubject()).isEqualTo("[fettle] backup: failed since 02:30");
        assertThat(mail.getSentDate().toInstant()).isEqualTo(AT);
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getHeader("X-Fettle-Automation")).containsExactly("backup");
        assertThat(mail.getHeader("List-Id")).singleElement().asString().startsWith("<fettle.");
        assertThat(mail.getHeader("To")).containsExactly("me@example.org");
        assertThat(part(mail, 0).getContentType()).contains("text/plain", "UTF-8", "format=flowed");
        assertThat(String.valueOf(part(mail, 0).getContent()))
                .startsWith("backup <failed>: exit 7, größer\r\n")
                .contains("Plug the blue disk in.");
        assertThat(part(mail, 1).getContentType()).contains("text/html");
        assertThat(String.valueOf(part(mail, 1).getContent()))
                .contains("backup &lt;failed&gt;: exit 7, größer", "Plug the blue disk in.");
    }

    @Test
    void what_is_about_the_same_stands_in_one_thread() throws Exception {
        green.start();
        mailTo(green.getSmtp().getPort());
        try (var postman = postman()) {
            add(opened("backup", "i1", "backup failed"));
            postman.ring();
            until(() -> green.getReceivedMessages().length == 1);
            add(message(Kind.STILL, "backup", "i1", "still failing for 1 h"));
            postman.ring();
            until(() -> green.getReceivedMessages().length == 2);
            add(message(Kind.RECOVERED, "backup", "i1", "works again after 2 h"));
            postman.ring();
            until(() -> green.getReceivedMessages().length == 3);
        }

        var first = green.getReceivedMessages()[0];
        var second = green.getReceivedMessages()[1];
        var third = green.getReceivedMessages()[2];
        assertThat(first.getHeader("References")).isNull();
        assertThat(second.getHeader("In-Reply-To")).containsExactly(first.getMessageID());
        assertThat(third.getHeader("In-Reply-To")).containsExactly(first.getMessageID());
        assertThat(third.getHeader("References")[0].split("\\s+"))
                .containsExactly(first.getMessageID(), second.getMessageID());
        assertThat(List.of(second.getSubject(), third.getSubject()))
                .containsOnly(first.getSubject());
    }

    @Test
    void what_opened_together_is_one_mail() throws Exception {
        green.start();
        mailTo(green.getSmtp().getPort());
        for (int i = 1; i <= 5; i++) {
            add(opened("a" + i, "i" + i, "a" + i + " failed"));
        }

        try (var _ = postman()) {
            until(() -> green.getReceivedMessages().length > 0);
            until(() -> open() == 0);
        }

        assertThat(green.getReceivedMessages()).hasSize(1);
        var mail = green.getReceivedMessages()[0];
        assertThat(mail.getSubject()).isEqualTo("[fettle] 5 new incidents: a1, a2, a3 and 2 more");
        assertThat(String.valueOf(part(mail, 0).getContent()))
                .contains("a1 failed", "a5 failed", "Plug the blue disk in.");
    }

    @Test
    void a_refused_mail_is_sent_later_and_is_the_same_mail() throws Exception {
        try (var server = ScriptedSmtp.start()) {
            server.answer(".", "451 later");
            mailTo(server.port());
            add(opened("backup", "i1", "backup failed"));

            try (var _ = postman()) {
                until(() -> said().contains("451 later"));
                server.answerWell();
                until(() -> open() == 0);
            }

            assertThat(server.mails()).hasSize(1);
            var id = server.mails().getFirst().lines().filter(l -> l.startsWith("Message-ID:"));
            assertThat(id.findFirst()).isEqualTo(Optional.of("Message-ID: <" + parcel() + ">"));
            assertThat(tries()).containsExactly("TryAgain", "Delivered");
        }
    }

    @Test
    void one_channel_that_hangs_holds_up_no_other() throws Exception {
        green.start();
        try (var hanging = ScriptedSmtp.start()) {
            hanging.answer("greeting", ScriptedSmtp.HANG);
            Files.writeString(
                    home.root().resolve("fettle.yaml"),
                    "web: off\nchannels:\n"
                            + channel("hangs", hanging.port())
                            + channel("works", green.getSmtp().getPort()));
            store(sql ->
                    Outbox.add(sql, AT, opened("a", "i1", "a"), List.of("hangs", "works"), AT));

            try (var _ = postman()) {
                until(() -> green.getReceivedMessages().length == 1);
                until(() -> open() == 1);
            }
        }
    }

    @Test
    void what_is_refused_for_good_is_told_through_another_channel() throws Exception {
        green.start();
        try (var server = ScriptedSmtp.start()) {
            server.answer("MAIL", "550 5.7.30 Basic authentication is not supported");
            Files.writeString(
                    home.root().resolve("fettle.yaml"),
                    "web: off\nchannels:\n"
                            + channel("refuses", server.port())
                            + channel("works", green.getSmtp().getPort()));
            add("refuses", opened("backup", "i1", "backup failed"));

            try (var postman = postman()) {
                until(() -> green.getReceivedMessages().length == 1);
                add("refuses", opened("other", "i2", "other failed"));
                postman.ring();
                until(() -> tries().size() >= 3);
                until(() -> open() <= 1);
            }

            var text = String.valueOf(part(green.getReceivedMessages()[0], 0).getContent());
            assertThat(text).contains("refuses", "550 5.7.30", "backup failed", "blue disk");
            var states = new ChannelStates(home.workshop().store()).of(List.of("refuses", "works"));
            assertThat(states.getFirst().ok()).isFalse();
            assertThat(states.getFirst().lastError().orElseThrow()).contains("550 5.7.30");
            assertThat(states.getLast().ok()).isTrue();
        }
    }

    @Test
    void where_each_refuses_it_ends_and_is_seen() throws Exception {
        try (var server = ScriptedSmtp.start()) {
            server.answer("RCPT", "550 no such user");
            Files.writeString(
                    home.root().resolve("fettle.yaml"),
                    "web: off\nchannels:\n"
                            + channel("one", server.port())
                            + channel("two", server.port()));
            store(sql -> Outbox.add(sql, AT, opened("a", "i1", "a"), List.of("one", "two"), AT));

            try (var _ = postman()) {
                until(() -> open() == 0);
            }

            assertThat(server.mails()).isEmpty();
            assertThat(new ChannelStates(home.workshop().store()).of(List.of("one", "two")))
                    .noneMatch(ChannelState::ok);
            assertThat(tries().size()).isLessThanOrEqualTo(4);
        }
    }

    // --- the words of these tests

    private void mailTo(int port) throws IOException {
        Files.writeString(
                home.root().resolve("fettle.yaml"), "web: off\nchannels:\n" + channel("me", port));
    }

    private static String channel(String name, int port) {
        return "  %s: {email: {to: me@example.org, from: fettle@example.org, server: 'smtp://127.0.0.1:%d'}}\n"
                .formatted(name, port);
    }

    private Postman postman() throws IOException {
        var workshop = home.workshop();
        workshop.rereadSettings();
        var postman =
                new Postman(
                        workshop.store(),
                        workshop.state(),
                        home.root(),
                        workshop.clock(),
                        workshop::settings,
                        troubles::add);
        postman.start();
        return postman;
    }

    private void add(Message message) throws IOException {
        add("me", message);
    }

    private void add(String channel, Message message) throws IOException {
        store(sql -> Outbox.add(sql, AT, message, List.of(channel), AT));
    }

    private interface Act {
        void in(dev.fettle.store.Sql sql) throws java.sql.SQLException;
    }

    private void store(Act act) throws IOException {
        home.workshop()
                .store()
                .write(sql -> {
                    act.in(sql);
                    return true;
                });
    }

    private static Message opened(String automation, String thread, String lead) {
        return message(Kind.OPENED, automation, thread, lead);
    }

    private static Message message(Kind kind, String automation, String thread, String lead) {
        return new Message(
                kind,
                Optional.of(automation),
                Optional.of(thread),
                Urgency.NORMAL,
                automation + ": failed since 02:30",
                lead,
                List.of(new Section("When it breaks", "Plug the blue disk in.", false)),
                Optional.empty());
    }

    private static BodyPart part(MimeMessage mail, int number) throws Exception {
        return ((MimeMultipart) mail.getContent()).getBodyPart(number);
    }

    private long open() throws IOException {
        return new ChannelStates(home.workshop().store()).waiting();
    }

    private String parcel() throws IOException {
        return texts("SELECT parcel AS t FROM delivery").getFirst();
    }

    private String said() throws IOException {
        return String.join("", texts("SELECT coalesce(said, '') AS t FROM delivery"));
    }

    private List<String> tries() throws IOException {
        return texts("SELECT outcome AS t FROM delivery_try ORDER BY seq");
    }

    private List<String> texts(String query) throws IOException {
        return home.workshop().store().read(sql -> sql.list(query, row -> row.text("t")));
    }
}
