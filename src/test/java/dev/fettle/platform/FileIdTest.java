package dev.fettle.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FileIdTest {

    @TempDir Path folder;

    @ParameterizedTest
    @MethodSource("dev.fettle.platform.RawNames#all")
    void a_file_of_any_name_is_found(byte[] name) throws IOException {
        Path file = Files.writeString(RawNames.in(folder, name), "four");

        assertThat(FileId.of(file)).hasValueSatisfying(id -> assertThat(id.size()).isEqualTo(4));
        assertThat(FileId.birthNanos(file)).isPresent();
    }

    @Test
    void it_is_what_java_says_of_the_file() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/dev/null"));
        for (Path path : List.of(folder, link, Path.of("/dev/null"), Path.of("/proc/self/stat"))) {
            var java = Files.readAttributes(path, "unix:*", LinkOption.NOFOLLOW_LINKS);

            FileId id = FileId.of(path).orElseThrow();

            assertThat(id.device()).as("device of %s", path).isEqualTo(java.get("dev"));
            assertThat(id.inode()).isEqualTo(java.get("ino"));
            assertThat(id.size()).isEqualTo(java.get("size"));
            assertThat(id.mode()).isEqualTo(java.get("mode"));
            assertThat(id.links()).isEqualTo(java.get("nlink"));
            assertThat(id.uid()).isEqualTo(java.get("uid"));
            assertThat(id.gid()).isEqualTo(java.get("gid"));
            assertThat(id.ctimeNanos()).isEqualTo(nanos(java.get("ctime")));
            assertThat(id.mtimeNanos()).isEqualTo(nanos(java.get("lastModifiedTime")));
        }
    }

    @Test
    void nothing_is_no_error() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Path dangling = Files.createSymbolicLink(folder.resolve("link"), Path.of("nowhere"));

        assertThat(FileId.of(folder.resolve("none"))).isEmpty();
        assertThat(FileId.of(file.resolve("below"))).isEmpty();
        assertThat(FileId.following(dangling)).isEmpty();
        assertThat(FileId.of(dangling))
                .hasValueSatisfying(id -> assertThat(id.kind()).isEqualTo(FileId.Kind.LINK));
        assertThat(FileId.birthNanos(folder.resolve("none"))).isEmpty();
    }

    @Test
    void what_cannot_be_looked_at_is_an_error() throws IOException {
        Path loop = Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));

        assertThatThrownBy(() -> FileId.following(loop)).isInstanceOf(FileSystemException.class);
    }

    @Test
    void kinds_are_told_apart() throws Exception {
        Path fifo = folder.resolve("fifo");
        new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor();

        assertThat(kind(folder)).isEqualTo(FileId.Kind.FOLDER);
        assertThat(kind(fifo)).isEqualTo(FileId.Kind.FIFO);
        assertThat(kind(Path.of("/dev/null"))).isEqualTo(FileId.Kind.DEVICE);
        assertThat(kind(Files.createFile(folder.resolve("f")))).isEqualTo(FileId.Kind.FILE);
    }

    @Test
    void times_set_back_do_not_hide_a_change() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "one");
        FileId before = FileId.of(file).orElseThrow();
        FileTime modified = Files.getLastModifiedTime(file);

        assertThat(before.unchanged(FileId.of(file).orElseThrow())).isTrue();
        waitForTheClockOfTheFileSystem(before);
        Files.writeString(file, "two");
        Files.setLastModifiedTime(file, modified);

        FileId after = FileId.of(file).orElseThrow();
        assertThat(after.mtimeNanos()).isEqualTo(before.mtimeNanos());
        assertThat(after.sameFile(before)).isTrue();
        assertThat(after.unchanged(before)).isFalse();
    }

    @Test
    void the_same_name_is_not_the_same_file() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "one");
        FileId before = FileId.of(file).orElseThrow();

        Path other = Files.writeString(folder.resolve("other"), "one");
        Renames.replace(other, file);

        assertThat(FileId.of(file).orElseThrow().sameFile(before)).isFalse();
        assertThat(Files.exists(other, LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    /// Times of files move on by ticks of some milliseconds.
    private void waitForTheClockOfTheFileSystem(FileId before) throws IOException {
        Path probe = folder.resolve("probe");
        do {
            Files.writeString(probe, "x");
        } while (FileId.of(probe).orElseThrow().ctimeNanos() <= before.ctimeNanos());
    }

    private static long nanos(@Nullable Object time) {
        return time instanceof FileTime t ? t.to(TimeUnit.NANOSECONDS) : -1;
    }

    private static FileId.Kind kind(Path path) throws IOException {
        return FileId.of(path).orElseThrow().kind();
    }
}
