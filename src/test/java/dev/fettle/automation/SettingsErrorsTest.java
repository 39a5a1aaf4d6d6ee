package dev.fettle.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Errors in `fettle.yaml`, told like those of a definition.
class SettingsErrorsTest {
    @TempDir private Path temp;
    private DefinitionFolder home;

    @BeforeEach
    void a_home() throws IOException {
        home = new DefinitionFolder(temp);
    }

    @Test
    void all_errors_are_told_in_the_order_of_the_lines() throws IOException {
        assertThat(
                        home.settingsErrors(
                                """
                                logs: {days: 0}
                                wbe: off
                                web: [localhost:80, localhost:70000]
                                web: off
                                versions: {budget: 10 %}
                                """))
                .isEqualTo(
                        """
                        fettle.yaml:1:14: days: "0" will not do; right would be a whole number \
                        from 1 to 36500
                            logs: {days: 0}
                                         ^
                        fettle.yaml:2:1: unknown key "wbe"; did you mean "web"?
                            wbe: off
                            ^
                        fettle.yaml:3:21: web: "localhost:70000" is no address; right would be \
                        HOST:PORT like 127.0.0.1:8484, with a port up to 65535, or off
                            web: [localhost:80, localhost:70000]
                                                ^
                        fettle.yaml:4:1: the key "web" stands here twice; keep one of them
                            web: off
                            ^
                        fettle.yaml:5:20: budget: "10 %" is no size; right would be a number and a \
                        unit: 400 kB, 2.5 MB, 5 GB (or KiB, MiB, GiB)
                            versions: {budget: 10 %}
                                               ^\
                        """);
    }

    @Test
    void an_editor_on_windows_is_told_of_all_that_it_did_and_what_else_is_wrong()
            throws IOException {
        assertThat(home.settingsErrors("\uFEFFweb: off\r\n\tpath: x\r\n"))
                .isEqualTo(
                        """
                        fettle.yaml:1:1: the file begins with a byte order mark; save it as UTF-8 \
                        without BOM
                            web: off
                            ^
                        fettle.yaml:1:9: the line ends with CR LF, as on Windows; save it with \
                        Unix line ends (LF)
                            web: off
                                    ^
                        fettle.yaml:2:1: a tab in the indentation; indent with spaces
                            \\tpath: x
                            ^\
                        """);
    }

    @Test
    void a_text_in_place_of_keys_is_told() throws IOException {
        assertThat(home.settingsErrors("web off\n"))
                .isEqualTo(
                        """
                        fettle.yaml:1:1: a text stands where a group of keys belongs; right would \
                        be {key: value}
                            web off
                            ^\
                        """);
    }

    @Test
    void a_file_that_is_too_large_is_told_and_not_read() throws IOException {
        var settings = "# many\n".repeat(200_000).getBytes(StandardCharsets.UTF_8);

        assertThat(home.settingsErrors(settings))
                .isEqualTo(
                        """
                        fettle.yaml:1:1: the file is too large (1.4 MB); at most 1 MB is read
                            # many
                            ^\
                        """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pings", "secrets", "credentials"})
    void a_key_that_this_version_does_not_have_is_called_that_and_no_misspelling(String key)
            throws IOException {
        assertThat(home.settingsErrors(key + ": x\n"))
                .isEqualTo(
                        """
                        fettle.yaml:1:1: the key "%s" is Fettle's, but this version cannot do it \
                        yet; leave it out for now
                            %s: x
                            ^\
                        """
                                .formatted(key, key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# nothing\n", "---\n", "{}\n"})
    void a_file_that_says_nothing_is_a_home_with_every_default(String text) throws IOException {
        assertThat(home.settingsErrors(text)).isEmpty();
        assertThat(home.home().settings()).isEqualTo(Settings.DEFAULT);
    }
}
