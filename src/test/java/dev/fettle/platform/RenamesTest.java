package dev.fettle.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RenamesTest {

    @TempDir Path folder;

    @ParameterizedTest
    @MethodSource("dev.fettle.platform.RawNames#all")
    void a_name_is_given_once(byte[] name) throws IOException {
        Path from = Files.writeString(folder.resolve("from"), "one");
        Path to = RawNames.in(Files.createDirectory(folder.resolve("to")), name);

        assertThat(Renames.noReplace(from, to)).isTrue();
        Path second = Files.writeString(folder.resolve("from"), "two");
        assertThat(Renames.noReplace(second, to)).isFalse();

        assertThat(to).hasContent("one");
        assertThat(second).hasContent("two");
        Renames.replace(second, to);
        assertThat(to).hasContent("two");
        assertThat(second).doesNotExist();
    }

    @Test
    void a_link_that_leads_nowhere_is_in_the_way_too() throws IOException {
        Path from = Files.writeString(folder.resolve("from"), "one");
        Path to = Files.createSymbolicLink(folder.resolve("to"), Path.of("nowhere"));

        assertThat(Renames.noReplace(from, to)).isFalse();
        assertThat(Renames.noReplaceByClaim(from, to)).isFalse();
        assertThat(Files.isSymbolicLink(to)).isTrue();
    }

    @Test
    void what_is_missing_is_named() throws IOException {
        Path from = Files.createFile(folder.resolve("from"));

        assertThatThrownBy(() -> Renames.noReplace(folder.resolve("none"), folder.resolve("to")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("/none");
        assertThatThrownBy(() -> Renames.noReplace(from, folder.resolve("gone/to")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("gone/to");
    }

    @Test
    void without_the_systems_help_a_file_is_linked_and_a_folder_claimed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "one");
        Path made = Files.createDirectory(folder.resolve("made"));
        Files.writeString(made.resolve("inside"), "two");
        Path taken = Files.createDirectory(folder.resolve("taken"));

        assertThat(Renames.noReplaceByClaim(file, taken)).isFalse();
        assertThat(Renames.noReplaceByClaim(made, taken)).isFalse();
        assertThat(Renames.noReplaceByClaim(file, folder.resolve("file2"))).isTrue();
        assertThat(Renames.noReplaceByClaim(made, folder.resolve("made2"))).isTrue();

        assertThat(folder.resolve("file2")).hasContent("one");
        assertThat(folder.resolve("made2/inside")).hasContent("two");
        assertThat(file).doesNotExist();
        assertThat(made).doesNotExist();
    }

    @Test
    void a_second_name_is_the_same_file() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "one");
        Path link = folder.resolve("link");
        Renames.link(file, link);

        assertThat(FileId.of(link).orElseThrow().sameFile(FileId.of(file).orElseThrow())).isTrue();
        assertThat(FileId.of(link).orElseThrow().links()).isEqualTo(2);
        assertThatThrownBy(() -> Renames.link(file, link))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void a_link_is_renamed_itself() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("nowhere"));

        assertThat(Renames.noReplace(link, folder.resolve("moved"))).isTrue();
        assertThat(Files.exists(folder.resolve("moved"), LinkOption.NOFOLLOW_LINKS)).isTrue();
    }
}
