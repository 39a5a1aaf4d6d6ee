package dev.fettle.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;

class VerbsTest {
    static final List<String> verbs = Verbs.ALL;

    @ParameterizedTest
    @FieldSource("verbs")
    void each_verb_is_made_by_its_own_name(String verb) {
        var line = new Cli(Map.of(), Path.of("/")).commandLine(List.of(verb));

        var command = requireNonNull(line.getSubcommands().get(verb)).<Object>getCommand();
        assertThat(command.getClass().getAnnotation(Command.class).name()).isEqualTo(verb);
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "--home up up", "--home=x up --help", "up status", "-h up"})
    void where_a_verb_is_named_no_other_is_made(String line) {
        assertThat(Verbs.wanted(line.split(" "))).containsExactly("up");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--home up", "pu", "completion bash", "--home"})
    void where_none_is_named_all_are_known(String line) {
        assertThat(Verbs.wanted(line.split(" "))).isEqualTo(Verbs.ALL);
    }

    @Test
    void no_word_at_all_is_no_verb() {
        assertThat(Verbs.wanted(new String[0])).isEqualTo(Verbs.ALL);
    }
}
