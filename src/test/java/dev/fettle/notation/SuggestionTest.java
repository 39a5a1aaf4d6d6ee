package dev.fettle.notation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionTest {
    private static final List<String> KNOWN =
            List.of("run", "check", "output", "timeout", "credentials", "publish");

    @ParameterizedTest
    @CsvSource({
        "chek, check",
        "chekc, check",
        "CHECK, check",
        "rum, run",
        "outptu, output",
        "timout, timeout",
        "crdentails, credentials",
        "run, run"
    })
    void a_slip_of_the_finger_finds_the_word(String word, String meant) {
        assertThat(Suggestion.near(word, KNOWN)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "title", "ran out", "checking it", "puttou", "dentials"})
    void what_is_far_from_all_finds_none(String word) {
        assertThat(Suggestion.near(word, KNOWN)).isEmpty();
    }

    @Test
    void of_two_the_nearer_one_is_meant() {
        assertThat(Suggestion.near("outputs", List.of("inputs", "output"))).contains("output");
    }

    @Test
    void where_none_is_near_all_are_told() {
        assertThat(Suggestion.didYouMean("foo", List.of("watch", "run")))
                .isEqualTo("known: watch, run");
        assertThat(Suggestion.didYouMean("wach", List.of("watch", "run")))
                .isEqualTo("did you mean \"watch\"?");
    }
}
