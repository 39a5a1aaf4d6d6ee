package dev.fettle.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Results that are held against the last good one.
class ComparedResultsTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void home() throws Exception {
        home = TestHome.in(place);
    }

    @Test
    void a_dump_that_lost_most_of_it_stays_out_and_the_next_is_held_against_the_last_good_one()
            throws Exception {
        var source = home.beside("source");
        home.automation("dump", "run: ./go.sh {output}\noutput: ../../site\ncheck: [shrink: 80 %]");
        home.script("dump", "cp ../../source \"$1/dump.sql\"\n");
        Files.writeString(source, "x".repeat(1000));
        assertThat(FettleProcess.call(home, "run", "dump").code()).isZero();
        Files.writeString(source, "x".repeat(200));

        var run = FettleProcess.call(home, "run", "dump");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out() + run.err()).contains("200 B, and 1.0 kB before");
        assertThat(home.site().resolve("dump.sql")).hasSize(1000);
        assertThat(FettleProcess.call(home, "run", "dump").code()).isEqualTo(1);
        Files.writeString(source, "x".repeat(850));
        assertThat(FettleProcess.call(home, "run", "dump").code()).isZero();
    }

    @Test
    void the_same_result_of_another_input_is_refused_and_of_the_same_input_it_is_not()
            throws Exception {
        home.automation(
                "shout",
                "watch: ../../inbox\nrun: ./go.sh {input} {output}\noutput: ../../site\n"
                        + "check: changed");
        home.script("shout", "cat ../../said > \"$2/$(basename \"$1\")\"\n");
        Files.writeString(home.beside("said"), "always the same");
        var input = home.drop("a.txt", "one");
        assertThat(home.run("shout", input).outcome()).contains("succeeded");
        assertThat(home.run("shout", input).outcome()).contains("succeeded");
        home.drop("a.txt", "two");

        var run = home.run("shout", input);

        assertThat(run.outcome()).contains("invalid");
        assertThat(run.reason().orElseThrow()).startsWith("the same bytes in 1 file");
        assertThat(home.run("shout", home.drop("b.txt", "two")).outcome()).contains("succeeded");
    }
}
