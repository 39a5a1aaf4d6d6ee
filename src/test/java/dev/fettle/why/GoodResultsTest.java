package dev.fettle.why;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.check.derive.GoodResult;
import dev.fettle.kit.TestHome;
import dev.fettle.platform.Hash;
import dev.fettle.publish.Whereabouts;
import dev.fettle.why.GoodResults.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Good results as they are laid out to be learnt from.
class GoodResultsTest {
    private static final String COPIES = "run: ./go.sh {output}\noutput: ../../site";

    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_file_that_is_copied() throws IOException {
        home = TestHome.in(place);
        home.automation("copy", COPIES).script("copy", "cp ../../next \"$1/copy.txt\"");
    }

    @Test
    void the_newest_are_laid_out_the_oldest_of_them_first() throws Exception {
        writes("one", "two", "three", "four");

        try (var results = results(new Limits(3, 1000))) {
            assertThat(texts(results)).containsExactly("two", "three", "four");
            assertThat(results.remarks())
                    .containsExactly("only the newest 3 good results were looked at");
        }
        try (var results = results(new Limits(50, 7))) {
            assertThat(texts(results))
                    .as("9 bytes are more than 7")
                    .containsExactly("three", "four");
            assertThat(results.remarks()).singleElement().asString().contains("these have 9 B");
        }
        try (var results = results(Limits.USUAL)) {
            assertThat(results.all()).hasSize(4);
            assertThat(results.remarks()).isEmpty();
        }
    }

    @Test
    void what_is_published_is_not_touched_and_a_version_takes_no_room() throws Exception {
        writes("one", "two");

        try (var results = results(Limits.USUAL)) {
            assertThat(links(file(results.all().getFirst()))).as("the version").isEqualTo(2);
            assertThat(links(file(results.all().getLast()))).as("a copy").isEqualTo(1);
        }
        assertThat(links(home.site().resolve("copy.txt"))).isEqualTo(1);
    }

    @Test
    void nothing_is_left_behind_and_what_a_killed_one_left_goes() throws Exception {
        writes("one");
        var state = home.workshop().state().root();
        var left = Files.createDirectories(state.resolve("learning-123/run"));

        try (var results = results(Limits.USUAL)) {
            assertThat(left).doesNotExist();
            assertThat(results.all().getFirst().folder()).exists();
        }

        assertThat(state).isDirectoryNotContaining("glob:**/learning-*");
    }

    @Test
    void samples_teach_too() throws Exception {
        var sample = home.root().resolve("copy/samples/small/output/deep/a.txt");
        Files.createDirectories(sample.getParent());
        Files.writeString(sample, "sample");
        Files.createDirectories(home.root().resolve("copy/samples/empty/output"));
        writes("one");

        try (var results = results(Limits.USUAL)) {
            assertThat(texts(results)).containsExactly("sample", "one");
            assertThat(results.all().getFirst().files()).containsExactly(Path.of("deep/a.txt"));
        }
    }

    @Test
    void what_came_of_the_same_file_before_is_what_a_result_follows() throws Exception {
        home.automation(
                        "copy",
                        "watch: ../../inbox\nrun: ./go.sh {input} {output}\noutput: ../../site")
                .script("copy", "cp \"$1\" \"$2/$(basename \"$1\")\"");
        var a = home.drop("a.txt", "one");
        var b = home.drop("b.txt", "two");
        home.run("copy", a);
        home.run("copy", b);

        try (var results = results(Limits.USUAL)) {
            assertThat(results.all())
                    .extracting(GoodResult::chain)
                    .containsExactly(a.toString(), b.toString());
            assertThat(results.all())
                    .extracting(GoodResult::input)
                    .containsExactly(Hash.sha256(a).hex(), Hash.sha256(b).hex());
        }
    }

    private void writes(String... texts) throws Exception {
        for (var text : texts) {
            Files.writeString(home.beside("next"), text);
            assertThat(home.run("copy").succeeded()).isTrue();
        }
    }

    private GoodResults results(Limits limits) throws IOException {
        var workshop = home.workshop();
        return GoodResults.of(
                workshop.home().automation("copy"),
                workshop.runs(),
                new Whereabouts(workshop.store()),
                workshop.state().root(),
                limits);
    }

    private static List<String> texts(GoodResults results) throws IOException {
        var texts = new ArrayList<String>();
        for (var result : results.all()) {
            texts.add(Files.readString(file(result)));
        }
        return texts;
    }

    private static Path file(GoodResult result) {
        return result.folder().resolve(result.files().getFirst());
    }

    private static int links(Path file) throws IOException {
        return (int) Files.getAttribute(file, "unix:nlink");
    }
}
