package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.BackedUp;
import dev.fettle.publish.Mounted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Copies as `rsync` and `cp` make them, and every fault of one: noticed and rightly named.
@Timeout(60)
class CopyCheckTest {
    @TempDir private Path place;

    private BackedUp files;
    private Results results;
    private TurnedClock clock;
    private Path copy;
    private Knowledge known = Knowledge.NONE;

    @BeforeEach
    void a_copy_that_was_good_once() throws Exception {
        files = BackedUp.in(place.resolve("disk")).files(40, 3_000);
        copy = files.folder().resolve("copy");
        rsync();
        clock = new TurnedClock();
        results = Results.in(place).with(clock);
        var good = results.verdict(check());
        assertThat(good.reason()).isEmpty();
        known = Knowledge.NONE.with(good.findings());
    }

    private void rsync(String... options) throws Exception {
        var words = new ArrayList<>(List.of("rsync", "-a"));
        words.addAll(List.of(options));
        words.add(source("") + "/");
        words.add(copy + "/");
        files.run(words.toArray(String[]::new));
    }

    private Path source(String below) {
        return files.source().resolve(below);
    }

    private String check(String... more) {
        return "rsync: {source: %s, copy: %s%s}"
                .formatted(
                        files.source(), copy, more.length == 0 ? "" : ", " + String.join("", more));
    }

    private Finding found(String... more) throws IOException, InterruptedException {
        var findings = results.verdict(known, check(more)).findings();
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    private void isFault(String code, String... more) throws IOException, InterruptedException {
        var finding = found(more);
        assertThat(finding.code()).as(finding.toString()).contains(code);
        assertThat(finding.passed()).contains(false);
        assertThat(finding.expected()).isPresent();
        assertThat(finding.found()).isPresent();
    }

    private void isBelieved(String... more) throws IOException, InterruptedException {
        var finding = found(more);
        assertThat(finding.passed()).as(finding.toString()).contains(true);
    }

    /// As a rotten disk does: the times stay.
    private void rot(Path file) throws IOException {
        var time = Files.getLastModifiedTime(file);
        BackedUp.flip(file);
        Files.setLastModifiedTime(file, time);
    }

    // --- good

    @Test
    void a_good_copy_is_believed_after_files_came_back_from_it() throws Exception {
        var finding = found();

        assertThat(finding.passed()).contains(true);
        assertThat(finding.detail().orElseThrow())
                .contains("40 files", "5 files restored and compared", "all data read");
        assertThat(place.resolve("scratch")).isEmptyDirectory();
        assertThat(known.of("rsync " + copy)).containsKey("proved");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cp -a docs/. again/",
                "cp -r docs/. again/",
                "rsync -r docs again/",
                "rsync -aO docs/ again/",
                "rsync -a docs/ day-1/ && rsync -a --link-dest=../day-1 docs/ day-2/ && ln -s day-2"
                        + " again"
            })
    void however_it_was_made(String command) throws Exception {
        copy = files.folder().resolve("again");
        files.run("sh", "-c", command.contains("ln -s") ? command : "mkdir again && " + command);

        isBelieved();

        Files.delete(
                Files.isDirectory(copy.resolve("docs"))
                        ? copy.resolve("docs/d1/f1")
                        : copy.resolve("d1/f1"));
        isFault("damaged");
    }

    @Test
    void what_the_source_changed_since_is_no_fault_until_fresh_is_over() throws Exception {
        Files.writeString(source("d0/f0"), "edited since");
        Files.writeString(source("d0/new"), "new");
        Files.delete(source("d1/f1"));
        Files.createDirectories(source("new folder/deep"));
        Files.writeString(source("new folder/deep/file"), "new");
        Files.move(source("d2"), source("d2 by another name"));

        var finding = found();
        assertThat(finding.passed()).as(finding.toString()).contains(true);
        assertThat(finding.detail().orElseThrow()).contains("4 changes in the source since");

        clock.turn(Duration.ofHours(27));
        isFault("stale");
        isBelieved("fresh: 30h");

        rsync("--delete");
        isBelieved();
    }

    @Test
    void what_the_machine_sleeps_through_makes_nothing_stale() throws Exception {
        Files.writeString(source("d0/new"), "new");
        var sleeps = new Occasion.Hours(Optional.empty(), _ -> Duration.ofHours(2));
        clock.turn(Duration.ofHours(51));
        assertThat(results.verdict(known, sleeps, check()).holds()).isTrue();

        clock.turn(Duration.ofHours(2));
        assertThat(results.verdict(known, sleeps, check()).holds()).isFalse();
    }

    @Test
    void a_source_that_rests_needs_no_new_copy() throws Exception {
        clock.turn(Duration.ofDays(20));

        isBelieved();
    }

    @Test
    void what_is_left_out_on_purpose_is_no_fault() throws Exception {
        for (var folder : List.of("d1", "d3")) { // rsync compares times by the second
            files.run("touch", "-d", "1 hour ago", source(folder).toString());
        }
        rsync();
        Files.createDirectories(source("d1/.cache"));
        Files.writeString(source("d1/.cache/x"), "x");
        Files.writeString(source("d1/a.tmp"), "x");
        Files.createDirectories(source("d3/build"));
        Files.writeString(source("d3/build/x"), "x");
        rsync("--exclude=.cache", "--exclude=*.tmp", "--exclude=/d3/build");

        isBelieved("exclude: [.cache, '*.tmp', d3/build]");
        isFault("folder-missing", "exclude: ['*.tmp', .cache]");
    }

    @Test
    void pipes_and_links_that_were_left_out_are_no_fault() throws Exception {
        files.run("mkfifo", source("pipe").toString());
        files.run("ln", "-s", "nowhere", source("link").toString());
        rsync("--no-specials", "--no-links");

        isBelieved();
    }

    @Test
    void a_disk_that_is_mounted_within_may_be_left_out() throws Exception {
        var within = Files.createDirectories(source("disk"));
        try (var _ = Mounted.memory(within, "size=64k")) {
            Files.writeString(within.resolve("file"), "x");
            rsync("--one-file-system");

            isBelieved();
        }
    }

    // --- damage

    @Test
    void a_file_that_it_lost_is_damage() throws Exception {
        Files.delete(copy.resolve("d2/f2"));

        isFault("damaged");
        isFault("damaged", "verify: structure");
    }

    @Test
    void a_file_that_it_lost_while_the_source_went_on_is_damage() throws Exception {
        Files.writeString(source("d2/new"), "new");
        Files.delete(copy.resolve("d2/f2"));

        isFault("damaged");
    }

    @Test
    void a_file_that_was_cut_off_is_damage() throws Exception {
        BackedUp.cut(copy.resolve("d2/f2"));

        isFault("damaged", "verify: structure");
    }

    @Test
    void a_folder_in_the_place_of_a_file_is_damage() throws Exception {
        Files.delete(copy.resolve("d2/f2"));
        Files.createDirectories(copy.resolve("d2/f2"));

        isFault("damaged");
    }

    @Test
    void a_rotten_byte_is_damage_which_names_and_sizes_do_not_show() throws Exception {
        rot(copy.resolve("d2/f2"));

        isFault("damaged");
        isBelieved("verify: structure, restore: 0 files");
        isFault("restore-differs", "verify: structure, restore: 40 files");
    }

    @Test
    void a_rotten_byte_far_within_a_large_file_is_damage() throws Exception {
        Files.write(source("large"), new byte[700_000]);
        rsync();
        rot(copy.resolve("large")); // in its middle

        isFault("damaged", "restore: 0 files");
    }

    @Test
    void a_copy_that_keeps_times_to_the_microsecond_was_not_changed_since() throws Exception {
        var time = Instant.now().minusSeconds(100).with(ChronoField.NANO_OF_SECOND, 123_456_789);
        Files.setLastModifiedTime(source("d2/f2"), FileTime.from(time));
        rsync();
        BackedUp.cut(copy.resolve("d2/f2"));
        Files.setLastModifiedTime(
                copy.resolve("d2/f2"), FileTime.from(time.truncatedTo(ChronoUnit.MICROS)));

        isFault("damaged", "verify: structure");
    }

    @Test
    void a_rotten_byte_is_found_within_fourteen_daily_parts() throws Exception {
        rot(copy.resolve("d2/f2"));
        Optional<String> code = Optional.empty();
        int days = 0;
        for (; days < 14 && code.isEmpty(); days++) {
            var finding = found("verify: 1/14 daily, restore: 0 files");
            known = known.with(List.of(finding));
            code = finding.code();
            clock.turn(Duration.ofDays(1));
        }

        assertThat(code).as("after %d days", days).contains("damaged");
    }

    // --- gone, or something else

    @Test
    void a_folder_that_it_lost_is_told() throws Exception {
        files.run("rm", "-r", copy.resolve("d2").toString());

        isFault("folder-missing");
    }

    @Test
    void no_folder_and_an_empty_one_are_no_copy() throws Exception {
        Files.move(copy, place.resolve("away"));
        isFault("gone");

        Files.createDirectories(copy);
        isFault("gone");
    }

    @Test
    void a_copy_of_something_else_is_told() throws Exception {
        Files.writeString(source("top"), "x");
        rsync();
        files.run("sh", "-c", "rm -r copy/*; echo else > copy/else");

        isFault("folder-missing");
        assertThat(found().found()).contains("none of them is in it");
    }

    @Test
    void a_source_that_was_emptied_and_its_copy_with_it_is_told() throws Exception {
        for (var top : List.of(files.source(), copy)) {
            files.run("sh", "-c", "cd %s && rm -r d[1-9]".formatted(top));
        }

        isFault("shrunk");
    }

    @Test
    void a_source_that_is_not_there_proves_nothing() throws Exception {
        Files.move(files.source(), place.resolve("away"));

        var finding = found();

        assertThat(finding.code()).contains("unreachable");
        assertThat(finding.passed()).isEmpty();
    }

    @Test
    void what_cannot_be_meant_is_told() {
        assertThat(Results.problems("rsync: {source: /x, copy: 'nas:/backup'}"))
                .singleElement()
                .asString()
                .contains("on another machine", "mounted");
        assertThat(Results.problems("rsync: {source: /x}"))
                .singleElement()
                .asString()
                .contains("copy");
        assertThat(Results.problems("rsync: {source: /x, copy: /y, exclude: '[a'}"))
                .singleElement()
                .asString()
                .contains("no glob");
    }
}
