package dev.fettle.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class AtomicFileTest {

    @TempDir Path folder;

    @ParameterizedTest
    @MethodSource("dev.fettle.platform.RawNames#all")
    void a_file_of_any_name_is_written_and_replaced(byte[] name) throws IOException {
        Path file = RawNames.in(folder, name);

        AtomicFile.write(file, "one");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        AtomicFile.write(file, "two äöü");

        assertThat(file).hasContent("two äöü");
        try (var listed = Files.list(folder)) {
            assertThat(listed).hasSize(1);
        }
    }

    @Test
    void the_mode_of_what_is_replaced_stays() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "one");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x---"));

        AtomicFile.write(file, new byte[] {1, 2});

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rwxr-x---");
        assertThat(file).hasBinaryContent(new byte[] {1, 2});
    }

    @Test
    void what_a_link_leads_to_is_replaced_and_the_link_stays() throws IOException {
        Path kept = Files.createDirectory(folder.resolve("kept"));
        Path file = Files.writeString(kept.resolve("file"), "one");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("kept/file"));

        AtomicFile.write(link, "two");

        assertThat(file).hasContent("two");
        assertThat(Files.isSymbolicLink(link)).isTrue();
    }

    @Test
    void what_cannot_be_replaced_leaves_nothing_behind() throws IOException {
        Path file = Files.createDirectory(folder.resolve("folder"));
        Files.createFile(file.resolve("inside"));

        assertThatThrownBy(() -> AtomicFile.write(file, "one")).isInstanceOf(IOException.class);
        try (var listed = Files.list(folder)) {
            assertThat(listed).containsExactly(file);
        }
        assertThatThrownBy(() -> AtomicFile.write(folder.resolve("none/file"), "one"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void a_reader_sees_the_old_or_the_new_and_never_a_part() throws Exception {
        Path file = folder.resolve("file");
        String a = "a".repeat(100_000);
        String b = "b".repeat(100_000);
        AtomicFile.write(file, a);
        AtomicBoolean over = new AtomicBoolean();
        Thread writer =
                Thread.ofPlatform()
                        .start(() -> {
                            for (int i = 0; i < 100; i++) {
                                writeOrFail(file, i % 2 == 0 ? b : a);
                            }
                            over.set(true);
                        });
        int reads = 0;
        while (!over.get()) {
            assertThat(Files.readString(file)).isIn(a, b);
            reads++;
        }
        writer.join();
        assertThat(reads).isPositive();
    }

    private static void writeOrFail(Path file, String text) {
        try {
            AtomicFile.write(file, text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
