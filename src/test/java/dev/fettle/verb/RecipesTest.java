package dev.fettle.verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fettle.automation.Definition;
import dev.fettle.automation.Home;
import dev.fettle.automation.Recipes;
import dev.fettle.environment.Need;
import dev.fettle.notation.UserError;
import dev.fettle.platform.Clock;
import dev.fettle.publish.Mounted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// All recipes, as they are made into automations.
class RecipesTest {
    private static final Path RECIPES = Path.of(System.getProperty("fettle.root"), "recipes");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z-]+)}}");

    /// What has no default.
    private static final Map<String, List<String>> WANTED =
            Map.of(
                    "backup-postgres", List.of("database=postgresql://me@nas.lan/shop"),
                    "backup-sqlite", List.of("database=~/notes.db"),
                    "watch-website", List.of("site=example.org"));

    @TempDir private Path temp;
    private Path root;
    private Home home;

    @BeforeEach
    void a_home() throws IOException {
        root = Files.createDirectory(temp.resolve("automations"));
        Files.createFile(root.resolve("fettle.yaml"));
        home = Home.find(Optional.of(root), Map.of("HOME", temp.toString()), root);
    }

    static List<String> all() throws IOException {
        return new Recipes(RECIPES).all().stream().map(r -> r.name()).toList();
    }

    @ParameterizedTest
    @MethodSource("all")
    void each_has_a_question_for_each_placeholder_and_uses_nothing_of_fettle(String recipe)
            throws IOException {
        var keys = new TreeSet<>(NewVerb.recipe(recipe).keys().stream().map(k -> k.key()).toList());
        var placeholders = new TreeSet<String>();
        for (var file : texts(RECIPES.resolve(recipe))) {
            var text = Files.readString(file);
            PLACEHOLDER.matcher(text).results().forEach(found -> placeholders.add(found.group(1)));
            if (Files.isExecutable(file)) {
                assertThat(text).as("recipes are plain programs").doesNotContain("FETTLE");
            }
        }

        assertThat(placeholders).isEqualTo(keys);
        assertThat(Files.readString(RECIPES.resolve("README.md")))
                .contains("[%s](%s/)".formatted(recipe, recipe));
    }

    @ParameterizedTest
    @MethodSource("all")
    void each_is_an_automation_that_lint_has_nothing_to_say_of(String recipe) throws Exception {
        made(recipe, WANTED.getOrDefault(recipe, List.of()));

        assertThat(
                        LintVerb.answer(
                                home, Optional.of("mine"), System.getenv("PATH"), Clock.system()))
                .extracting(LintVerb.Found::text)
                .noneMatch(text -> !text.endsWith("[needs]"));
        assertThat(Files.readString(root.resolve("mine/README.md"))).doesNotContain("{{", "# ask");
    }

    @Test
    void what_a_program_is_given_is_what_was_said_whatever_a_shell_would_make_of_it()
            throws Exception {
        var hostile = "a b'c$(touch pwned);`x`*{}#&|~";
        var definition =
                made(
                        "backup-restic",
                        List.of(
                                "repository=" + hostile,
                                "source=~/x y, rel/../it's ,/z: #1",
                                "password-file=/p - \u00e9",
                                "mount="));

        assertThat(arguments(definition))
                .containsExactly(
                        "./backup.sh",
                        temp.resolve(hostile).toString(),
                        "/p - \u00e9",
                        temp.resolve("x y").toString(),
                        temp.resolve("it's").toString(),
                        "/z: #1");
        assertThat(definition.needs()).extracting(Need::words).containsExactly("restic >= 0.14");
    }

    @ParameterizedTest
    @CsvSource({
        "sftp:me@nas.lan:/backup",
        "rest:https://nas.lan:8000/x",
        "nas:backup",
        "me@nas:/backup"
    })
    void an_address_of_another_machine_stays_as_it_is(String repository) throws Exception {
        var definition = made("backup-borg", List.of("repository=" + repository));

        assertThat(arguments(definition)).contains(repository);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "backup-postgres | database=postgresql://me:secret@nas/x | database: a password that everybody could read",
                "backup-restic | repository=rest:https://me:secret@nas/x | repository: a password that everybody could read",
                "backup-restic | repository=a\"b | repository: the character \" cannot stand here",
                "backup-restic | source=/a,/b\"c | source: the character \" cannot stand here",
                "backup-rsync | source=a\\b | source: the character \\ cannot stand here",
                "backup-restic | source=, | source: an answer is needed",
                "backup-restic | days=two | days: \"two\" is no number",
                "backup-postgres | output=/x | database: an answer is needed",
                "watch-website | site=https://example.org | is no",
                "disk-space | min=much | is no size",
                "backup-restic | schedule=sometimes | schedule: ",
                "backup-restic | folder=/x | unknown key \"folder\""
            })
    void a_value_that_will_not_do_is_told_and_nothing_is_left(
            String recipe, String setting, String said) throws IOException {
        assertThatThrownBy(() -> made(recipe, List.of(setting)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(said);
        assertThat(root).isDirectoryNotContaining("glob:**/mine");
    }

    @Test
    void a_line_break_in_a_value_is_told() {
        assertThatThrownBy(() -> made("backup-restic", List.of("source=/a\nrun: x")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("a line break");
    }

    @Test
    void a_disk_of_its_own_is_seen_and_needed() throws Exception {
        var disk = temp.toRealPath().resolve("disk");
        try (var _ = Mounted.memory(disk, "size=64k")) {
            var seen = made("backup-restic", List.of("repository=" + disk.resolve("a/b")));
            assertThat(seen.needs()).contains(new Need.Mount(disk));
        }
        var gone = made("backup-borg", "later", List.of("repository=" + disk.resolve("a")));
        assertThat(gone.needs()).noneMatch(Need.Mount.class::isInstance);
        var stated = made("backup-rsync", "stated", List.of("mount=" + disk));
        assertThat(stated.needs()).contains(new Need.Mount(disk));
    }

    private Definition made(String recipe, List<String> settings) throws IOException {
        return made(recipe, "mine", settings);
    }

    private Definition made(String recipe, String name, List<String> settings) throws IOException {
        new NewVerb(home, new Recipes(RECIPES))
                .answer(
                        new NewVerb.Question(name, Optional.of(recipe), settings, temp),
                        Questions.nobody());
        return home.automation(name).definition();
    }

    private static List<String> arguments(Definition definition) {
        return definition.run().orElseThrow().arguments(List.of(), Optional.empty()).stream()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .toList();
    }

    private static List<Path> texts(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.(md|sh|txt)")).toList();
        }
    }
}
