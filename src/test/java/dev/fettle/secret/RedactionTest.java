package dev.fettle.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.notation.Json;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What redaction knows, it finds: as a function of texts and as a script for the real `sed`.
class RedactionTest {
    private static final String END = "0the1end2";

    @TempDir private Path place;

    static Stream<String> values() {
        return Stream.of(
                "hunter",
                "correct horse battery staple",
                "a/b\\c.d*e[f]g^h$i&j",
                "quote\"d 'and' <tagged> & \t tab",
                "pässwörd-日本-🔑",
                "s/x/y/g;w /etc/passwd",
                "\\n\\(.*\\)\\1{3}",
                "percent%41+plus~tilde*(star)!",
                "ends with a backslash\\",
                "control \u0001\u001b[31m\r sign",
                noise(1030),
                noise(5_000));
    }

    @ParameterizedTest
    @MethodSource("values")
    void a_value_is_found_in_each_of_its_disguises(String value) throws Exception {
        var redaction = redaction(value);
        for (var disguise : disguises(value)) {
            var line = "before " + disguise + " after";
            assertThat(redaction.of(line))
                    .isEqualTo("before [secret TOKEN] after")
                    .isEqualTo(once(sed(redaction, line + "\n").strip()));
        }
    }

    /// The signs at its edges hold bits of its neighbours and stay.
    @ParameterizedTest
    @MethodSource("values")
    void base64_of_a_text_that_holds_it_gives_nothing_but_its_edges_away(String value)
            throws Exception {
        var redaction = redaction(value);
        var own = redaction.of(value);
        for (var before : List.of("", "u", "us", "user:", "Basic of a long name ")) {
            for (var after : List.of("", "\n", "..", "and more")) {
                var whole = (before + value + after).getBytes(UTF_8);
                var edges = (before + after).length() * 4 / 3 + 8;
                for (var encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
                    var line = encoder.encodeToString(whole);
                    assertThat(redaction.of(line).replace(own, "")).hasSizeLessThan(edges);
                    assertThat(once(sed(redaction, line).strip())).isEqualTo(redaction.of(line));
                }
            }
        }
    }

    @Test
    void of_several_lines_each_that_is_long_enough_is_found_by_itself() throws Exception {
        var redaction = redaction("-----BEGIN-----\nMIIEvQIBADANBg\nshort\nkqhkiG9w0BAQEF\n");

        var said = "1 MIIEvQIBADANBg\nshort\n2 kqhkiG9w0BAQEF.\n";

        assertThat(redaction.of(said))
                .isEqualTo(sed(redaction, said))
                .isEqualTo("1 [secret TOKEN]\nshort\n2 [secret TOKEN].\n");
    }

    @Test
    void what_is_shorter_than_six_bytes_stays() throws Exception {
        assertThat(redaction("12345").isEmpty()).isTrue();
        assertThat(sed(redaction("12345"), "a 12345\n")).isEqualTo("a 12345\n");
        assertThat(redaction("éàü").of("x éàü")).isEqualTo("x [secret TOKEN]");
    }

    @Test
    void of_two_secrets_the_one_that_begins_like_the_other_does_not_spoil_it() throws Exception {
        var redaction =
                Redaction.of(
                        List.of(
                                new Secret(new SecretName("SHORT"), "abcdef"),
                                new Secret(new SecretName("LONG"), "abcdefghij")));

        assertThat(redaction.of("abcdefghij abcdef"))
                .isEqualTo("[secret LONG] [secret SHORT]")
                .isEqualTo(sed(redaction, "abcdefghij abcdef\n").strip());
    }

    @Test
    void what_is_no_secret_stays_byte_for_byte() throws Exception {
        var redaction = redaction("hunter22");
        var said = "one\n\n\t two \\ & é\nthree \u0000 four\n";

        assertThat(sed(redaction, said)).isEqualTo(said);
    }

    @Test
    void the_answer_comes_after_the_last_words_and_the_end_is_not_shown() throws Exception {
        assertThat(sed(redaction("hunter22"), "said hunter22")).isEqualTo("said [secret TOKEN]\n");
        assertThat(Files.readString(place.resolve("answer"))).isEqualTo("done\n");
    }

    private static List<String> disguises(String value) {
        var json = Json.line(List.of(value));
        return List.of(
                value,
                Base64.getEncoder().encodeToString(value.getBytes(UTF_8)),
                Base64.getUrlEncoder().withoutPadding().encodeToString(value.getBytes(UTF_8)),
                URLEncoder.encode(value, UTF_8),
                URLEncoder.encode(value, UTF_8).replace("+", "%20"),
                json.substring(2, json.length() - 2));
    }

    /// A long one is found piece by piece.
    private static String once(String line) {
        return line.replaceAll("(\\[secret TOKEN])+", "[secret TOKEN]");
    }

    /// Letters that never come again in the same order; always the same ones.
    private static String noise(int length) {
        var random = new Random(6);
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    private static Redaction redaction(String value) {
        return Redaction.of(List.of(new Secret(new SecretName("TOKEN"), value)));
    }

    private String sed(Redaction redaction, String said) throws Exception {
        var script = place.resolve("script");
        Files.write(script, redaction.script(END, place.resolve("answer").toString()));
        var input = Files.writeString(place.resolve("said"), said + END + "\n");
        var sed = new ProcessBuilder("sed", "-u", "-n", "-f", script.toString());
        sed.environment().put("LC_ALL", "C");
        var output = place.resolve("output");
        var process =
                sed.redirectInput(input.toFile())
                        .redirectOutput(output.toFile())
                        .redirectErrorStream(true)
                        .start();
        assertThat(process.waitFor()).isZero();
        return Files.readString(output);
    }
}
