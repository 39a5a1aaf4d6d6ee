package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.BackedUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Faults of a borg repository, done to a real one of 20 MB, are noticed by one check and rightly
/// named.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BorgCheckTest {
    @TempDir private static Path place;

    private BackedUp backup;
    private Results results;
    private Knowledge known = Knowledge.NONE;
    private boolean spoilt;

    @BeforeAll
    void a_repository_that_was_good_once() throws Exception {
        backup = BackedUp.in(place.resolve("backup")).files(300, 70_000);
        Files.createDirectories(backup.folder().resolve("base"));
        backup.run("borg", "init", "-e", "repokey-blake2");
        backup.run("borg", "create", "::one", backup.source().toString());
        backup.keep();
        results = Results.in(place);
        var good = results.verdict(check());
        assertThat(good.reason()).isEmpty();
        known = Knowledge.NONE.with(good.findings());
    }

    /// Borg's own notes of the user know a newer state of it by then.
    @BeforeEach
    void the_repository_is_whole() throws Exception {
        if (spoilt) {
            backup.restore();
            backup.run("rm", "-rf", backup.folder().resolve("base").toString());
            Files.createDirectories(backup.folder().resolve("base"));
        }
        spoilt = true;
    }

    private String check() {
        return "borg: {repository: %s, password-file: %s, source: [%s], verify: all, restore: 20 files}"
                .formatted(backup.repository(), backup.password(), backup.source());
    }

    private Finding found() throws IOException, InterruptedException {
        var findings = results.verdict(known, check()).findings();
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    private void isFault(String code) throws IOException, InterruptedException {
        var finding = found();
        assertThat(finding.code()).as(finding.toString()).contains(code);
        assertThat(finding.passed()).contains(false);
    }

    private Path largestSegment() throws IOException {
        return backup.stored("data").getFirst();
    }

    @Test
    void a_good_repository_is_believed_and_the_users_own_notes_are_left_alone() throws Exception {
        Files.delete(backup.folder().resolve("base"));

        var finding = found();

        assertThat(finding.passed()).as(finding.toString()).contains(true);
        assertThat(finding.detail().orElseThrow())
                .contains("300 files", "all data read", "20 files restored and compared");
        assertThat(place.resolve("scratch")).isEmptyDirectory();
        assertThat(backup.folder().resolve("base")).doesNotExist();
    }

    @Test
    void a_flipped_byte_is_damage() throws Exception {
        BackedUp.flip(largestSegment());

        isFault("damaged");
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void a_lost_segment_is_damage() throws Exception {
        Files.delete(largestSegment());

        isFault("damaged");
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void a_segment_that_was_cut_off_is_damage() throws Exception {
        BackedUp.cut(largestSegment());

        isFault("damaged");
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void a_repository_without_its_key_is_damage() throws Exception {
        var config = backup.repository().resolve("config");
        var text = Files.readString(config);
        Files.writeString(config, text.substring(0, text.indexOf("key = ")));

        isFault("damaged");
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void an_index_that_is_lost_is_made_again_by_borg_and_no_fault() throws Exception {
        for (var file : backup.stored("")) {
            if (file.getFileName().toString().startsWith("index.")) {
                Files.delete(file);
            }
        }

        assertThat(found().passed()).contains(true);
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void an_empty_folder_is_no_repository() throws Exception {
        backup.run("rm", "-rf", backup.repository().toString());
        Files.createDirectories(backup.repository());

        isFault("gone");
    }

    @Test
    void a_repository_that_was_made_anew_is_another_one() throws Exception {
        backup.run("rm", "-rf", backup.repository().toString());
        backup.run("borg", "init", "-e", "repokey-blake2");
        backup.run("borg", "create", "::one", backup.source().toString());

        isFault("replaced");
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void without_any_archive_there_is_no_backup() throws Exception {
        backup.run("borg", "delete", "::one");

        isFault("no-snapshot");
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void an_older_state_put_back_is_told() throws Exception {
        backup.run("borg", "delete", "::one");
        backup.run(
                "borg",
                "create",
                "--timestamp",
                "2026-01-01T00:00:00",
                "::old",
                backup.source().toString());

        isFault("set-back");
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void an_archive_that_is_older_than_fresh_is_stale() throws Exception {
        var later = new TurnedClock();
        later.turn(Duration.ofHours(27));

        var finding = results.with(later).verdict(known, check()).findings().getFirst();

        assertThat(finding.code()).as(finding.toString()).contains("stale");
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void a_source_that_was_emptied_before_the_backup_is_told() throws Exception {
        Files.move(backup.source(), place.resolve("aside"));
        Files.createDirectories(backup.source());
        try {
            backup.run("borg", "create", "::two", backup.source().toString());

            isFault("shrunk");
        } finally {
            Files.delete(backup.source());
            Files.move(place.resolve("aside"), backup.source());
        }
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void files_that_come_back_with_other_bytes_are_told() throws Exception {
        var liar = Files.createDirectories(place.resolve("liar"));
        var script = liar.resolve("borg");
        Files.writeString(
                script,
                """
                #!/bin/sh
                PATH=${PATH#*:}
                borg "$@"
                ended=$?
                test "$1" = extract &&
                    find . -name 'f*' -type f -exec sh -c 'printf x | dd of="$0" conv=notrunc 2>&1' {} ';' >/dev/null
                exit $ended
                """);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));

        var finding =
                results.withPath(liar + ":" + System.getenv("PATH"))
                        .verdict(known, check())
                        .findings()
                        .getFirst();

        assertThat(finding.code()).as(finding.toString()).contains("restore-differs");
    }

    @Test
    void the_lock_of_a_backup_that_died_is_told_and_is_no_damage() throws Exception {
        backup.dieAtWork("lock.exclusive", "borg", "create", "::stdin", "-");

        var finding = found();

        assertThat(finding.passed()).as(finding.toString()).contains(true);
        assertThat(finding.warning().orElseThrow())
                .contains("which is no more", "borg break-lock " + backup.repository());
    }

    @Test
    void a_wrong_password_is_no_damage() throws Exception {
        Files.writeString(backup.password(), "wrong\n");
        try {
            var finding = found();

            assertThat(finding.code()).as(finding.toString()).contains("refused");
            assertThat(finding.passed()).isEmpty();
        } finally {
            Files.writeString(backup.password(), "correct horse\n");
        }
    }
}
