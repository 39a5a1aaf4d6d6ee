package dev.fettle.story;

import static dev.fettle.kit.TestHome.log;
import static dev.fettle.kit.TestHome.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A token is kept once, and given to the automations that ask for it.
class SecretsTest {
    private static final String VALUE = "tok/en+with \"signs\" & more";

    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_home() throws IOException {
        home = TestHome.in(place);
    }

    @Test
    void a_program_gets_what_was_set_and_the_log_does_not() throws Exception {
        home.automation("job", "run: ./go.sh\nsecrets: [API_TOKEN]")
                .script(
                        "job",
                        """
                        printf %s "$API_TOKEN" | sha256sum
                        echo "it is $API_TOKEN!" >&2
                        printf %s "$API_TOKEN" | base64
                        printf %s "u:$API_TOKEN" | base64
                        printf 'tok/en+w'; sleep 0.2; printf 'ith "signs" & more, in two pieces\\n'
                        printf '%s, no end' "$API_TOKEN"
                        """);
        assertThat(set("API_TOKEN", VALUE).code()).isZero();

        var log = log(home.run("job"));

        assertThat(log.lines().toList()).element(0).isEqualTo(sha256(VALUE) + "  -");
        assertThat(log.lines().skip(1).toList())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("it is [secret API_TOKEN]!"),
                        line -> assertThat(line).isEqualTo("[secret API_TOKEN]"),
                        line -> assertThat(line).matches("dTp?.?\\[secret API_TOKEN].?"),
                        line -> assertThat(line).isEqualTo("[secret API_TOKEN], in two pieces"),
                        line -> assertThat(line).isEqualTo("[secret API_TOKEN], no end"));
    }

    @Test
    void with_file_it_gets_a_private_file_in_memory_that_goes_with_the_run() throws Exception {
        home.automation(
                "job",
                "run: echo $KEY; stat -c '%a %n' $KEY $(dirname $KEY); sha256sum <$KEY; cat $KEY\n"
                        + "secrets: [{file: KEY}]");
        set("KEY", "-----BEGIN-----\nabcdefghij\n-----END-----\n");

        var run = home.run("job");

        var folder = Path.of("/dev/shm/fettle-" + run.id());
        assertThat(log(run).lines().toList())
                .containsExactly(
                        folder + "/KEY",
                        "600 " + folder + "/KEY",
                        "700 " + folder,
                        sha256("-----BEGIN-----\nabcdefghij\n-----END-----\n") + "  -",
                        "[secret KEY]",
                        "[secret KEY]",
                        "[secret KEY]");
        assertThat(folder).doesNotExist();
    }

    @Test
    void one_that_is_not_set_blocks_the_run_and_lint_and_doctor_say_so_before() throws Exception {
        home.automation("job", "run: echo ran\nsecrets: [API_TOKEN, OTHER]");
        var trouble = "the secret API_TOKEN is not set: `fettle secret set API_TOKEN`";

        assertThat(FettleProcess.call(home, "lint", "job").out()).contains(trouble, "README.md:3");
        assertThat(FettleProcess.call(home, "doctor").out())
                .contains("job: API_TOKEN is not set", "`fettle secret set OTHER`");
        var run = home.run("job");
        assertThat(run.outcome()).contains("blocked");
        assertThat(run.reason().orElse("")).startsWith(trouble + "; the secret OTHER");

        set("API_TOKEN", VALUE);
        set("OTHER", VALUE);
        assertThat(home.run("job").outcome()).contains("succeeded");
        assertThat(FettleProcess.call(home, "doctor").out()).contains("job: its secrets are set");
    }

    @Test
    void a_file_that_cannot_be_read_blocks_the_run_and_is_left() throws Exception {
        home.automation("job", "run: echo ran\nsecrets: [API_TOKEN]");
        set("API_TOKEN", VALUE);
        var file = home.workshop().state().secrets();
        Files.writeString(file, "damaged");

        assertThat(home.run("job").reason().orElse("")).contains("cannot be read", "left as it is");
        assertThat(set("B", VALUE).code()).isEqualTo(2);
        assertThat(FettleProcess.call(home, "secret", "list").code()).isEqualTo(2);
        assertThat(file).hasContent("damaged");
    }

    @Test
    void list_tells_names_and_never_values() throws Exception {
        assertThat(FettleProcess.call(home, "secret", "list").out()).contains("no secrets yet");
        set("FIRST", VALUE);
        set("SECOND", VALUE + 2);

        var list = FettleProcess.call(home, "secret", "list");
        assertThat(list.out()).contains("FIRST", "SECOND").doesNotContain("tok/en");
        var json = FettleProcess.call(home, "secret", "list", "--json", "--limit", "1").out();
        assertThat(json).contains("\"name\" : \"SECOND\"", "\"since\" : \"20");
        assertThat(json).doesNotContain("tok/en", "FIRST");
    }

    @Test
    void an_argument_is_no_place_for_a_value() throws Exception {
        var refused = FettleProcess.call(home, "secret", "set", "API_TOKEN", "hunter22");

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("never an argument").doesNotContain("hunter22");
        assertThat(FettleProcess.call(home, "secret", "list").out()).contains("no secrets yet");
    }

    @Test
    void nothing_a_nul_a_megabyte_and_a_bad_name_are_refused_with_a_reason() throws Exception {
        assertThat(set("API_TOKEN", "").err()).contains("nothing was given");
        assertThat(set("API_TOKEN", "a\0b").err()).contains("NUL");
        assertThat(set("API_TOKEN", "x".repeat(1_000_000)).err()).contains("longer than");
        assertThat(set("API-TOKEN", VALUE).err()).contains("no name of a secret");
        assertThat(set("PATH", VALUE).code()).isEqualTo(2);
        assertThat(names(home.workshop().state().root())).doesNotContain("secrets", "secrets.key");
    }

    @Test
    void a_short_one_is_kept_and_it_is_said_that_logs_will_show_it() throws Exception {
        home.automation("job", "run: echo $PIN; ulimit -c\nsecrets: [PIN]");

        assertThat(set("PIN", "1234").err()).contains("PIN is kept", "shorter than 6 bytes");
        assertThat(log(home.run("job"))).isEqualTo("1234\n0\n");
    }

    @Test
    void what_is_typed_at_a_terminal_is_not_shown() throws Exception {
        home.automation("job", "run: printf %s $API_TOKEN | sha256sum\nsecrets: [API_TOKEN]");
        var typed = Files.writeString(home.beside("typed"), "hunter22\n");
        var screen = home.beside("screen");
        var under =
                List.of(
                        "sh",
                        "-c",
                        """
                        typed=$1 screen=$2; shift 2
                        for word; do line="$line '$word'"; done
                        { until grep -q 'Value of' "$screen"; do sleep 0.05; done; cat "$typed"; } |
                        script -qefc "$line" "$screen"
                        """,
                        "sh",
                        typed.toString(),
                        screen.toString());
        Files.createFile(screen);

        try (var set =
                FettleProcess.start(
                        under, home, Map.of("TERM", "dumb"), "secret", "set", "API_TOKEN")) {
            assertThat(set.awaitEnd().code()).isZero();
        }

        assertThat(Files.readString(screen))
                .contains("Value of API_TOKEN: ", "API_TOKEN is kept")
                .doesNotContain("hunter22");
        assertThat(log(home.run("job"))).startsWith(sha256("hunter22"));
    }

    @Test
    void what_a_check_says_holds_no_secret_even_where_it_is_cut() throws Exception {
        home.automation(
                "job",
                "run: echo x >{output}/x\noutput: ../../site\nsecrets: [API_TOKEN]\n"
                        + "check:\n  - command: ./check.sh");
        var script = home.root().resolve("job/check.sh");
        // A thousand signs are kept of it: the cut goes through the value.
        Files.writeString(
                script,
                "#!/bin/sh\nprintf '%s%s\\n' \"$API_TOKEN\" \"$(printf '%0985d' 0)\" >&2\nexit 1\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        set("API_TOKEN", "tokenwithoutspaces0123456789");

        var run = home.run("job");

        assertThat(run.outcome()).contains("invalid");
        var told = FettleProcess.call(home, "runs", "--json").out() + run.reason();
        assertThat(told).contains("API_TOKEN]000").doesNotContain("23456789", "tokenw");
    }

    private FettleProcess.Ended set(String name, String value) throws Exception {
        var file = Files.writeString(home.beside("value"), value);
        var under = List.of("sh", "-c", "exec \"$@\" <\"$0\"", file.toString());
        try (var set = FettleProcess.start(under, home, Map.of(), "secret", "set", name)) {
            return set.awaitEnd();
        } finally {
            Files.delete(file);
        }
    }

    private static String sha256(String text) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256");
        return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
