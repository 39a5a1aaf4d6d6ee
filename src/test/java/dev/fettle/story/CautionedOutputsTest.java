package dev.fettle.story;

import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file system that cannot put one file in another's place: that is said when the definition is
/// read, and by `lint`. No file system here is so poor; what was found out about it is rewritten.
class CautionedOutputsTest {
    private static final String WORDS = "cannot put a file in another's place";

    @TempDir private Path place;
    @AutoClose private TestHome home;

    @Test
    void a_place_that_cannot_replace_is_told_once_for_each_automation_and_by_lint()
            throws Exception {
        home = TestHome.in(place);
        copies("copy");
        var input = home.drop("a", "1");
        assertThat(FettleProcess.call(home, "lint").out()).doesNotContain(WORDS);
        assertThat(home.run("copy", input).succeeded()).isTrue();
        assertThat(FettleProcess.call(home, "lint").out()).doesNotContain(WORDS);
        assertThat(told()).isEmpty();
        home.workshop().store().write(sql -> sql.update("UPDATE destination SET replaces = 0"));
        home.letGo();

        for (int starts = 0; starts < 2; starts++) {
            try (var _ = FettleProcess.up(home)) {
                until(() -> told().size() == 1);
            }
        }
        try (var _ = FettleProcess.up(home)) {
            copies("further");
            until(() -> told().size() == 2);
        }
        assertThat(told()).containsExactly("copy", "further");
        assertThat(FettleProcess.call(home, "lint", "copy").out())
                .contains("copy/README.md:4: ", WORDS, "[replace]");
    }

    private void copies(String name) throws IOException {
        home.automation(name, "watch: ../../inbox\nrun: cp {input} {output}\noutput: ../../site");
    }

    /// Automations of which it was told, as often as it was.
    private List<String> told() throws IOException {
        return home.workshop()
                .store()
                .read(sql ->
                        sql.list(
                                "SELECT automation FROM event WHERE kind = 'caution' ORDER BY seq",
                                row -> row.text("automation")));
    }
}
