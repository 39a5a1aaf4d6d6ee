package dev.fettle.verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fettle.automation.Home;
import dev.fettle.automation.Recipes;
import dev.fettle.notation.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewVerbTest {
    @TempDir private Path temp;
    private Path root;
    private Home home;
    private NewVerb verb;

    @BeforeEach
    void a_home() throws IOException {
        root = Files.createDirectory(temp.resolve("automations"));
        Files.createFile(root.resolve("fettle.yaml"));
        home = Home.find(Optional.of(root), Map.of("HOME", temp.toString()), root);
        verb = new NewVerb(home, Recipes.installed());
    }

    @Test
    void a_recipe_becomes_an_automation_that_owes_it_nothing() throws IOException {
        var answer = fromRecipe("pictures", "inbox=in", "output=~/site", "format=webp");

        var readme = Files.readString(root.resolve("pictures/README.md"));
        assertThat(readme)
                .startsWith("---\nwatch: \"" + temp.resolve("in") + "\"\n")
                .contains(
                        "output: \"~/site\"",
                        "format: [webp], max-width: 1600",
                        "## When it breaks")
                .doesNotContain("{{", "# ask");
        assertThat(Files.readString(root.resolve("pictures/shrink.sh"))).contains("format='webp'");
        assertThat(Files.isExecutable(root.resolve("pictures/shrink.sh"))).isTrue();
        assertThat(root.resolve("pictures/srgb.icc"))
                .hasSameBinaryContentAs(
                        Path.of(System.getProperty("fettle.root"), "recipes/web-images/srgb.icc"));
        assertThat(answer.files()).contains("README.md", "shrink.sh", "srgb.icc");
        assertThat(answer.notes()).singleElement().asString().contains("in is not there yet");
        assertThat(root.resolve("README.md")).content().contains("[pictures](pictures/)");
        assertThat(home.automation("pictures").definition().watch()).isPresent();
    }

    @Test
    void an_unknown_key_is_refused_with_all_that_are_known() {
        assertThatThrownBy(() -> fromRecipe("pictures", "widht=3"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("unknown key \"widht\"; did you mean \"width\"?")
                .hasMessageContaining(
                        "inbox   Which folder do you drop photographs into? [~/Pictures/inbox]")
                .hasMessageContaining(
                        "width   How many pixels may the longer side have? (number) [1600]");
        assertThat(root).isDirectoryNotContaining("glob:**/*pictures*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inbox=a\"b",
                "inbox=a\\b",
                "inbox=a\nb",
                "inbox=a\0b",
                "inbox=a\u2028b",
                "output=",
                "format=gif",
                "width=12px",
                "width=-1",
                "tool='; rm'"
            })
    void a_value_that_the_recipe_cannot_bear_is_refused_and_nothing_is_left(String setting)
            throws IOException {
        assertThatThrownBy(() -> fromRecipe("pictures", setting))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(setting.substring(0, setting.indexOf('=')) + ": ");
        assertThat(children()).containsExactly("fettle.yaml");
    }

    @Test
    void a_key_without_a_value_or_with_two_is_refused() {
        assertThatThrownBy(() -> fromRecipe("pictures", "width"))
                .isInstanceOf(UserError.class)
                .hasMessage("\"width\" has no value; right would be width=VALUE");
        assertThatThrownBy(() -> fromRecipe("pictures", "width=3", "width=4"))
                .isInstanceOf(UserError.class)
                .hasMessage("\"width\" is stated twice; keep one of them");
    }

    @Test
    void a_recipe_that_puts_any_text_into_a_program_is_refused() throws IOException {
        var recipe = Files.createDirectories(temp.resolve("recipes/wrong"));
        Files.writeString(
                recipe.resolve("README.md"),
                "---\n# ask who: Who is it? [me]\nrun: ./go.sh\n---\n# Wrong\nGreets.\n");
        Files.writeString(recipe.resolve("go.sh"), "#!/bin/sh\necho {{who}}\n");
        var wrong = new NewVerb(home, new Recipes(temp.resolve("recipes")));

        assertThatThrownBy(() ->
                        wrong.answer(
                                new NewVerb.Question("x", Optional.of("wrong"), List.of(), temp),
                                Questions.nobody()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(
                        "the recipe wrong is wrong: {{who}} stands in the program go.sh");
        assertThat(root).isDirectoryNotContaining("glob:**/x");
    }

    @Test
    void values_are_put_in_once_and_as_they_are() throws IOException {
        fromRecipe("pictures", "inbox=/tmp/{{width}} $1 caf\u00e9", "output=~");

        assertThat(home.automation("pictures").definition().watch().orElseThrow().folder())
                .isEqualTo(Path.of("/tmp/{{width}} $1 caf\u00e9"));
        assertThat(home.automation("pictures").definition().output().orElseThrow().folder())
                .isEqualTo(temp);
    }

    @Test
    void an_unknown_recipe_names_those_that_there_are() throws IOException {
        assertThatThrownBy(() -> ask("x", Optional.of("web-image"), Questions.nobody()))
                .isInstanceOf(UserError.class)
                .hasMessage("there is no recipe \"web-image\"; did you mean \"web-images\"?");
        assertThat(NewVerb.recipes(Recipes.installed()))
                .anySatisfy(r -> {
                    assertThat(r.name()).isEqualTo("web-images");
                    assertThat(r.summary()).contains("~/Pictures/inbox").doesNotContain("{{");
                    assertThat(r.keys()).hasSize(5);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".hidden", "_x", "a/b", "..", "a b", "Pictures", "README.md"})
    void a_name_that_is_no_good_or_taken_in_another_case_is_refused(String name)
            throws IOException {
        Files.createDirectory(root.resolve("pictures"));
        Files.createFile(root.resolve("readme.md"));

        assertThatThrownBy(() -> ask(name, Optional.empty(), Questions.nobody()))
                .isInstanceOf(UserError.class);
        assertThat(children()).containsExactly("fettle.yaml", "pictures", "readme.md");
    }

    @Test
    void from_nothing_comes_a_script_that_fails_until_it_does_something() throws Exception {
        var answer =
                ask(
                        "nightly",
                        Optional.empty(),
                        Questions.nobody(),
                        "watch=~/in",
                        "output=out",
                        "does=Makes it's \"best\": all");

        assertThat(answer.files()).containsExactly("README.md", "nightly.sh");
        assertThat(Files.readString(root.resolve("nightly/README.md")))
                .isEqualTo(
                        """
                        ---
                        watch: ~/in
                        run: ./nightly.sh {input} {output}
                        output: %s
                        ---
                        # Nightly
                        Makes it's "best": all.

                        By hand: `./nightly.sh FILE FOLDER`.

                        ## What it depends on
                        <!-- Programs, accounts, disks, files, other automations. -->

                        ## What breaks it
                        <!-- What has broken it, and what could. -->

                        ## When it breaks
                        <!-- Where to look first, what usually helps, whom to ask. -->
                        """
                                .formatted(temp.resolve("out")));
        var script = root.resolve("nightly/nightly.sh");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(script)))
                .startsWith("rwx");
        var process =
                new ProcessBuilder(script.toString(), "a", "b").redirectErrorStream(true).start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("nightly.sh does nothing yet\n");
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(home.automation("nightly").definition().output()).isPresent();
    }

    @Test
    void a_program_that_is_there_already_needs_no_script() throws IOException {
        assertThat(
                        ask(
                                        "bk",
                                        Optional.empty(),
                                        Questions.nobody(),
                                        "run=restic backup \"$HOME\": '#x")
                                .files())
                .containsExactly("README.md");
        assertThat(home.automation("bk").definition().run().orElseThrow().written())
                .isEqualTo("restic backup \"$HOME\": '#x");
        assertThat(ask("own", Optional.empty(), Questions.nobody(), "run=./mine.py --x").files())
                .containsExactly("README.md", "mine.py");
    }

    @Test
    void a_definition_that_would_have_errors_is_not_made() throws IOException {
        assertThatThrownBy(() ->
                        ask("bad", Optional.empty(), Questions.nobody(), "timeout=5 lightyears"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(
                        "bad/README.md:3:10: timeout: \"5 lightyears\" is no duration");
        assertThat(children()).containsExactly("fettle.yaml");
    }

    @Test
    void somebody_at_a_terminal_is_asked_what_was_not_said() throws IOException {
        var person =
                new Person(
                        "",
                        "Resizes",
                        "",
                        "",
                        "ImageMagick",
                        "half a file",
                        "copy it again",
                        "yes");

        ask("asked", Optional.empty(), person, "watch=~/drop");

        assertThat(person.questions)
                .noneMatch(q -> q.contains("watch?"))
                .anyMatch(q -> q.startsWith("What breaks it?"));
        var readme = Files.readString(root.resolve("asked/README.md"));
        assertThat(readme).contains("## What it depends on\n");
    }

    @Test
    void every_question_of_a_recipe_is_asked_with_its_default_and_an_answer_without_sense_again()
            throws IOException {
        var person = new Person("in", "", "gif", "jpeg", "", "800", "yes");

        var answer = ask("pictures", Optional.of("web-images"), person);

        assertThat(person.objections)
                .singleElement()
                .asString()
                .startsWith("\"gif\" is none of jpeg, webp");
        assertThat(Files.readString(root.resolve("pictures/shrink.sh")))
                .contains("format='jpeg'", "width='800'");
        assertThat(temp.resolve("in")).isDirectory();
        assertThat(answer.notes()).isEmpty();
    }

    private NewVerb.Answer fromRecipe(String name, String... settings) throws IOException {
        return ask(name, Optional.of("web-images"), Questions.nobody(), settings);
    }

    private NewVerb.Answer ask(
            String name, Optional<String> recipe, Questions questions, String... settings)
            throws IOException {
        return verb.answer(new NewVerb.Question(name, recipe, List.of(settings), temp), questions);
    }

    private List<String> children() throws IOException {
        try (var children = Files.list(root)) {
            return children.map(c -> c.getFileName().toString()).sorted().toList();
        }
    }

    /// Answers in the order in which it was told to; an empty answer is Enter.
    private static final class Person implements Questions {
        private final List<String> answers;
        private final List<String> questions = new ArrayList<>();
        private final List<String> objections = new ArrayList<>();

        Person(String... answers) {
            this.answers = new ArrayList<>(Arrays.asList(answers));
        }

        @Override
        public String ask(
                String question, String otherwise, Function<String, Optional<String>> objection) {
            questions.add(question);
            while (true) {
                var said = answers.removeFirst();
                var answer = said.isEmpty() ? otherwise : said;
                var wrong = objection.apply(answer);
                if (wrong.isEmpty()) {
                    return answer;
                }
                objections.add(wrong.get());
            }
        }
    }
}
