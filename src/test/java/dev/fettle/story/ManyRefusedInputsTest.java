package dev.fettle.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.TestHome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A heap of refused inputs hides nothing of what was known before.
class ManyRefusedInputsTest {
    @TempDir private Path place;

    @Test
    void an_automation_that_worked_once_stays_ok_however_many_inputs_are_refused_then()
            throws Exception {
        try (var home = TestHome.in(place)) {
            home.automation(
                    "copy",
                    """
                    watch: ../../inbox
                    run: cp {input} {output}
                    output: ../../site
                    accept:
                      - text: {lacks: bad}
                    """);
            home.drop("good", "good");
            home.runArrived("copy");
            for (int i = 0; i < 40; i++) {
                home.drop("bad" + i, "bad " + i);
            }
            home.runArrived("copy");

            var status = home.status("copy");

            assertThat(status.health()).isEqualTo("ok");
            assertThat(status.reason()).contains("40 inputs set aside");
            assertThat(status.lastGood()).isPresent();
        }
    }
}
