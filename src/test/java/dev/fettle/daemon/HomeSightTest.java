package dev.fettle.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.automation.Home;
import dev.fettle.automation.Readme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a look at a home's definitions shows that nobody told of.
class HomeSightTest {
    @TempDir private Path temp;
    private Path root;
    private Path folder;

    @BeforeEach
    void a_home_with_one_automation() throws IOException {
        root = Files.createDirectories(temp.toRealPath().resolve("home"));
        Files.writeString(root.resolve(Home.MARK), "web: off\n");
        folder = Files.createDirectory(root.resolve("job"));
        Files.writeString(folder.resolve(Readme.FILE), "---\nrun: \"true\"\n---\n");
    }

    @Test
    void a_home_that_nobody_touched_shows_the_same() throws IOException {
        assertThat(sight().showsTheSameAs(sight())).isTrue();
    }

    @Test
    void a_definition_of_other_words_shows() throws IOException {
        assertShows(
                () -> Files.writeString(folder.resolve(Readme.FILE), "---\nrun: \"wrong\"\n---\n"));
    }

    @Test
    void other_settings_show() throws IOException {
        assertShows(() -> Files.writeString(root.resolve(Home.MARK), "web: \"off\"\n"));
    }

    @Test
    void a_folder_under_another_name_shows() throws IOException {
        assertShows(() -> Files.move(folder, root.resolve("work")));
    }

    @Test
    void a_program_that_came_shows() throws IOException {
        assertShows(() -> Files.writeString(folder.resolve("go"), "#!/bin/sh\n"));
    }

    @Test
    void what_lies_behind_a_link_may_be_anything() throws IOException {
        var elsewhere = Files.move(folder.resolve(Readme.FILE), temp.resolve("kept-elsewhere"));
        Files.createSymbolicLink(folder.resolve(Readme.FILE), elsewhere);

        assertThat(sight().showsTheSameAs(sight())).isFalse();
    }

    private interface Change {
        void make() throws IOException;
    }

    private void assertShows(Change change) throws IOException {
        var before = sight();
        change.make();
        assertThat(sight().showsTheSameAs(before)).isFalse();
    }

    private HomeSight sight() throws IOException {
        return HomeSight.of(Home.find(Optional.of(root), Map.of("HOME", temp.toString()), root));
    }
}
