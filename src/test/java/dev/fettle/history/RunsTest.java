package dev.fettle.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fettle.check.Finding;
import dev.fettle.notation.UserError;
import dev.fettle.platform.PathBytes;
import dev.fettle.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final Outcome GOOD = new Outcome.Succeeded();
    private static final Outcome BAD = new Outcome.Failed(3);

    @TempDir private Path temp;
    @AutoClose private Store store;
    private Runs runs;
    private int asked;

    @BeforeEach
    void a_history() throws IOException {
        store = Store.open(temp.resolve("fettle.db"));
        runs = new Runs(store);
    }

    @Test
    void a_request_is_there_for_whoever_opens_the_store_next() throws IOException {
        var input = new Input(PathBytes.path(new byte[] {'/', (byte) 0xE9}), 4, "c0ffee");

        var run = request("job", false, List.of(input));

        try (var other = Store.open(temp.resolve("fettle.db"))) {
            var found = new Runs(other);
            assertThat(found.unfinished("job")).containsExactly(run);
            assertThat(found.inputs(run)).containsExactly(input);
            assertThat(found.withUnfinished()).containsExactly("job");
        }
    }

    @Test
    void a_run_keeps_how_it_ended_and_what_was_found() throws IOException {
        runs.started(request("job"), NOON.plusSeconds(1));
        var run = runs.started(runs.newest(1).getFirst(), NOON.plusSeconds(99)).orElseThrow();
        var finding = finding("a.txt");

        finish(run, new Outcome.Invalid("a.txt: it is empty"), List.of(finding));

        var ended = runs.get(run.seq()).orElseThrow();
        assertThat(ended.startedAt()).as("its first start").contains(NOON.plusSeconds(1));
        assertThat(ended.outcome()).contains("invalid");
        assertThat(ended.reason()).contains("a.txt: it is empty");
        assertThat(ended.exitCode()).isEmpty();
        assertThat(ended.attempts()).isEqualTo(2);
        assertThat(ended.duration()).contains(Duration.ofMillis(1500));
        assertThat(runs.findings(ended)).containsExactly(finding);
        assertThat(runs.unfinished("job")).isEmpty();
    }

    @Test
    void a_run_keeps_the_bytes_that_it_was_given_in_the_end() throws IOException {
        var run = request("job", false, List.of(new Input(Path.of("/a"), 1, "aa")));
        var other = new Input(Path.of("/a"), 2, "bb");

        store.write(sql -> {
            Runs.finish(sql, run.givenUp(GOOD), Optional.of(List.of(other)), List.of());
            return true;
        });

        assertThat(runs.inputs(run)).containsExactly(other);
    }

    @Test
    void a_run_is_found_by_its_id_and_by_a_beginning_that_only_it_has() throws IOException {
        var a = request("job");
        var b = request("job");
        int common = commonBeginning(a.id().text(), b.id().text());

        assertThat(runs.find(a.id().text())).isEqualTo(a);
        assertThat(runs.find(b.id().text().substring(0, common + 1))).isEqualTo(b);
        if (common > 0) {
            assertThat(runs.maybe(a.id().text().substring(0, common))).isEmpty();
        }
    }

    @Test
    void what_is_nobodys_beginning_and_what_is_everybodys_are_told_apart() throws IOException {
        for (int n = 0; n < 40; n++) { // 36 letters and digits: two begin alike
            request("job");
        }
        var shared =
                runs.newest("job", 40).stream()
                        .map(run -> run.id().text().substring(0, 1))
                        .filter(letter -> begin(letter) > 1)
                        .findFirst()
                        .orElseThrow();

        assertThatThrownBy(() -> runs.find(shared))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("runs begin with \"" + shared + "\"; write more of the id");
        assertThatThrownBy(() -> runs.find("zzzzzzzzzzzz"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("there is no run");
        assertThatThrownBy(() -> runs.find("' OR 1=1 --")).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> runs.find("")).isInstanceOf(UserError.class);
    }

    private long begin(String letter) {
        try {
            return runs.newest("job", 40).stream()
                    .filter(run -> run.id().text().startsWith(letter))
                    .count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void the_newest_come_first_and_each_automation_has_its_own() throws IOException {
        var a = request("one");
        var b = request("one");
        var c = request("other");

        assertThat(runs.newest("one", 20)).containsExactly(b, a);
        assertThat(runs.newest("one", 1)).containsExactly(b);
        assertThat(runs.newest(20)).containsExactly(c, b, a);
    }

    @Test
    void the_last_good_run_is_neither_dry_nor_bad() throws IOException {
        var good = finish(request("job"), GOOD);
        finish(request("job", true, List.of()), GOOD);
        finish(request("job"), BAD);

        assertThat(runs.lastGood("job")).contains(good);
        assertThat(runs.lastGood("other")).isEmpty();
    }

    @Test
    void pruning_keeps_so_many_and_always_the_last_good_the_last_bad_and_what_works()
            throws IOException {
        var works = request("job");
        var lastGood = finish(request("job"), GOOD);
        finish(request("job"), BAD);
        var lastBad = finish(request("job"), BAD);
        finish(request("job", true, List.of()), GOOD);
        var kept1 = finish(request("job", true, List.of()), GOOD);
        var kept2 = finish(request("job", true, List.of()), GOOD);
        var other = finish(request("other"), BAD);

        runs.prune("job", 2, NOON.minus(Duration.ofDays(1)));

        assertThat(runs.newest("job", 20)).containsExactly(kept2, kept1, lastBad, lastGood, works);
        assertThat(runs.newest("other", 20)).containsExactly(other);
    }

    @Test
    void pruning_takes_what_is_too_old_with_all_that_belongs_to_it() throws IOException {
        var old = request("job", false, List.of(new Input(Path.of("/a"), 1, "aa")));
        finish(old, BAD, List.of(finding("a")));
        var last = finish(request("job"), BAD);

        runs.prune("job", 100, NOON.plusSeconds(1));

        assertThat(runs.newest("job", 20)).containsExactly(last);
        assertThat(runs.inputs(old)).isEmpty();
        assertThat(runs.findings(old)).isEmpty();
    }

    private Run request(String automation) throws IOException {
        return request(automation, false, List.of());
    }

    /// Each a minute after the one before it.
    private Run request(String automation, boolean dry, List<Input> inputs) throws IOException {
        var run =
                new Run(
                        0,
                        RunId.random(),
                        automation,
                        Trigger.HAND,
                        Optional.empty(),
                        dry,
                        "boot",
                        NOON.plusSeconds(60L * asked++),
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        OptionalInt.empty(),
                        temp.resolve("log"),
                        false);
        return runs.request(run, Optional.empty(), inputs).orElseThrow();
    }

    private Run finish(Run run, Outcome outcome) throws IOException {
        return finish(run, outcome, List.of());
    }

    private Run finish(Run run, Outcome outcome, List<Finding> findings) throws IOException {
        var at = run.startedAt().orElse(run.requestedAt()).plusMillis(1500);
        var over = run.over(outcome, 2, at);
        store.write(sql -> {
            Runs.finish(sql, over, Optional.empty(), findings);
            return true;
        });
        assertThat(runs.get(run.seq())).contains(over);
        return over;
    }

    private static Finding finding(String file) {
        return new Finding(
                "valid",
                Optional.of("empty"),
                Optional.of(file),
                Optional.of(false),
                Optional.empty(),
                Optional.of("something"),
                Optional.of("nothing"),
                Optional.of(file + ": it is empty"));
    }

    private static int commonBeginning(String a, String b) {
        int length = 0;
        while (a.charAt(length) == b.charAt(length)) {
            length++;
        }
        return length;
    }
}
