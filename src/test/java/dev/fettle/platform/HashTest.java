package dev.fettle.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashTest {
    @TempDir private Path temp;

    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, 511, 1_024, 1_025, 65_535, 65_536, 65_537, 262_143, 262_144, 5_000_000})
    void it_is_what_sha256sum_says(int size) throws Exception {
        var file = file(size);

        var hash = Hash.sha256(file);

        assertThat(hash.size()).isEqualTo(size);
        assertThat(hash.hex()).isEqualTo(sha256sum(file));
    }

    @Test
    void without_openssl_it_is_the_same() throws Exception {
        assumeTrue(LibCrypto.ofThisMachine().isPresent(), "there is no libcrypto here");
        var file = file(1_000_000);

        try (var channel = FileChannel.open(file);
                var again = FileChannel.open(file)) {
            assertThat(LibCrypto.ofThisMachine().get().sha256(channel, 10_000))
                    .isEqualTo(Hash.slow(again, 1_000));
        }
    }

    @Test
    void what_is_not_there_has_none() {
        assertThatThrownBy(() -> Hash.sha256(temp.resolve("nothing")))
                .isInstanceOf(NoSuchFileException.class);
    }

    private Path file(int size) throws IOException {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return Files.write(temp.resolve("file"), bytes);
    }

    private static String sha256sum(Path file) throws Exception {
        var process = new ProcessBuilder("sha256sum", "--", file.toString()).start();
        var said = process.getInputStream().readNBytes(64);
        return new String(said, StandardCharsets.US_ASCII);
    }
}
