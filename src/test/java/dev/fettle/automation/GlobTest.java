package dev.fettle.automation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {
    private static final Path IN = Path.of("/in");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*.jpg | a.jpg | true",
                "*.jpg | deep/a.jpg | true",
                "*.jpg | a.JPG | false",
                "*.{jpg,png} | a.png | true",
                "*.{jpg,png} | a.gif | false",
                "scan-??.pdf | scan-01.pdf | true",
                "scan-[0-9].pdf | scan-x.pdf | false",
                "deep/*.jpg | deep/a.jpg | true",
                "deep/*.jpg | a.jpg | false",
                "deep/*.jpg | deep/er/a.jpg | false",
                "deep/**.jpg | deep/er/a.jpg | true",
                "a\\*b | a*b | true",
                "a\\*b | axb | false"
            })
    void a_pattern_means_the_name_or_with_a_slash_the_path(
            String pattern, String file, boolean matches) {
        assertThat(new Glob(pattern).matches(IN, IN.resolve(file))).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a", "{a", "{a,{b}}", "a\\"})
    void what_is_no_pattern_is_refused(String text) {
        assertThatThrownBy(() -> new Glob(text)).isInstanceOf(PatternSyntaxException.class);
    }
}
