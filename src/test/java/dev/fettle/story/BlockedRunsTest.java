package dev.fettle.story;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.TestHome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is missing is said before the program starts, and no input is blamed for it.
class BlockedRunsTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_home_that_has_published_before() throws Exception {
        home = TestHome.in(place);
        home.automation(
                        "copy",
                        "watch: ../../inbox\nrun: ./go.sh {input} {output}\noutput: ../../site")
                .script("copy", "echo >>../../starts; cp \"$1\" \"$2\"");
        home.drop("a", "a");
        home.runArrived("copy");
    }

    @Test
    void a_destination_that_is_gone_blocks_until_it_is_back() throws Exception {
        Files.move(home.site(), home.beside("unplugged"));
        home.drop("b", "b");

        var blocked = home.runArrived("copy").getFirst();

        assertThat(blocked.outcome()).contains("blocked");
        assertThat(blocked.reason().orElse("")).contains(home.site().toString(), "gone");
        assertThat(lines(home.beside("starts"))).hasSize(1);
        assertThat(home.site()).doesNotExist();
        assertThat(home.status("copy").health()).isEqualTo("failing");
        assertThat(home.status("copy").reason().orElse("")).doesNotContain("set aside");

        Files.move(home.beside("unplugged"), home.site());
        assertThat(home.runArrived("copy")).hasSize(1);
        assertThat(names(home.site())).containsExactly("a", "b");
        assertThat(home.status("copy").health()).isEqualTo("ok");
    }

    @Test
    void a_program_that_a_check_needs_is_missed_before_the_work_is_done() throws Exception {
        home.automation(
                "copy",
                "watch: ../../inbox\nrun: ./go.sh {input} {output}\noutput: ../../site\n"
                        + "check: [{command: [no-such-program, x]}]");
        home.drop("b", "b");

        var blocked = home.runArrived("copy").getFirst();

        assertThat(blocked.outcome()).contains("blocked");
        assertThat(blocked.reason().orElse("")).contains("no-such-program");
        assertThat(lines(home.beside("starts"))).hasSize(1);
    }

    @Test
    void a_program_that_is_not_there_fails_by_its_code_and_says_so() throws Exception {
        home.automation("job", "run: [./none.sh]");

        var run = home.run("job");

        assertThat(run.outcome()).contains("failed");
        assertThat(run.exitCode()).hasValue(127);
        assertThat(run.reason().orElse("")).contains("there is no such program");
        assertThat(TestHome.log(run)).contains("none.sh");
    }

    @Test
    void a_run_that_makes_nothing_where_output_was_expected_is_invalid() throws Exception {
        home.automation("job", "run: \"true\"\noutput: ../../site");

        var run = home.run("job");

        assertThat(run.outcome()).contains("invalid");
        assertThat(run.checks()).anySatisfy(c -> assertThat(c.code()).contains("nothing"));
    }
}
