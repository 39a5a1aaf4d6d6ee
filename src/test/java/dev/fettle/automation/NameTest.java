package dev.fettle.automation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "Web.images_2-x", "0", "a..b"})
    void a_good_name_is_one(String text) {
        assertThat(new Name(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".a", "-a", "_a", "a b", "a/b", "ä", "a\n", "..", "a\u0000"})
    void a_bad_name_is_none(String text) {
        assertThat(Name.isGood(text)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new Name(text));
    }

    @Test
    void a_name_has_at_most_64_characters() {
        assertThat(Name.isGood("a".repeat(64))).isTrue();
        assertThat(Name.isGood("a".repeat(65))).isFalse();
    }

    @Test
    void names_fold_by_case_alone() {
        assertThat(new Name("Web-I").folded()).isEqualTo("web-i");
        assertThat(new Name("a")).isLessThan(new Name("b"));
    }
}
