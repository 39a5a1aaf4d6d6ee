package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.BackedUp;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Archives as GNU tar makes them, and every fault of one: noticed and rightly named.
@Timeout(60)
class TarCheckTest {
    /// With what is odd: 30 plain ones, a long name, bytes that are no UTF-8, a sparse file, two
    /// names of one.
    private static final String FILES = "34 files";

    @TempDir private Path place;

    private BackedUp files;
    private Results results;
    private TurnedClock clock;
    private Path archive;
    private Knowledge known = Knowledge.NONE;

    @BeforeEach
    void a_source() throws Exception {
        files = BackedUp.in(place.resolve("disk")).files(30, 3_000);
        files.run(
                "bash",
                "-c",
                """
                cd docs/d1
                mkdir -p "$(printf 'long%.0s' {1..40})/deeper"
                (cd long*/deeper && echo long > "$(printf 'name%.0s' {1..30})")
                echo bytes > "$(printf 'caf\\351')"
                truncate -s 3M sparse
                for at in 0 1000000 2900000; do
                    head -c 5000 /dev/urandom | dd of=sparse bs=1 seek=$at conv=notrunc status=none
                done
                ln f1 twin
                """);
        archive = files.folder().resolve("docs.tar.gz");
        clock = new TurnedClock();
        results = Results.in(place).with(clock);
    }

    private void pack(String command) throws Exception {
        files.run("bash", "-c", command);
    }

    private void aGoodOne(String command) throws Exception {
        pack(command);
        var good = results.verdict(check());
        assertThat(good.reason()).isEmpty();
        known = Knowledge.NONE.with(good.findings());
    }

    private String check(String... more) {
        return "tar: {source: %s, archive: '%s'%s}"
                .formatted(
                        files.source(),
                        archive,
                        more.length == 0 ? "" : ", " + String.join("", more));
    }

    private Finding found(String... more) throws IOException, InterruptedException {
        var findings = results.verdict(known, check(more)).findings();
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    private String isFault(String code, String... more) throws IOException, InterruptedException {
        var finding = found(more);
        assertThat(finding.code()).as(finding.toString()).contains(code);
        assertThat(finding.passed()).contains(false);
        return finding.found().orElseThrow();
    }

    private void isBelieved(String... more) throws IOException, InterruptedException {
        var finding = found(more);
        assertThat(finding.passed()).as(finding.toString()).contains(true);
    }

    /// Another byte in the middle of what this file is stored as; the times stay.
    private void rot(Path file) throws IOException {
        var content = Files.readAllBytes(source("d2/f2"));
        var bytes = Files.readAllBytes(file);
        int at = place(bytes, content) + content.length / 2;
        var time = Files.getLastModifiedTime(file);
        bytes[at] ^= 0x40;
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, time);
    }

    private static int place(byte[] within, byte[] wanted) {
        var text = new String(within, StandardCharsets.ISO_8859_1);
        int at = text.indexOf(new String(wanted, StandardCharsets.ISO_8859_1));
        assertThat(at).isPositive();
        return at;
    }

    private Path source(String below) {
        return files.source().resolve(below);
    }

    // --- good

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tar -cf docs.tar.gz -C docs .",
                "tar -czf docs.tar.gz -C docs .",
                "tar -cjf docs.tar.gz docs",
                "tar -cJf docs.tar.gz \"$PWD/docs\" 2>/dev/null",
                "tar --zstd -cPf docs.tar.gz \"$PWD/docs\"",
                "cd docs && tar -czf ../docs.tar.gz *",
                "cd .. && tar -czf disk/docs.tar.gz disk/docs",
                "tar --format=pax -czf docs.tar.gz docs",
                "tar --format=pax -Szcf docs.tar.gz docs",
                "tar --format=pax --sparse-version=0.1 -Szcf docs.tar.gz docs",
                "tar --format=pax --sparse-version=0.0 -Szcf docs.tar.gz docs",
                "tar --format=gnu -Szcf docs.tar.gz docs",
                "find docs -type f -print0 | tar -czf docs.tar.gz --null -T -"
            })
    void however_it_was_packed_it_is_believed_and_a_lost_file_is_seen(String command)
            throws Exception {
        aGoodOne(command);

        assertThat(found("restore: 40 files").detail().orElseThrow())
                .contains(FILES, "files restored and compared", "all data read");
        assertThat(known.of("tar " + archive)).containsKey("proved");
        assertThat(place.resolve("scratch")).isEmptyDirectory();

        pack(
                command.replace("tar -", "tar --exclude=f2 -")
                        .replace("-type f", "-type f ! -name f2"));
        assertThat(isFault("damaged")).contains("d2/f2 is not in it");
    }

    @Test
    void what_the_source_changed_since_is_no_fault_while_it_is_fresh() throws Exception {
        aGoodOne("tar -czf docs.tar.gz docs");
        Files.writeString(source("d0/f0"), "edited since");
        Files.writeString(source("d0/new"), "new");
        Files.delete(source("d3/f3"));
        Files.move(source("d2"), source("d2 by another name"));

        var finding = found();

        assertThat(finding.passed()).as(finding.toString()).contains(true);
        assertThat(finding.detail().orElseThrow()).contains("3 changes in the source since");
    }

    @Test
    void the_newest_of_several_counts() throws Exception {
        pack("tar -czf docs-1.tgz docs; tar -czf docs-2.tgz docs; touch -d yesterday docs-1.tgz");
        archive = files.folder().resolve("docs-*.tgz");

        isBelieved();

        BackedUp.cut(files.folder().resolve("docs-2.tgz"));
        isFault("damaged");
    }

    // --- damage

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tar -cf docs.tar.gz docs",
                "tar -czf docs.tar.gz docs",
                "tar -cjf docs.tar.gz docs",
                "tar -cJf docs.tar.gz docs",
                "tar --zstd -cf docs.tar.gz docs"
            })
    void an_archive_that_was_cut_off_is_damage(String command) throws Exception {
        aGoodOne(command);
        long length = Files.size(archive);
        for (long cut : List.of(length / 2, length * 9 / 10)) {
            try (var file = new RandomAccessFile(archive.toFile(), "rw")) {
                file.setLength(cut);
            }
            isFault("damaged");
            pack(command);
        }
    }

    @Test
    void a_rotten_byte_is_damage() throws Exception {
        aGoodOne("tar -czf docs.tar.gz docs");
        BackedUp.flip(archive);

        isFault("damaged");
    }

    @Test
    void a_rotten_byte_that_tar_itself_does_not_notice_is_damage() throws Exception {
        aGoodOne("tar -cf docs.tar.gz docs");
        rot(archive);
        files.run("tar", "-tf", archive.toString());

        assertThat(isFault("damaged")).contains("d2/f2", "another byte");
        isBelieved("verify: structure, restore: 0 files");
        isFault("restore-differs", "verify: structure, restore: 34 files");
    }

    @Test
    void a_rotten_byte_of_a_sparse_file_is_damage() throws Exception {
        aGoodOne("tar --format=gnu -Scf docs.tar.gz docs");
        var bytes = Files.readAllBytes(archive);
        var live = Files.readAllBytes(source("d1/sparse"));
        var piece = new byte[100];
        System.arraycopy(live, 2_900_500, piece, 0, piece.length);
        bytes[place(bytes, piece)] ^= 1;
        Files.write(archive, bytes);

        assertThat(isFault("damaged")).contains("d1/sparse has another byte at 2900500");
    }

    @Test
    void what_is_no_archive_is_damage() throws Exception {
        aGoodOne("tar -czf docs.tar.gz docs");

        Files.write(archive, new byte[0]);
        assertThat(isFault("damaged")).contains("empty");
        Files.writeString(archive, "<html>sign in</html>".repeat(100));
        assertThat(isFault("damaged")).contains("no tar");
        pack("cat missing 2>/dev/null | gzip > docs.tar.gz");
        isFault("damaged");
        pack("gzip -c docs/d1/f1 > docs.tar.gz");
        isFault("damaged");
        pack("cd docs && zip -qr ../x.zip . && mv ../x.zip ../docs.tar.gz");
        isFault("damaged");
    }

    // --- not what it should be

    @Test
    void none_is_told() throws Exception {
        isFault("gone");
    }

    @Test
    void one_of_something_else_or_of_nothing_is_told() throws Exception {
        aGoodOne("tar -czf docs.tar.gz docs");

        pack("echo else > else; tar -czf docs.tar.gz else");
        isFault("folder-missing");
        pack("tar -czf docs.tar.gz -T /dev/null");
        isFault("folder-missing");
    }

    @Test
    void a_source_that_was_emptied_before_is_told() throws Exception {
        aGoodOne("tar -czf docs.tar.gz docs");

        pack("rm -r docs/d[2-9] && tar -czf docs.tar.gz docs");

        isFault("shrunk");
    }

    @Test
    void an_old_one_and_one_from_the_future_are_told() throws Exception {
        aGoodOne("tar -czf docs.tar.gz docs");

        clock.turn(Duration.ofHours(27));
        isFault("stale");
        isBelieved("fresh: 30h");

        clock.turn(Duration.ofHours(-54));
        isFault("future", "fresh: 30d");
    }

    @Test
    void an_older_one_in_its_place_is_told() throws Exception {
        aGoodOne("tar -czf docs.tar.gz docs");

        var earlier = Files.getLastModifiedTime(archive).toInstant().minusSeconds(3600);
        Files.setLastModifiedTime(archive, FileTime.from(earlier));

        isFault("set-back");
    }

    @Test
    void many_members_are_kept_apart() throws Exception {
        pack(
                """
                mkdir docs/many
                cd docs/many
                seq 1 3000 | split -l 1 -a 4
                cd ../..
                tar -czf docs.tar.gz docs
                """);

        assertThat(found().detail().orElseThrow()).contains("3034 files");
    }
}
