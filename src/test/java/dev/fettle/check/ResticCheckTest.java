package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.BackedUp;
import dev.fettle.kit.Keeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The faults of a restic repository.
class ResticCheckTest extends RepositorySuite {
    ResticCheckTest() {
        super(Keeper.RESTIC, "snapshots", "ls", "check", "check", "restore");
    }

    /// The trees of 300 files are smaller than any pack of theirs.
    private Path treePack() throws IOException {
        return backup.stored("data").getLast();
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void a_lock_that_a_dead_backup_left_is_no_damage() throws Exception {
        Files.createFile(backup.repository().resolve("locks").resolve("a".repeat(64)));

        isGood(check());
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void what_was_backed_up_by_a_relative_name_is_found() throws Exception {
        backup.restic("backup", "docs");

        isGood(check());
    }

    @Test
    void a_backup_that_its_own_run_did_not_make_is_stale() throws Exception {
        var run =
                new Occasion.Hours(Optional.of(Instant.now().plusSeconds(60)), _ -> Duration.ZERO);

        var finding = results.verdict(known, run, check()).findings().getFirst();

        assertThat(finding.code()).as(finding.toString()).contains("stale");
        assertThat(finding.expected().orElseThrow()).contains("by this run");
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
    void snapshots_of_another_host_are_none_of_ours() throws Exception {
        keeper.forgetAll(backup);
        backup.restic("backup", "--host", "elsewhere", backup.source().toString());

        isFault("no-snapshot");
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
        var parts = keeper.check(backup, "verify: 1/14 daily, restore: 1 file, fresh: 30d");
        var clock = new TurnedClock();
        var day = results.with(clock);
        var knows = known;
        Optional<String> code = Optional.empty();
        int days = 0;
        for (; days < 14 && code.isEmpty(); days++) {
            var found = day.verdict(knows, parts).findings();
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
