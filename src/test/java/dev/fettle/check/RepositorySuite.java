package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.BackedUp;
import dev.fettle.kit.Keeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Faults of any repository, done to a real one of 20 MB, are noticed by one check and rightly
/// named. Each program that keeps repositories joins it.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RepositorySuite {
    final Keeper keeper;

    /// What its program is asked at a look at a repository that is known; each costs a derivation
    /// of its key.
    private final List<String> calls;

    Path place = Path.of("");
    BackedUp backup;
    Results results;
    Knowledge known = Knowledge.NONE;
    private boolean spoilt;

    RepositorySuite(Keeper keeper, String... calls) {
        this.keeper = keeper;
        this.calls = List.of(calls);
    }

    @BeforeAll
    void a_repository_that_was_good_once(@TempDir Path temporary) throws Exception {
        place = temporary;
        backup = BackedUp.in(place.resolve("backup")).files(300, 70_000);
        keeper.make(backup);
        keeper.backUp(backup, backup.source());
        backup.keep();
        results = Results.in(place);
        var good = results.verdict(check());
        assertThat(good.reason()).isEmpty();
        known = Knowledge.NONE.with(good.findings());
    }

    @BeforeEach
    void the_repository_is_whole() throws Exception {
        if (spoilt) {
            backup.restore();
        }
        spoilt = true;
    }

    final String check() {
        return check("restore: 20 files");
    }

    final String check(String more) {
        return keeper.check(backup, "verify: all, " + more);
    }

    final String sources(Path one, Path other) {
        return check("").replace(one + "'", one + "', '" + other + "'");
    }

    final Finding found(String check) throws IOException, InterruptedException {
        return found(results, check);
    }

    final Finding found(Results where, String check) throws IOException, InterruptedException {
        var findings = where.verdict(known, check).findings();
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    final void isGood(String check) throws IOException, InterruptedException {
        var finding = found(check);
        assertThat(finding.passed()).as(finding.toString()).contains(true);
    }

    final void isFault(String code) throws IOException, InterruptedException {
        isFault(check(), code);
    }

    final void isFault(String check, String code) throws IOException, InterruptedException {
        var finding = found(check);
        assertThat(finding.code()).as(finding.toString()).contains(code);
        assertThat(finding.passed()).contains(false);
        assertThat(finding.expected()).isPresent();
        assertThat(finding.found()).isPresent();
    }

    final void couldNotBeMade(String code) throws IOException, InterruptedException {
        var finding = found(check());
        assertThat(finding.code()).as(finding.toString()).contains(code);
        assertThat(finding.passed()).isEmpty();
    }

    final Path largestPack() throws IOException {
        return backup.stored("data").getFirst();
    }

    /// @return a path on which this is found in the program's place, and then the program itself
    private String insteadOf(String script) throws IOException {
        var program = Files.createDirectories(place.resolve("instead")).resolve(keeper.program());
        Files.writeString(program, "#!/bin/sh\nPATH=${PATH#*:}\n" + script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program.getParent() + ":" + System.getenv("PATH");
    }

    // --- good

    @Test
    void a_good_repository_is_believed_and_nothing_is_left_behind() throws Exception {
        var asked = place.resolve("asked");
        var path =
                insteadOf(
                        """
                        echo "$1" >>%s
                        exec %s "$@"
                        """
                                .formatted(asked, keeper.program()));

        var finding = found(results.withPath(path), check());

        assertThat(finding.passed()).as(finding.toString()).contains(true);
        assertThat(Files.readAllLines(asked)).containsExactlyInAnyOrderElementsOf(calls);
        assertThat(finding.detail().orElseThrow())
                .contains("300 files", "all data read", "20 files restored and compared");
        assertThat(place.resolve("scratch")).isEmptyDirectory();
        assertThat(backup.repository().resolve(keeper.locks()))
                .satisfiesAnyOf(
                        locks -> assertThat(locks).doesNotExist(),
                        locks -> assertThat(locks).isEmptyDirectory());
    }

    @Test
    void the_lock_of_a_backup_that_died_is_told_and_is_no_damage() throws Exception {
        backup.dieAtWork(keeper.locks(), keeper.endless());

        var finding = found(check());

        assertThat(finding.passed()).as(finding.toString()).contains(true);
        assertThat(finding.warning().orElseThrow())
                .contains("which is no more", keeper.unlock(backup));
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void a_file_that_was_edited_since_is_no_fault_of_the_backup() throws Exception {
        var file = backup.source().resolve("d1/f1");
        var bytes = Files.readAllBytes(file);
        var time = Files.getLastModifiedTime(file);
        Files.writeString(file, "edited since");
        try {
            isGood(check("restore: 300 files"));
        } finally {
            Files.write(file, bytes);
            Files.setLastModifiedTime(file, time);
        }
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void names_full_of_signs_are_restored_as_what_they_are() throws Exception {
        var odd = Files.createDirectories(place.resolve("odd *[a-z]? \\x"));
        Files.writeString(odd.resolve("a?[b]*"), "content");
        Files.writeString(odd.resolve("ab"), "other content");
        keeper.backUp(backup, odd);

        var finding = results.finding(check("").replace(backup.source() + "", odd + ""));

        assertThat(finding.passed()).as(finding.toString()).contains(true);
        assertThat(finding.detail().orElseThrow()).contains("2 files restored");
    }

    // --- damage

    @Test
    void a_flipped_byte_is_damage() throws Exception {
        BackedUp.flip(largestPack());

        isFault("damaged");
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void a_lost_pack_is_damage() throws Exception {
        Files.delete(largestPack());

        isFault("damaged");
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void a_pack_that_was_cut_off_is_damage() throws Exception {
        BackedUp.cut(largestPack());

        isFault("damaged");
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void a_repository_without_its_keys_is_damage() throws Exception {
        keeper.loseKeys(backup);

        isFault("damaged");
    }

    // --- another one, or none

    @Test
    @Tag("long")
    @Tag("long-backups")
    void an_empty_folder_is_no_repository() throws Exception {
        backup.run("rm", "-rf", backup.repository().toString());
        Files.createDirectories(backup.repository());

        isFault("gone");
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void a_path_that_is_missing_is_no_repository() throws Exception {
        backup.run("rm", "-rf", backup.repository().toString());

        isFault("gone");
    }

    @Test
    void a_repository_that_was_made_anew_is_another_one() throws Exception {
        backup.run("rm", "-rf", backup.repository().toString());
        keeper.make(backup);
        keeper.backUp(backup, backup.source());

        isFault("replaced");
    }

    // --- snapshots

    @Test
    @Tag("long")
    @Tag("long-backups")
    void without_any_snapshot_there_is_no_backup() throws Exception {
        keeper.forgetAll(backup);

        isFault("no-snapshot");
    }

    @Test
    void an_older_state_put_back_is_told() throws Exception {
        keeper.forgetAll(backup);
        keeper.backUp(backup, keeper.at("2026-01-01 00:00:00"), backup.source());

        isFault("set-back");
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void a_snapshot_that_is_older_than_fresh_is_stale() throws Exception {
        var later = new TurnedClock();
        later.turn(Duration.ofHours(27));

        var finding = found(results.with(later), check());

        assertThat(finding.code()).as(finding.toString()).contains("stale");
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void a_snapshot_from_the_future_is_told() throws Exception {
        keeper.backUp(backup, keeper.at("2099-01-01 00:00:00"), backup.source());

        isFault("future");
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void two_sources_in_turn_are_both_looked_for() throws Exception {
        var other = Files.createDirectories(place.resolve("photos"));
        Files.writeString(other.resolve("photo"), "photo");
        keeper.backUp(backup, other);

        isGood(sources(backup.source(), other));
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void a_source_that_is_in_no_snapshot_is_missing() throws Exception {
        isFault(sources(backup.source(), place.resolve("never")), "folder-missing");
    }

    @Test
    void a_source_that_was_emptied_before_the_backup_is_told() throws Exception {
        Files.move(backup.source(), place.resolve("aside"));
        Files.createDirectories(backup.source());
        try {
            keeper.backUp(backup, backup.source());

            isFault("shrunk");
        } finally {
            Files.delete(backup.source());
            Files.move(place.resolve("aside"), backup.source());
        }
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void too_few_and_too_many_snapshots_are_told() throws Exception {
        isFault(check("snapshots: {min: 2}"), "count");
        isFault(check("snapshots: {max: 0}"), "count");
    }

    // --- restoring, and what keeps a look from being made

    @Test
    void files_that_come_back_with_other_bytes_are_told() throws Exception {
        var liar =
                insteadOf(
                        """
                        %s "$@"
                        ended=$?
                        case $1 in restore | extract) ;; *) exit $ended ;; esac
                        into=.
                        while test $# -gt 1; do
                            test "$1" != --target || into=$2
                            shift
                        done
                        find "$into" -name 'f*' -type f -exec sh -c 'printf x | dd of="$0" conv=notrunc 2>&1' {} ';' >/dev/null
                        exit $ended
                        """
                                .formatted(keeper.program()));

        var finding = found(results.withPath(liar), check());

        assertThat(finding.code()).as(finding.toString()).contains("restore-differs");
    }

    @Test
    void a_wrong_password_is_no_damage() throws Exception {
        Files.writeString(backup.password(), "wrong\n");
        try {
            couldNotBeMade("refused");
        } finally {
            Files.writeString(backup.password(), "correct horse\n");
        }
    }
}
