package dev.fettle.story;

import static dev.fettle.kit.TestHome.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `collide`: `a.png` and `a.jpg` would both become `a.web`.
class CollidingOutputsTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_home() throws IOException {
        home = TestHome.in(place);
    }

    @Test
    void the_second_is_refused_while_the_first_lies_there() throws Exception {
        convert("");
        try (var _ = FettleProcess.up(home)) {
            home.drop("a.png", "png");
            home.awaitRuns("convert", 1);
            var second = home.drop("a.jpg", "jpg");

            var refused = home.awaitRuns("convert", 2).getLast();

            assertThat(refused.outcome()).contains("invalid");
            assertThat(refused.reason().orElse("")).contains("a.web", "a.png");
            assertThat(home.site().resolve("a.web")).content().isEqualTo("png");

            Files.delete(home.inbox().resolve("a.png"));
            assertThat(home.run("convert", second).outcome()).contains("succeeded");
        }
        assertThat(home.site().resolve("a.web")).content().isEqualTo("jpg");
    }

    @Test
    void replace_lets_the_later_win() throws Exception {
        convert("collide: replace");

        both();

        assertThat(names(home.site())).containsExactly("a.web");
        assertThat(home.site().resolve("a.web")).content().isEqualTo("png");
    }

    @Test
    void number_keeps_both() throws Exception {
        convert("collide: number");

        both();

        assertThat(names(home.site())).containsExactly("a-2.web", "a.web");
    }

    private void both() throws Exception {
        home.drop("a.jpg", "jpg");
        home.drop("a.png", "png");
        assertThat(home.runArrived("convert")).hasSize(2).allMatch(run -> run.succeeded());
    }

    private void convert(String collide) throws IOException {
        home.automation(
                        "convert",
                        "watch: ../../inbox\nrun: ./go.sh {input} {output}\noutput: ../../site\n"
                                + collide)
                .script("convert", "name=${1##*/}; cp \"$1\" \"$2/${name%.*}.web\"");
    }
}
