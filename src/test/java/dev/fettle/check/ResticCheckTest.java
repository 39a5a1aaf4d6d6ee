package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.BackedUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Every fault of a restic repository, done to a real one of 20 MB, is noticed by one check and
/// rightly named.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResticCheckTest {
    @TempDir private static Path place;

    private BackedUp backup;
    private Results results;
    private Knowledge known = Knowledge.NONE;
    private boolean spoilt;

    @BeforeAll
    void a_repository_that_was_good_once() throws Exception {
        backup = BackedUp.in(place.resolve("backup")).files(300, 70_000);
        backup.restic("init");
        backup.restic("backup", backup.source().toString());
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

    private String check() {
        return check("restore: 20 files");
    }

    private String check(String more) {
        return "restic: {repository: %s, password-file: %s, source: [%s], verify: all, %s}"
                .formatted(backup.repository(), backup.password(), backup.source(), more);
    }

    private Finding found(String check) throws IOException, InterruptedException {
        var findings = results.verdict(known, check).findings();
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    private void isFault(String code) throws IOException, InterruptedException {
        isFault(check(), code);
    }

    private void isFault(String check, String code) throws IOException, InterruptedException {
        var finding = found(check);
        assertThat(finding.code()).as(finding.toString()).contains(code);
        assertThat(finding.passed()).contains(false);
        assertThat(finding.expected()).isPresent();
        assertThat(finding.found()).isPresent();
    }

    private void couldNotBeMade(String code) throws IOException, InterruptedException {
        var finding = found(check());
        assertThat(finding.code()).as(finding.toString()).contains(code);
        assertThat(finding.passed()).isEmpty();
    }

    private Path largestPack() throws IOException {
        return backup.stored("data").getFirst();
    }

    private Path treePack() throws IOException {
        return backup.stored("data")
                .getLast(); // the trees of 300 files are smaller than any pack of theirs
    }

    // --- good

    @Test
    void a_good_repository_is_believed_and_nothing_is_left_behind() throws Exception {
        var finding = found(check());

        assertThat(finding.passed()).contains(true);
        assertThat(finding.detail().orElseThrow())
                .contains("300 files", "all data read", "20 files restored and compared");
        assertThat(place.resolve("scratch")).isEmptyDirectory();
        assertThat(backup.stored("locks")).isEmpty();
    }

    @Test
    void a_lock_that_a_dead_backup_left_is_no_damage() throws Exception {
        Files.createFile(backup.repository().resolve("locks").resolve("a".repeat(64)));

        assertThat(found(check()).passed()).contains(true);
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
            assertThat(found(check("restore: 300 files")).passed()).contains(true);
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
        backup.restic("backup", odd.toString());

        var finding =
                results.finding(
                        "restic: {repository: %s, password-file: %s, source: ['%s']}"
                                .formatted(backup.repository(), backup.password(), odd));

        assertThat(finding.passed()).as(finding.toString()).contains(true);
        assertThat(finding.detail().orElseThrow()).contains("2 files restored");
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void what_was_backed_up_by_a_relative_name_is_found() throws Exception {
        backup.restic("backup", "docs");

        assertThat(found(check()).passed()).contains(true);
    }

    @Test
    void the_lock_of_a_backup_that_died_is_told_and_is_no_damage() throws Exception {
        backup.dieAtWork("locks", "restic", "backup", "--stdin");

        var finding = found(check());

        assertThat(finding.passed()).as(finding.toString()).contains(true);
        assertThat(finding.warning().orElseThrow())
                .contains("which is no more", "restic -r " + backup.repository() + " unlock");
        assertThat(backup.stored("locks")).isNotEmpty();
    }

    @Test
    void a_backup_that_its_own_run_did_not_make_is_stale() throws Exception {
        var run =
                new Occasion.Hours(Optional.of(Instant.now().plusSeconds(60)), _ -> Duration.ZERO);

        var finding = results.verdict(known, run, check()).findings().getFirst();

        assertThat(finding.code()).as(finding.toString()).contains("stale");
        assertThat(finding.expected().orElseThrow()).contains("by this run");
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
    void a_flipped_byte_among_the_trees_is_damage() throws Exception {
        BackedUp.flip(treePack());

        isFault("damaged");
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void a_lost_pack_of_trees_is_damage() throws Exception {
        Files.delete(treePack());

        isFault("damaged");
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void a_flipped_byte_in_the_index_is_damage() throws Exception {
        BackedUp.flip(backup.stored("index").getFirst());

        isFault("damaged");
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void a_lost_index_is_damage() throws Exception {
        for (var index : backup.stored("index")) {
            Files.delete(index);
        }

        isFault("damaged");
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void a_repository_without_its_keys_is_damage() throws Exception {
        for (var key : backup.stored("keys")) {
            Files.delete(key);
        }

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
        backup.restic("init");
        backup.restic("backup", backup.source().toString());

        isFault("replaced");
    }

    // --- snapshots

    @Test
    @Tag("long")
    @Tag("long-backups")
    void without_any_snapshot_there_is_no_backup() throws Exception {
        for (var snapshot : backup.stored("snapshots")) {
            Files.delete(snapshot);
        }

        isFault("no-snapshot");
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void snapshots_of_another_host_are_none_of_ours() throws Exception {
        for (var snapshot : backup.stored("snapshots")) {
            Files.delete(snapshot);
        }
        backup.restic("backup", "--host", "elsewhere", backup.source().toString());

        isFault("no-snapshot");
    }

    @Test
    void an_older_state_put_back_is_told() throws Exception {
        backup.restic("backup", "--time", "2026-01-01 00:00:00", backup.source().toString());
        Files.delete(backup.repository().resolve("snapshots").resolve(newestKnown()));

        isFault("set-back");
    }

    private String newestKnown() {
        var newest = known.of("restic " + backup.repository()).get("newest " + backup.source());
        return Optional.ofNullable(newest).orElseThrow().split(" ", -1)[1];
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void a_snapshot_that_is_older_than_fresh_is_stale() throws Exception {
        var later = new TurnedClock();
        later.turn(Duration.ofHours(27));

        var finding = results.with(later).verdict(known, check()).findings().getFirst();

        assertThat(finding.code()).as(finding.toString()).contains("stale");
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void a_snapshot_from_the_future_is_told() throws Exception {
        backup.restic("backup", "--time", "2099-01-01 00:00:00", backup.source().toString());

        isFault("future");
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void two_sources_in_turn_are_both_looked_for() throws Exception {
        var other = Files.createDirectories(place.resolve("photos"));
        Files.writeString(other.resolve("photo"), "photo");
        backup.restic("backup", other.toString());

        assertThat(found(sources(backup.source(), other)).passed()).contains(true);
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void a_source_that_is_in_no_snapshot_is_missing() throws Exception {
        isFault(sources(backup.source(), place.resolve("never")), "folder-missing");
    }

    @Test
    void a_source_that_was_not_there_at_the_last_backup_is_missing() throws Exception {
        var other = Files.createDirectories(place.resolve("music"));
        Files.writeString(other.resolve("song"), "song");
        backup.restic("backup", backup.source().toString(), other.toString());
        Files.move(other, place.resolve("music-away"));
        backup.restic("backup", backup.source().toString(), other.toString());

        isFault(sources(backup.source(), other), "folder-missing");
    }

    private String sources(Path one, Path other) {
        return "restic: {repository: %s, password-file: %s, source: [%s, %s]}"
                .formatted(backup.repository(), backup.password(), one, other);
    }

    @Test
    void a_source_that_was_emptied_before_the_backup_is_told() throws Exception {
        Files.move(backup.source(), place.resolve("aside"));
        Files.createDirectories(backup.source());
        try {
            backup.restic("backup", backup.source().toString());

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
        var liar = Files.createDirectories(place.resolve("liar"));
        var script = liar.resolve("restic");
        Files.writeString(
                script,
                """
                #!/bin/sh
                PATH=${PATH#*:}
                restic "$@" || exit
                test "$1" = restore || exit 0
                while test "$1" != --target; do shift; done
                find "$2" -name 'f*' -type f -exec sh -c 'printf x | dd of="$0" conv=notrunc 2>&1' {} ';' >/dev/null
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
    void a_wrong_password_is_no_damage() throws Exception {
        Files.writeString(backup.password(), "wrong\n");
        try {
            couldNotBeMade("refused");
        } finally {
            Files.writeString(backup.password(), "correct horse\n");
        }
    }

    @Test
    void a_host_that_is_away_is_no_damage() throws Exception {
        var finding =
                results.finding(
                        "restic: {repository: 'rest:http://127.0.0.1:1/', password-file: %s, source: /x}"
                                .formatted(backup.password()));

        assertThat(finding.code()).as(finding.toString()).contains("unreachable");
        assertThat(finding.passed()).isEmpty();
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void one_flipped_byte_is_found_within_fourteen_daily_parts() throws Exception {
        BackedUp.flip(largestPack());
        var parts = check().replace("verify: all", "verify: 1/14 daily");
        var clock = new TurnedClock();
        var day = results.with(clock);
        var knows = known;
        Optional<String> code = Optional.empty();
        int days = 0;
        for (; days < 14 && code.isEmpty(); days++) {
            var found =
                    day.verdict(knows, parts.replace("20 files}", "1 file, fresh: 30d}"))
                            .findings();
            knows = knows.with(found);
            code = found.getFirst().code();
            clock.turn(Duration.ofDays(1));
        }

        assertThat(code).as("after %d days", days).contains("damaged");
    }

    @Test
    void what_cannot_be_meant_is_told() {
        assertThat(Results.problems("restic: {source: /x}"))
                .singleElement()
                .asString()
                .contains("repository");
        assertThat(
                        Results.problems(
                                "restic: {repository: /r, source: /x, verify: some, restore:"
                                        + " many}"))
                .hasSize(2);
        assertThat(List.of(Results.parse("restic: {repository: /r, source: {/in: /live}}")))
                .hasSize(1);
    }
}
