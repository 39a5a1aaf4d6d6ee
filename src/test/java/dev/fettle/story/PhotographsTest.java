package dev.fettle.story;

import static dev.fettle.kit.TestHome.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The main job as its user lives it: a recipe, a daemon, photographs dropped into a folder.
class PhotographsTest {
    private static final Path SAMPLES =
            Path.of(System.getProperty("fettle.root"), "recipes/web-images/samples");

    @TempDir private Path place;
    private TestHome home;
    private FettleProcess daemon;

    @BeforeEach
    void a_home_with_the_recipe_and_its_daemon_up() throws Exception {
        home = TestHome.in(place);
        var made =
                FettleProcess.call(
                        home,
                        "new",
                        "web-images",
                        "--recipe",
                        "web-images",
                        "inbox=" + home.inbox(),
                        "output=" + home.site());
        assertThat(made.code()).as(made.err()).isZero();
        daemon = FettleProcess.up(home);
    }

    @AfterEach
    void end() throws Exception {
        daemon.close();
        home.close();
    }

    @Test
    void a_photograph_becomes_a_checked_image_on_the_site() throws Exception {
        home.drop("pines.jpg", Files.readAllBytes(SAMPLES.resolve("upright/input/pines.jpg")));

        var run = home.awaitRun("web-images");

        assertThat(run.outcome()).contains("succeeded");
        assertThat(run.trigger()).isEqualTo("watch");
        assertThat(run.checks())
                .extracting(check -> check.passed().orElse(false))
                .containsOnly(true);
        assertThat(names(home.site())).containsExactly("pines.jpg");
        assertThat(names(home.inbox())).containsExactly("pines.jpg");
        assertThat(Files.size(home.site().resolve("pines.jpg"))).isBetween(10_000L, 400_000L);
        var status = FettleProcess.call(home, "status");
        assertThat(status.out()).contains("web-images", "ok");
        assertThat(status.code()).isZero();
    }

    @Test
    void half_a_photograph_is_refused_with_its_reason_until_it_is_mended() throws Exception {
        var whole = Files.readAllBytes(SAMPLES.resolve("small/input/lake.jpg"));
        home.drop("lake.jpg", Arrays.copyOf(whole, whole.length / 2));
        home.drop("other.jpg", whole);

        var runs = home.awaitRuns("web-images", 2);

        var refused = runs.stream().filter(run -> !run.succeeded()).findFirst().orElseThrow();
        assertThat(refused.outcome()).contains("invalid");
        assertThat(refused.attempts()).as("the program never saw it").isZero();
        assertThat(refused.checks().getFirst().file()).contains("lake.jpg");
        assertThat(FettleProcess.call(home, "runs", "web-images").out())
                .contains(refused.reason().orElseThrow());
        assertThat(names(home.site())).containsExactly("other.jpg");
        assertThat(home.status("web-images").health()).isEqualTo("ok");
        assertThat(home.status("web-images").reason()).contains("1 input set aside");

        home.drop("lake.jpg", whole);

        home.awaitRuns("web-images", 3);
        assertThat(names(home.site())).containsExactly("lake.jpg", "other.jpg");
        assertThat(home.status("web-images").reason()).isEmpty();
    }
}
