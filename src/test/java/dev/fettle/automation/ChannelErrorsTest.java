package dev.fettle.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelErrorsTest {
    @TempDir private Path temp;
    private DefinitionFolder home;

    @BeforeEach
    void a_home() throws IOException {
        home = new DefinitionFolder(temp);
    }

    @Test
    void what_is_wrong_with_a_channel_is_told_with_its_place() throws IOException {
        assertThat(
                        home.settingsErrors(
                                """
                                channels:
                                  a: {emial: {}}
                                  b: {}
                                  c d: {email: {to: me@example.org, server: smtp://localhost}}
                                  e: {email: {to: me, server: mail.example.org}}
                                """))
                .contains(
                        "fettle.yaml:2:7: unknown key \"emial\"; did you mean \"email\"?",
                        "fettle.yaml:3:6: ",
                        "fettle.yaml:4:3: ",
                        "fettle.yaml:5:19: to: \"me\" is no mail address; right would be me@example.org",
                        "fettle.yaml:5:31: server: \"mail.example.org\" is no mail server; right would be smtp://localhost:25, or smtps://mail.example.org");
    }

    @Test
    void a_password_is_never_sent_for_everybody_to_read() throws IOException {
        assertThat(
                        home.settingsErrors(
                                """
                                channels:
                                  a: {email: {to: me@example.org, server: smtp://mail.example.org, user: me, password: MAIL}}
                                """))
                .contains(
                        "fettle.yaml:2:43: the password would go to \"mail.example.org\" for everybody to read; write smtps://, or starttls: true");
    }

    @Test
    void keys_that_do_not_go_together_are_told() throws IOException {
        assertThat(
                        home.settingsErrors(
                                """
                                channels:
                                  a: {email: {to: me@example.org, server: smtps://mail.example.org, starttls: true}}
                                  b: {email: {to: me@example.org, server: smtps://mail.example.org, user: me}}
                                """))
                .contains(
                        "fettle.yaml:2:79: smtps:// is TLS from the first byte; take out starttls, or write smtp://",
                        "fettle.yaml:3:75: user and password belong together; state both, or neither");
    }
}
