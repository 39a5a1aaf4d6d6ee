package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.check.image.Pictures;
import dev.fettle.platform.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Archives as the installed programs write them, whole, cut off and spoilt.
class ArchiveCheckTest {
    private static final int FILES = 5;
    private static final int FILE_SIZE = 9_000;

    @TempDir private Path temp;
    private Results results;

    @BeforeEach
    void results() throws Exception {
        results = Results.in(temp);
        var random = new SplittableRandom(7);
        var from = Files.createDirectories(temp.resolve("from/a folder"));
        for (int i = 0; i < FILES; i++) {
            var bytes = new byte[FILE_SIZE];
            random.nextBytes(bytes);
            Files.write(from.resolve("f" + i), bytes);
        }
        Files.writeString(from.resolve("n".repeat(180)), "a long name\n".repeat(500));
        Files.createSymbolicLink(from.resolve("link"), Path.of("f0"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.zip | zip -qr ../a.zip . | 8",
                "a.tar | tar -cf ../a.tar . | 9",
                "b.tar | tar --format=pax -cf ../b.tar . | 9",
                "c.tar | tar --format=gnu -cSf ../c.tar . | 9",
                "a.tar.gz | tar -czf ../a.tar.gz . | 9",
                "a.tgz | tar -czf ../a.tgz . | 9",
                "a.tar.bz2 | tar -cjf ../a.tar.bz2 . | 9",
                "a.tar.xz | tar -cJf ../a.tar.xz . | 9",
                "a.tar.zst | tar --zstd -cf ../a.tar.zst . | 9",
                "f.gz | gzip -c 'a folder/f0' > ../f.gz | 1",
                "f.xz | xz -9c 'a folder/f0' > ../f.xz | 1",
                "f.bz2 | bzip2 -c 'a folder/f0' > ../f.bz2 | 1",
                "f.zst | zstd -qc 'a folder/f0' > ../f.zst | 1",
                "two.gz | (gzip -c 'a folder/f0'; gzip -c 'a folder'/n*) > ../two.gz" + " | 1",
                "two.zst | (zstd -qc 'a folder/f0'; zstd -qc 'a folder'/n*) >" + " ../two.zst | 1"
            })
    void what_programs_pack_is_read_whole_and_a_cut_or_a_flipped_byte_is_seen(
            String name, String command, int members) throws Exception {
        byte[] whole = packed(name, command);

        results.write(name, whole);
        assertThat(results.finding("archive: {min-members: " + members + "}").detail())
                .contains(name + ": good");
        assertThat(results.finding("archive: {min-members: " + (members + 1) + "}").code())
                .contains("min-members");

        for (int cut : new int[] {whole.length - 1, whole.length / 2, whole.length / 3, 700}) {
            if (!name.endsWith(".tar") || cut != whole.length - 1) { // its last byte is padding
                results.write(name, Pictures.cut(whole, cut));
                assertThat(results.finding("archive").code())
                        .as("cut at %d", cut)
                        .contains("damaged");
            }
        }
        var random = new SplittableRandom(11);
        for (int i = 0; i < 12 && !name.endsWith(".tar"); i++) {
            int at = 200 + random.nextInt(whole.length * 2 / 3 - 200);
            var spoilt = whole.clone();
            spoilt[at] ^= 0x55;
            results.write(name, spoilt);
            assertThat(results.finding("archive").passed()).as("byte %d", at).contains(false);
        }
    }

    @Test
    void a_tar_knows_damage_of_its_headers_and_a_missing_end() throws Exception {
        byte[] whole = packed("a.tar", "tar -cf ../a.tar .");
        var spoilt = whole.clone();
        spoilt[512 + 20] ^= 1;

        results.write("a.tar", spoilt);
        assertThat(results.finding("archive").found())
                .contains("the tar is damaged: the header of member 2 is damaged");

        results.write("a.tar", Pictures.cut(whole, end(whole)));
        assertThat(results.finding("archive").found())
                .contains("the tar is damaged: it ends before its end");
    }

    @Test
    void a_7z_is_read_whole_and_a_cut_or_a_flipped_byte_is_seen() throws Exception {
        var file = temp.resolve("a.7z");
        try (var out = new SevenZOutputFile(file.toFile())) {
            for (var each : new String[] {"f0", "f1"}) {
                var from = temp.resolve("from/a folder").resolve(each);
                out.putArchiveEntry(out.createArchiveEntry(from.toFile(), each));
                out.write(Files.readAllBytes(from));
                out.closeArchiveEntry();
            }
        }
        byte[] whole = Files.readAllBytes(file);

        results.write("a.7z", whole);
        assertThat(results.finding("archive: {min-members: 2}").passed()).contains(true);

        results.write("a.7z", Pictures.cut(whole, whole.length - 5));
        assertThat(results.finding("archive").code()).contains("damaged");

        whole[whole.length / 2] ^= 1;
        results.write("a.7z", whole);
        assertThat(results.finding("archive").code()).contains("damaged");
    }

    /// Where the zeros begin.
    private static int end(byte[] tar) {
        int end = tar.length;
        while (tar[end - 1] == 0) {
            end--;
        }
        return (end + 511) / 512 * 512;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "empty.gz ~ cat missing 2>/dev/null | gzip > ../empty.gz ~ nothing",
                "empty.tar.gz ~ tar -czf ../empty.tar.gz -T /dev/null ~ nothing",
                "empty.zip ~ printf 'PK\\005\\006' > ../empty.zip; head -c 18 /dev/zero >>"
                        + " ../empty.zip ~ nothing",
                "no.tar.gz ~ echo 'tar: cannot open' | gzip > ../no.tar.gz ~ damaged",
                "page.zip ~ echo '<html>sign in</html>' > ../page.zip ~ no-archive",
                "more.gz ~ (gzip -c 'a folder/f0'; echo more) > ../more.gz ~ damaged"
            })
    void what_holds_nothing_or_something_else_fails(String name, String command, String code)
            throws Exception {
        results.write(name, packed(name, command));

        assertThat(results.finding("archive").code()).contains(code);
    }

    @Test
    void a_zip_with_a_password_cannot_be_checked() throws Exception {
        results.write("a.zip", packed("a.zip", "zip -qr -P secret ../a.zip ."));

        var finding = results.finding("archive");

        assertThat(finding.passed()).isEmpty();
        assertThat(finding.code()).contains("encrypted");
    }

    @Test
    void what_unpacks_to_thousands_of_times_its_size_is_not_read_to_its_end() throws Exception {
        results.write("bomb", packed("bomb", "head -c 1200000000 /dev/zero | zstd -qc > ../bomb"));

        assertThat(SmallMachine.findings(results, "archive"))
                .singleElement()
                .asString()
                .startsWith("unmade: too-large: bomb: it unpacks to more than 2000 times its size");
    }

    @Test
    void what_needs_more_memory_than_is_given_is_said_so() throws Exception {
        results.write(
                "a.zst",
                packed("a.zst", "head -c 40000000 /dev/urandom | zstd -q --long=27 > ../a.zst"));

        assertThat(SmallMachine.findings(results, "archive"))
                .containsExactly(
                        "unmade: too-large: a.zst: it needs more memory to be read than is given"
                                + " here");
    }

    private byte[] packed(String name, String command) throws Exception {
        var from = temp.resolve("from");
        var answer =
                Command.run(
                        List.of("/bin/sh", "-c", command),
                        Map.of(),
                        from,
                        Duration.ofMinutes(1),
                        1 << 14);
        assertThat(answer.exit()).as(answer.error()).isZero();
        return Files.readAllBytes(temp.resolve(name));
    }
}
