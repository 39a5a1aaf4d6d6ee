package dev.fettle.automation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fettle.notation.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MakingHomesTest {
    @TempDir private Path temp;
    private Path user;
    private NewHome homes;

    @BeforeEach
    void a_user() throws IOException {
        user = Files.createDirectory(temp.resolve("user")).toRealPath();
        homes = new NewHome(Map.of("HOME", user.toString(), "PATH", System.getenv("PATH")));
    }

    @Test
    void a_new_home_is_a_git_repository_with_settings_and_an_index() throws Exception {
        var made = homes.make(user.resolve("automations"));

        assertThat(made.already()).isFalse();
        assertThat(made.made()).containsExactly(".git", ".gitignore", "fettle.yaml", "README.md");
        assertThat(made.notes()).isEmpty();
        assertThat(user.resolve("automations/.git/HEAD")).exists();
        assertThat(user.resolve("automations/README.md"))
                .content()
                .contains(HomeIndex.BEGIN, HomeIndex.END);
        assertThat(home(made.root()).settings()).isEqualTo(Settings.DEFAULT);
    }

    @Test
    void the_settings_that_stand_there_as_comments_can_be_used() throws Exception {
        var made = homes.make(user.resolve("automations"));
        var settings = made.root().resolve(Home.MARK);
        Files.writeString(
                settings, Files.readString(settings).replaceAll("(?m)^# ([a-z]+: )", "$1"));

        assertThat(home(made.root()).settings().path()).contains("/usr/local/bin:/usr/bin:/bin");
        assertThat(home(made.root()).settings().versionBudget()).isPresent();
    }

    @Test
    void what_is_a_home_already_keeps_what_it_has_and_gains_what_it_lacks() throws Exception {
        var root = Files.createDirectory(user.resolve("mine"));
        Files.writeString(root.resolve("fettle.yaml"), "web: off\n");
        Files.writeString(root.resolve("README.md"), "# Mine\r\nStays \u00e9.\r\n");

        var made = homes.make(root);

        assertThat(made.already()).isTrue();
        assertThat(root.resolve("fettle.yaml")).hasContent("web: off");
        assertThat(Files.readString(root.resolve("README.md")))
                .startsWith("# Mine\r\nStays \u00e9.\r\n\r\n" + HomeIndex.BEGIN + "\r\n")
                .endsWith(HomeIndex.END + "\r\n");
        assertThat(homes.make(root).made()).isEmpty();
    }

    @Test
    void a_folder_inside_a_repository_gets_no_repository_of_its_own() throws Exception {
        Files.createDirectories(user.resolve("dotfiles/.git"));

        var made = homes.make(user.resolve("dotfiles/automations"));

        assertThat(made.made()).doesNotContain(".git");
        assertThat(made.root().resolve(".git")).doesNotExist();
    }

    @Test
    void a_machine_without_git_gets_a_home_and_a_word_about_it() throws Exception {
        homes = new NewHome(Map.of("HOME", user.toString(), "PATH", "/nowhere"));

        var made = homes.make(user.resolve("automations"));

        assertThat(made.root().resolve("fettle.yaml")).exists();
        assertThat(made.notes())
                .singleElement()
                .asString()
                .contains("git is not installed", "git -C");
    }

    @Test
    void the_home_folder_of_the_user_a_file_and_the_inside_of_a_home_are_refused()
            throws Exception {
        var file = Files.createFile(user.resolve("file"));
        var made = homes.make(user.resolve("automations"));

        assertThatThrownBy(() -> homes.make(user))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("home folder");
        assertThatThrownBy(() -> homes.make(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no folder");
        assertThatThrownBy(() -> homes.make(made.root().resolve("a")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("fettle new");
    }

    @Test
    void who_names_no_folder_gets_the_empty_one_they_stand_in_or_automations() throws IOException {
        var clone = Files.createDirectories(user.resolve("clone"));
        Files.createDirectory(clone.resolve(".git"));
        Files.createFile(clone.resolve("LICENSE"));
        var full = Files.createDirectories(user.resolve("full"));
        Files.createFile(full.resolve("letter.txt"));
        var home = Files.createDirectories(user.resolve("home/inside/deep"));
        Files.createFile(user.resolve("home/fettle.yaml"));

        assertThat(homes.place(Optional.empty(), clone)).isEqualTo(clone);
        assertThat(homes.place(Optional.empty(), full)).isEqualTo(user.resolve("automations"));
        assertThat(homes.place(Optional.empty(), user)).isEqualTo(user.resolve("automations"));
        assertThat(homes.place(Optional.empty(), home)).isEqualTo(user.resolve("home"));
        assertThat(homes.place(Optional.of(Path.of("x")), full)).isEqualTo(full.resolve("x"));
    }

    private Home home(Path root) {
        return Home.find(Optional.of(root), Map.of("HOME", user.toString()), root);
    }
}
