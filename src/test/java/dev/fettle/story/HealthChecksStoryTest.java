package dev.fettle.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.ScriptedHttp;
import dev.fettle.kit.TestHome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An automation that is its checks, and one whose log is looked at.
class HealthChecksStoryTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;

    @Test
    void a_website_that_is_away_fails_its_health_check_and_one_that_is_back_passes()
            throws Exception {
        home = TestHome.in(place);
        try (var site = ScriptedHttp.start()) {
            home.automation(
                    "site",
                    "check:\n  - http: {url: '%s', matches: Welcome}\n  - free-space: 1 kB"
                            .formatted(site.url()));
            site.answer(200, "Welcome");
            assertThat(FettleProcess.call(home, "run", "site").code()).isZero();
            site.answer(503, "no");

            var run = FettleProcess.call(home, "run", "site", "--json");

            assertThat(run.code()).isEqualTo(1);
            assertThat(run.json()).containsEntry("outcome", "invalid");
            assertThat((List<?>) run.json().get("checks"))
                    .filteredOn(c -> Boolean.FALSE.equals(((Map<?, ?>) c).get("passed")))
                    .singleElement()
                    .satisfies(c -> assertThat(((Map<?, ?>) c).get("code")).isEqualTo("status"));
            assertThat(FettleProcess.call(home, "status").code()).isEqualTo(1);
            site.answer(200, "Welcome back");
            assertThat(FettleProcess.call(home, "run", "site").code()).isZero();
        }
    }

    @Test
    void a_program_that_skipped_something_and_says_so_is_not_believed() throws Exception {
        home = TestHome.in(place);
        home.automation("copy", "run: ./go.sh\ncheck:\n  - log: {must: done, must-not: skipped}");
        home.script("copy", "echo 'skipped 3 files' >&2; echo done\n");

        var run = FettleProcess.call(home, "run", "copy");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out() + run.err()).contains("line 1: skipped 3 files");
        home.script("copy", "echo done\n");
        assertThat(FettleProcess.call(home, "run", "copy").code()).isZero();
    }
}
