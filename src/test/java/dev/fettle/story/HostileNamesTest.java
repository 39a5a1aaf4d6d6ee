package dev.fettle.story;

import static dev.fettle.kit.TestHome.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import dev.fettle.platform.PathBytes;
import dev.fettle.verb.RunView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Names are bytes, and nothing in them is ever interpreted: not by a shell, not on the way to the
/// program, its output, the store and the JSON.
class HostileNamesTest {
    private static final byte[] LATIN = {'c', 'a', 'f', (byte) 0xE9};
    private static final List<byte[]> NAMES =
            List.of(
                    bytes("two words"),
                    bytes(" "),
                    bytes("it's \"quoted\""),
                    bytes("$(touch pwned)"),
                    bytes("`touch pwned`"),
                    bytes(";touch pwned;&"),
                    bytes("-rf"),
                    bytes("--"),
                    bytes("new\nline"),
                    bytes("*"),
                    bytes("[a]{b}?"),
                    bytes("100%25 %s \\n"),
                    bytes("{input}"),
                    bytes("日本"),
                    bytes("\uFFFD that is meant"),
                    LATIN,
                    new byte[] {(byte) 0xC3, '(', 1, 0x7F, (byte) 0xFF},
                    bytes("x".repeat(255)),
                    bytes("ß".repeat(127)));

    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_home() throws IOException {
        home = TestHome.in(place);
    }

    @Test
    void each_is_handled_once_and_comes_out_under_the_same_bytes() throws Exception {
        home.automation("copy", "watch: ../../inbox\nrun: cp {input} {output}\noutput: ../../site");
        try (var _ = FettleProcess.up(home)) {
            for (int n = 0; n < NAMES.size(); n++) {
                var file = Files.writeString(home.beside("coming"), "content " + n);
                Files.move(file, in(home.inbox(), NAMES.get(n)));
            }

            assertThat(home.awaitRuns("copy", NAMES.size()))
                    .extracting(RunView::outcome)
                    .containsOnly(Optional.of("succeeded"));
        }
        for (int n = 0; n < NAMES.size(); n++) {
            assertThat(in(home.site(), NAMES.get(n))).content().isEqualTo("content " + n);
        }
        assertThat(names(home.site())).hasSize(NAMES.size());
        try (var all = Files.walk(place)) {
            assertThat(all).noneMatch(path -> path.endsWith("pwned"));
        }
    }

    @Test
    void in_an_argument_list_a_name_is_one_argument() throws Exception {
        var input = Files.writeString(home.beside("$(id) 'x'"), "text");
        home.automation("show", "run: [printf, \"<%s>\", \"a {input} b\", \"{input}\"]");

        var shown = home.run("show", input);

        assertThat(TestHome.log(shown)).isEqualTo("<a " + input + " b><" + input + ">");
    }

    @Test
    void the_json_gives_a_name_that_is_no_text_as_its_bytes() throws Exception {
        home.automation("copy", "run: cp {input} {output}\noutput: ../../site");
        var input = Files.writeString(in(place, LATIN), "text");

        home.run("copy", input);

        var runs = FettleProcess.call(home, "runs", "copy", "--json").out();
        var base64 = Base64.getEncoder();
        assertThat(runs)
                .contains("caf\\\\xE9")
                .contains(base64.encodeToString(PathBytes.of(input)))
                .contains(base64.encodeToString(PathBytes.of(in(home.site(), LATIN))));
    }

    private static Path in(Path folder, byte[] name) {
        return folder.resolve(PathBytes.path(name));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
