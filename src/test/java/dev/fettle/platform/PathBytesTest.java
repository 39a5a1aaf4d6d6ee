package dev.fettle.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PathBytesTest {

    @TempDir Path folder;

    @ParameterizedTest
    @MethodSource("dev.fettle.platform.RawNames#all")
    void any_bytes_come_back_as_they_went_in(byte[] name) {
        assertThat(PathBytes.of(PathBytes.path(name))).isEqualTo(name);

        byte[] absolute = concat(RawNames.bytes("/some/where/"), name);
        assertThat(PathBytes.of(PathBytes.path(absolute))).isEqualTo(absolute);
        assertThat(PathBytes.path(absolute).isAbsolute()).isTrue();

        byte[] relative = concat(RawNames.bytes("a/../"), name);
        assertThat(PathBytes.of(PathBytes.path(relative))).isEqualTo(relative);
    }

    @ParameterizedTest
    @MethodSource("dev.fettle.platform.RawNames#all")
    void the_file_system_sees_these_bytes(byte[] name) throws IOException {
        Files.createFile(RawNames.in(folder, name));

        try (var listed = Files.list(folder)) {
            assertThat(listed)
                    .singleElement()
                    .satisfies(
                            path -> assertThat(PathBytes.of(path.getFileName())).isEqualTo(name));
        }
    }

    @Test
    void the_empty_path_and_the_root_stay_what_they_are() {
        assertThat(PathBytes.of(Path.of(""))).isEmpty();
        assertThat(PathBytes.path(new byte[0])).isEqualTo(Path.of(""));
        assertThat(PathBytes.of(Path.of("/"))).isEqualTo(RawNames.bytes("/"));
        assertThat(PathBytes.path(RawNames.bytes("/"))).isEqualTo(Path.of("/"));
    }

    @Test
    void doubled_slashes_mean_one() {
        byte[] doubled = {'/', '/', 'a', '/', '/', (byte) 0xE9, '/'};

        assertThat(PathBytes.of(PathBytes.path(doubled)))
                .isEqualTo(new byte[] {'/', 'a', '/', (byte) 0xE9});
    }

    @Test
    void what_is_no_text_is_shown_byte_by_byte() {
        Path latin = PathBytes.path(RawNames.LATIN);
        Path japanese = PathBytes.path(RawNames.bytes("/日本/line\nend"));

        assertThat(PathBytes.shown(latin)).isEqualTo("caf\\xE9.jpg");
        assertThat(PathBytes.isUtf8(latin)).isFalse();
        assertThat(PathBytes.shown(japanese)).isEqualTo("/日本/line\nend");
        assertThat(PathBytes.isUtf8(japanese)).isTrue();
        assertThat(PathBytes.isUtf8(PathBytes.path(RawNames.bytes("\uFFFD")))).isTrue();
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] all = new byte[a.length + b.length];
        System.arraycopy(a, 0, all, 0, a.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }
}
