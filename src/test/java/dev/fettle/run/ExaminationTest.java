package dev.fettle.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.check.Knowledge;
import dev.fettle.check.Occasion;
import dev.fettle.kit.TestHome;
import dev.fettle.platform.Clock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExaminationTest {
    @TempDir private Path place;

    @Test
    void its_folder_is_nobody_elses_to_clear_up_until_it_is_closed() throws Exception {
        try (var home = TestHome.in(place)) {
            home.automation("job", "run: \"true\"");
            var workshop = home.workshop();
            Path scratch;
            try (var examination =
                    Examination.open(
                            workshop.home().automation("job"),
                            List.of(),
                            workshop.state(),
                            workshop.settings(),
                            Knowledge.NONE)) {
                var occasion = new Occasion(Clock.system(), Optional.empty(), Optional.empty());
                scratch = examination.evidence(place, List.of(), occasion).scratch();
                Files.createDirectory(scratch);

                workshop.desk().sweep();

                assertThat(scratch).isDirectory();
            }
            assertThat(scratch.getParent()).doesNotExist();

            Files.createDirectories(scratch); // as of one who died at it
            workshop.desk().sweep();
            assertThat(scratch.getParent()).doesNotExist();
        }
    }
}
