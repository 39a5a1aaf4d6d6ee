package dev.fettle.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import dev.fettle.verb.CheckView;
import dev.fettle.verb.RunView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run that ends with 0 and is not like the good ones before it.
class UnusualRunsTest {
    private static final int LEARNT_FROM = 8;
    private static final String WORDS = "usually 4.0 kB, now 12 B";

    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void home() throws IOException {
        home = TestHome.in(place);
    }

    @Test
    void it_is_published_with_a_warning_that_run_and_status_show() throws Exception {
        copies("");
        writes(LEARNT_FROM, 4000);
        Files.writeString(home.beside("next"), "x".repeat(12));

        var run = FettleProcess.call(home, "run", "copy");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("check usual: " + WORDS);
        assertThat(home.site().resolve("copy.txt")).hasSize(12);
        var status = FettleProcess.call(home, "status");
        assertThat(status.code()).isZero();
        assertThat(status.out()).contains("ok ", "unusual: " + WORDS);
        var check = usual(home.runs("copy").getFirst()).getFirst();
        assertThat(check.passed()).contains(true);
        assertThat(check.warning()).contains(WORDS);
        writes(1, 4000);
        assertThat(home.status("copy").reason().orElse("")).doesNotContain(WORDS);
    }

    @Test
    void with_seven_good_runs_nothing_is_said() throws Exception {
        copies("");
        writes(LEARNT_FROM - 1, 4000);

        assertThat(told(writes(1, 12))).isEmpty();
    }

    @Test
    void where_it_is_strict_it_stays_out_until_its_owner_takes_it_for_usual() throws Exception {
        copies("check: [valid, usual: strict]");
        writes(LEARNT_FROM, 4000);
        Files.writeString(home.beside("next"), "x".repeat(12));

        var refused = FettleProcess.call(home, "run", "copy");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.out()).contains("12 B; expected: usually 4.0 kB");
        assertThat(home.site().resolve("copy.txt")).hasSize(4000);
        assertThat(home.runs("copy").getFirst().checks().getLast().code()).contains("unusual");
        assertThat(home.run("copy").outcome()).contains("invalid");
        assertThat(FettleProcess.call(home, "lock", "copy").code()).isZero();
        assertThat(FettleProcess.call(home, "run", "copy").code()).isZero();
    }

    @Test
    void what_its_owner_calls_wrong_is_not_learnt_from() throws Exception {
        copies("");
        writes(LEARNT_FROM, 4000);
        assertThat(told(writes(1, 12))).hasSize(1);
        assertThat(told(writes(1, 12))).isEmpty(); // seen once, and of few runs that is enough
        for (var run : home.runs("copy").subList(0, 2)) {
            assertThat(FettleProcess.call(home, "bad", run.id()).code()).isZero();
        }

        assertThat(told(writes(1, 12))).hasSize(1);
    }

    @Test
    void a_job_without_output_that_is_over_at_once_and_full_of_warnings() throws Exception {
        home.automation("job", "run: ./go.sh").script("job", "cat ../../next");
        Files.writeString(home.beside("next"), "all is well\n");
        for (int n = 0; n < LEARNT_FROM; n++) {
            assertThat(told(home.run("job"))).isEmpty();
        }
        // What a program does in a minute nobody waits for here.
        home.workshop()
                .store()
                .write(sql -> sql.update("UPDATE measured SET measures = 'warnings=0 took=60000'"));
        home.letGo();
        Files.writeString(home.beside("next"), "Warning: no such thing\n".repeat(9));

        var told = usual(home.run("job")).stream().map(c -> c.warning().orElseThrow()).toList();

        assertThat(told).hasSize(2);
        assertThat(told.getFirst()).isEqualTo("usually 0 warnings in the log, now 9");
        assertThat(told.getLast()).startsWith("usually takes 60 s, now ");
    }

    @Test
    void of_files_of_all_sizes_one_that_came_out_much_too_small_for_its_input() throws Exception {
        home.automation(
                "copy",
                "watch: ../../inbox\nrun: ./go.sh {input} {output}\noutput: ../../site\n"
                        + "parallel: 1");
        home.script(
                "copy",
                "case $1 in *cut*) head -c 40 \"$1\";; *) cat \"$1\";; esac"
                        + " > \"$2/$(basename \"$1\")\"\n");
        try (var _ = FettleProcess.up(home)) {
            for (int n = 0; n < LEARNT_FROM + 2; n++) {
                home.drop("f" + n + ".txt", "x".repeat(50 << n));
            }
            home.awaitRuns("copy", LEARNT_FROM + 2);
            home.drop("cut.txt", "x".repeat(20_000));
            home.awaitRuns("copy", LEARNT_FROM + 3);
        }

        var runs = home.runs("copy");
        assertThat(told(runs.getFirst()))
                .containsExactly("usually 100 % of the size of its input, now 0.2 %");
        assertThat(runs.subList(1, runs.size())).allSatisfy(run -> assertThat(told(run)).isEmpty());
    }

    private void copies(String further) throws IOException {
        home.automation("copy", "run: ./go.sh {output}\noutput: ../../site\n" + further)
                .script("copy", "cp ../../next \"$1/copy.txt\"");
    }

    /// @return the last of so many runs
    private RunView writes(int times, int bytes) throws Exception {
        Files.writeString(home.beside("next"), "x".repeat(bytes));
        var run = home.run("copy");
        for (int n = 1; n < times; n++) {
            run = home.run("copy");
        }
        assertThat(run.outcome()).contains("succeeded");
        return run;
    }

    private static List<CheckView> usual(RunView run) {
        return run.checks().stream().filter(check -> check.name().equals("usual")).toList();
    }

    /// What was told of its result; how long it took says something of the machine too.
    private static List<String> told(RunView run) {
        return usual(run).stream()
                .map(check -> check.warning().orElseThrow())
                .filter(warning -> !warning.startsWith("usually takes"))
                .toList();
    }
}
