package dev.fettle.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.ScriptedHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real programs: a script, apprise.
class ProgramChannelsTest {
    @TempDir private Path home;
    private Around around;

    @BeforeEach
    void a_home() {
        around = new Around("nas", home, Letters.AROUND.keyring());
    }

    @Test
    void a_program_of_the_users_own_gets_the_alert_as_json_in_the_homes_folder() throws Exception {
        script("notify.sh", "cat > got; pwd > where\n");

        var delivery = program().send(Letters.opened(), around);

        assertThat(delivery).isInstanceOf(Delivery.Delivered.class);
        assertThat(home.resolve("got")).hasContent(Letters.opened().json());
        assertThat(home.resolve("where")).hasContent(home.toRealPath().toString());
        assertThat(program().gathers()).isFalse();
    }

    @Test
    void a_long_alert_reaches_a_program_whole() throws Exception {
        script("notify.sh", "wc -c\n");
        var letter = Letters.opened();
        var json = "x".repeat(1_000_000);
        var long_ =
                new Letter(
                        letter.id(),
                        List.of(),
                        Optional.empty(),
                        letter.at(),
                        letter.kind(),
                        4,
                        Optional.empty(),
                        Optional.empty(),
                        "s",
                        "l",
                        "t",
                        "h",
                        json,
                        Optional.empty());

        assertThat(program().send(long_, around).said()).contains("1000001");
    }

    @Test
    void one_that_fails_is_tried_again_and_what_it_said_is_kept() throws Exception {
        script("notify.sh", "echo the modem is off >&2; exit 3\n");

        assertThat(program().send(Letters.opened(), around))
                .isEqualTo(Delivery.tryAgain("./notify.sh: exit 3: the modem is off"));
    }

    @Test
    void one_that_is_missing_is_told() throws Exception {
        assertThat(program().send(Letters.opened(), around))
                .isInstanceOfSatisfying(
                        Delivery.TryAgain.class,
                        failed -> assertThat(failed.said()).contains("notify.sh"));
    }

    @Test
    void apprise_hands_it_on_and_its_url_is_seen_by_nobody() throws Exception {
        try (var server = ScriptedHttp.start()) {
            var apprise = new Apprise(server.url().replace("http://", "json://") + "/{TOKEN}");

            var delivery = apprise.send(Letters.opened(), around);

            assertThat(delivery).as(delivery.said()).isInstanceOf(Delivery.Delivered.class);
            assertThat(server.only().path()).startsWith("/s3cret-token");
            assertThat(server.only().json())
                    .containsEntry("title", "backup: failed since 02:30")
                    .containsEntry("type", "failure");
            assertThat(String.valueOf(server.only().json().get("message")))
                    .contains("backup failed: exit 7", "<Plug> & pray: ü");
            server.answer(500, "no");
            assertThat(apprise.send(Letters.opened(), around))
                    .isInstanceOf(Delivery.TryAgain.class);
        }
    }

    private static Program program() {
        return new Program(List.of("./notify.sh"));
    }

    private void script(String name, String body) throws IOException {
        var script = Files.writeString(home.resolve(name), "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
