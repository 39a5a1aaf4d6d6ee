package dev.fettle.story;

import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A refused input is told by mail while its automation stays well.
class ToldOfInputsTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;
    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));

    @BeforeEach
    void a_home_with_a_channel() throws Exception {
        server.start();
        home = TestHome.in(place);
        Files.writeString(
                home.root().resolve("fettle.yaml"),
                "web: off\nchannels:\n  me: {email: {to: me@example.org, from: f@example.org, server: 'smtp://127.0.0.1:%d'}}\n"
                        .formatted(server.getSmtp().getPort()));
        home.automation("copy", "watch: ../../inbox\nrun: cat {input}\naccept: [json]");
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void a_refused_input_is_told_and_opens_no_incident() throws Exception {
        try (var _ = FettleProcess.up(home)) {
            home.drop("good.json", "1");
            home.awaitRuns("copy", 1);
            home.drop("bad.json", "{");
            home.awaitRuns("copy", 2);

            until(() -> subjects().equals(List.of("[fettle] copy: 1 input set aside")));
            assertThat(GreenMailUtil.getBody(server.getReceivedMessages()[0]))
                    .contains("bad.json", "fettle run copy");
            assertThat(home.status("copy").incident()).isEmpty();
            assertThat(home.status("copy").health()).isEqualTo("ok");
        }
    }

    private List<String> subjects() throws Exception {
        var subjects = new ArrayList<String>();
        for (MimeMessage mail : server.getReceivedMessages()) {
            subjects.add(mail.getSubject());
        }
        return subjects;
    }
}
