package dev.fettle.verb;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.fettle.kit.TestHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstChannelTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;
    private final List<String> objections = new ArrayList<>();

    @BeforeEach
    void a_home() throws IOException {
        home = TestHome.in(place);
    }

    @Test
    void a_mail_address_and_a_server_make_a_channel_that_works() throws Exception {
        var server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
        server.start();
        try {
            var added = ask("me@example", "smtp://127.0.0.1:" + server.getSmtp().getPort(), "");

            assertThat(added.orElseThrow()).contains("me: {email: {to: me@example");
            assertThat(settings()).startsWith("web: off\n").endsWith(added.get());
            home.workshop().rereadSettings();
            assertThat(ChannelVerb.test(home.workshop(), Optional.empty()))
                    .allMatch(ChannelVerb.Tested::delivered);
            assertThat(server.getReceivedMessages()).hasSize(1);
        } finally {
            server.stop();
        }
    }

    @Test
    void a_password_becomes_a_secret_and_never_stands_in_the_file() throws Exception {
        ask("me@example.org", "smtps://mail.example.org", "me");

        assertThat(settings())
                .contains("server: 'smtps://mail.example.org', user: 'me', password: MAIL_PASSWORD")
                .doesNotContain("typed");
        assertThat(SecretVerb.list(home.workshop().home()))
                .extracting(SecretVerb.Entry::name)
                .containsExactly("MAIL_PASSWORD");
    }

    @Test
    void what_is_no_address_is_asked_for_again() throws Exception {
        ask("me", "https://ntfy.sh/my-topic-9321");

        assertThat(objections).hasSize(1);
        assertThat(settings()).contains("phone: {ntfy: {url: 'https://ntfy.sh/my-topic-9321'}}");
    }

    @Test
    void who_wants_nothing_gets_nothing() throws Exception {
        assertThat(ask("")).isEmpty();

        assertThat(settings()).isEqualTo("web: off\n");
    }

    @Test
    void who_has_a_channel_is_not_asked() throws Exception {
        Files.writeString(
                home.root().resolve("fettle.yaml"), "channels: {own: {command: [./notify.sh]}}\n");

        assertThat(ask()).isEmpty();
    }

    private String settings() throws IOException {
        return Files.readString(home.root().resolve("fettle.yaml"));
    }

    private Optional<String> ask(String... answers) throws IOException {
        var person = new Person(new ArrayDeque<>(List.of(answers)), objections);
        var first =
                new FirstChannel(
                        person, _ -> "typed".getBytes(StandardCharsets.UTF_8), Map.of("PATH", ""));
        return first.ask(home.workshop().home(), home.workshop().clock());
    }

    /// Answers as at a terminal: what is objected to is asked for again.
    private record Person(Deque<String> answers, List<String> objections) implements Questions {
        @Override
        public String ask(
                String question, String otherwise, Function<String, Optional<String>> objection) {
            while (true) {
                var answer = answers.pop();
                var wrong = objection.apply(answer);
                if (wrong.isEmpty()) {
                    return answer;
                }
                objections.add(wrong.get());
            }
        }
    }
}
