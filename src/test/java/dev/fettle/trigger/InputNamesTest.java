package dev.fettle.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.automation.Glob;
import dev.fettle.automation.Watch;
import dev.fettle.platform.PathBytes;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputNamesTest {
    private static final Path INBOX = Path.of("/home/anna/inbox");

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.jpg", "part", "a.part.jpg", "a~b", "tmp", "日本", " ", "-rf"})
    void every_name_is_an_input_where_no_pattern_says_otherwise(String name) {
        assertThat(names("").canBeInput(INBOX.resolve(name))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".a",
                ".a.jpg",
                "a.jpg~",
                "a.part",
                "a.partial",
                "a.crdownload",
                "a.tmp",
                "a.filepart",
                "a.!sync"
            })
    void names_of_what_is_hidden_or_unfinished_are_none(String name) {
        assertThat(names("").canBeInput(INBOX.resolve(name))).isFalse();
        assertThat(names("*").canBeInput(INBOX.resolve(name))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "*.part, a.part",
        ".*, .hidden",
        ".env, .env",
        "*.tmp, a.tmp",
        "sub/*.part, sub/a.part"
    })
    void unless_the_pattern_itself_speaks_of_them(String pattern, String name) {
        assertThat(names(pattern).canBeInput(INBOX.resolve(name))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'*.{jpg,png}', a.jpg, true",
        "'*.{jpg,png}', a.JPG, false",
        "'*.{jpg,png}', sub/a.png, true",
        "'*.{jpg,png}', .a.png, false",
        "sub/*.jpg, sub/a.jpg, true",
        "sub/*.jpg, a.jpg, false",
        "sub/*.jpg, sub/deep/a.jpg, false",
        "**/a.jpg, sub/deep/a.jpg, true"
    })
    void a_pattern_is_held_against_the_name_or_where_it_has_a_slash_against_the_path(
            String pattern, String name, boolean input) {
        assertThat(names(pattern).canBeInput(INBOX.resolve(name))).isEqualTo(input);
    }

    @Test
    void a_name_that_is_no_text_is_matched_by_what_is() {
        var latin =
                INBOX.resolve(PathBytes.path(new byte[] {'c', (byte) 0xE9, '.', 'j', 'p', 'g'}));

        assertThat(names("*.jpg").canBeInput(latin)).isTrue();
        assertThat(names("*.png").canBeInput(latin)).isFalse();
    }

    @Test
    void hidden_folders_are_not_entered_unless_the_pattern_names_them() {
        assertThat(names("").canBeEntered(INBOX.resolve("album"))).isTrue();
        assertThat(names("").canBeEntered(INBOX.resolve(".fettle"))).isFalse();
        assertThat(names("*.jpg").canBeEntered(INBOX.resolve(".thumbs"))).isFalse();
        assertThat(names(".thumbs/*.jpg").canBeEntered(INBOX.resolve(".thumbs"))).isTrue();
        assertThat(names("album/.raw/*").canBeEntered(INBOX.resolve("album/.raw"))).isTrue();
    }

    /// @param pattern empty for none
    private static InputNames names(String pattern) {
        return new InputNames(
                new Watch(
                        INBOX,
                        Optional.of(pattern).filter(p -> !p.isEmpty()).map(Glob::new),
                        true,
                        Watch.Per.FILE,
                        Optional.empty(),
                        false,
                        false));
    }
}
