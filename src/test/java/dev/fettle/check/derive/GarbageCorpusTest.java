package dev.fettle.check.derive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.check.derive.GarbageCorpus.Case;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Garbage with exit code 0 is refused by checks that ten good results taught, and the good ones
/// next to it pass.
class GarbageCorpusTest {
    /// Those that need no decoder of pictures or films.
    private static final Set<String> QUICK =
            Set.of(
                    "products",
                    "rates",
                    "members",
                    "account",
                    "disk_report",
                    "blocklist",
                    "price_page",
                    "site",
                    "zipped_dump",
                    "note_database");

    private static final double GOAL = 0.97;

    @TempDir private Path folder;

    @Test
    void a_third_of_it_is_refused_and_no_good_result() throws Exception {
        var corpus = new GarbageCorpus(folder);

        assertGoal(cases(corpus, QUICK.stream().sorted().toList()));
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void all_of_it_is_refused_and_no_good_result() throws Exception {
        var corpus = new GarbageCorpus(folder);

        var cases = cases(corpus, corpus.sources());

        assertThat(cases).hasSizeGreaterThanOrEqualTo(60);
        assertGoal(cases);
    }

    private static List<Case> cases(GarbageCorpus corpus, List<String> sources)
            throws IOException, InterruptedException {
        var cases = new ArrayList<Case>();
        for (var source : sources) {
            cases.addAll(corpus.of(source));
        }
        return cases;
    }

    private static void assertGoal(List<Case> cases) throws IOException {
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target/garbage.txt"), cases.stream().map(Case::line).toList());
        assertThat(cases).filteredOn(each -> !each.alarm().isEmpty()).as("false alarms").isEmpty();
        var missed = cases.stream().filter(each -> !each.isCaught()).toList();
        assertThat(1 - (double) missed.size() / cases.size())
                .as("missed: %s", missed)
                .isGreaterThanOrEqualTo(GOAL);
    }
}
