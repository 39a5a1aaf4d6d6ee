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

    /// Of the other corpus.
    private static final Set<String> QUICK_OTHERS =
            Set.of(
                    "sales",
                    "greenhouse",
                    "postings",
                    "choir",
                    "shop_prices",
                    "orders",
                    "uploads",
                    "forecast",
                    "station",
                    "issues",
                    "statistics",
                    "blog_feed",
                    "sitemap",
                    "ride",
                    "diary_page",
                    "standings",
                    "bookmarks",
                    "app_backup",
                    "rota",
                    "phone_book",
                    "project",
                    "counted",
                    "audit",
                    "sums",
                    "subtitles",
                    "subset_font",
                    "key_pair",
                    "twelve_months");

    @TempDir private Path folder;

    @Test
    void a_third_of_it_is_refused_and_no_good_result() throws Exception {
        var corpus = new GarbageCorpus(folder, "corpus");

        assertGoal("corpus", cases(corpus, QUICK.stream().sorted().toList()));
    }

    @Test
    void a_third_of_the_other_one_too() throws Exception {
        var corpus = new GarbageCorpus(folder, "others");

        assertGoal("others", cases(corpus, QUICK_OTHERS.stream().sorted().toList()));
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void all_of_it_is_refused_and_no_good_result() throws Exception {
        var corpus = new GarbageCorpus(folder, "corpus");

        var cases = cases(corpus, corpus.sources());

        assertThat(cases).hasSizeGreaterThanOrEqualTo(60);
        assertGoal("corpus", cases);
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void all_of_the_other_one_too() throws Exception {
        var corpus = new GarbageCorpus(folder, "others");

        var cases = cases(corpus, corpus.sources());

        assertThat(cases).hasSizeGreaterThanOrEqualTo(60);
        assertGoal("others", cases);
    }

    private static List<Case> cases(GarbageCorpus corpus, List<String> sources)
            throws IOException, InterruptedException {
        var cases = new ArrayList<Case>();
        for (var source : sources) {
            cases.addAll(corpus.of(source));
        }
        return cases;
    }

    private static void assertGoal(String corpus, List<Case> cases) throws IOException {
        var list = Files.createDirectories(Path.of("target")).resolve("garbage-" + corpus + ".txt");
        Files.write(list, cases.stream().map(Case::line).toList());
        assertThat(cases).filteredOn(each -> !each.alarm().isEmpty()).as("false alarms").isEmpty();
        var missed = cases.stream().filter(each -> !each.isCaught()).toList();
        assertThat(1 - (double) missed.size() / cases.size())
                .as("missed: %s", missed)
                .isGreaterThanOrEqualTo(GOAL);
    }
}
