package dev.fettle.story;

import static dev.fettle.kit.TestHome.names;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.HostileNames;
import dev.fettle.kit.TestHome;
import dev.fettle.platform.PathBytes;
import dev.fettle.verb.RunView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A real exFAT as destination and as watched folder: it takes names that differ by case for one,
/// refuses others, knows no links, and keeps times to two seconds.
class MemoryCardTest {
    @TempDir private Path place;
    private TestHome home;
    private Path card;
    private String device = "";

    @BeforeEach
    void a_card() throws Exception {
        home = TestHome.in(place);
        card = Files.createDirectory(home.beside("card"));
        var image = home.beside("image");
        Files.write(image, new byte[16 << 20]);
        told("mkfs.exfat", image.toString());
        device = told("losetup", "-f", "--show", image.toString());
        told("mount.exfat-fuse", device, card.toString());
    }

    @AfterEach
    void taken_out() throws Exception {
        home.close();
        new ProcessBuilder("umount", "-l", card.toString()).start().waitFor();
        if (!device.isEmpty()) {
            new ProcessBuilder("losetup", "-d", device).start().waitFor();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "collide: replace"})
    void a_name_that_the_card_takes_for_another_is_refused_and_both_are_named(String collide)
            throws Exception {
        copies("../../inbox", collide);
        assertThat(home.run("copy", home.drop("Letter", "first")).outcome()).contains("succeeded");

        var second = home.run("copy", home.drop("letter", "second"));

        assertThat(second.outcome()).contains("invalid");
        assertThat(second.reason().orElse("")).contains("letter", "Letter");
        assertThat(card.resolve("Letter")).content().isEqualTo("first");
        var again = home.run("copy", home.drop("Letter", "changed"));
        assertThat(again.outcome()).as("its own name").contains("succeeded");
        assertThat(card.resolve("Letter")).content().isEqualTo("changed");
    }

    @Test
    void collide_number_gives_it_a_name_that_is_free() throws Exception {
        copies("../../inbox", "collide: number");
        home.run("copy", home.drop("Letter", "first"));

        assertThat(home.run("copy", home.drop("letter", "second")).succeeded()).isTrue();

        assertThat(names(card)).contains("Letter", "letter-2");
        assertThat(card.resolve("Letter")).content().isEqualTo("first");
    }

    @Test
    void whatever_name_comes_it_is_published_whole_or_set_aside_and_takes_no_others_place()
            throws Exception {
        copies("../../inbox", "");
        var dropped = new ArrayList<Path>();
        for (var name : HostileNames.all()) {
            // The driver of the card itself dies of these two.
            var text = new String(name, StandardCharsets.ISO_8859_1);
            if (!text.startsWith("lone") && !text.startsWith("over")) {
                dropped.add(HostileNames.in(home.inbox(), name));
            }
        }
        dropped.add(home.inbox().resolve("a:b"));
        for (var file : dropped) {
            Files.writeString(file, "content of " + PathBytes.shown(file.getFileName()));
        }

        var runs = home.runArrived("copy");

        assertThat(runs).hasSize(dropped.size());
        var published = new HashSet<Path>();
        for (var run : runs) {
            if (run.succeeded()) {
                var file = file(run.published().getFirst());
                assertThat(published.add(file)).as(file.toString()).isTrue();
                var input = file(run.inputs().getFirst()).getFileName();
                assertThat(file).content().isEqualTo("content of " + PathBytes.shown(input));
            } else {
                assertThat(run.reason().orElse("")).isNotEmpty();
            }
        }
        assertThat(runs.stream().filter(RunView::succeeded).count()).isBetween(30L, 90L);
        assertThat(published).contains(card.resolve("日本")).doesNotContain(card.resolve("a:b"));
    }

    @Test
    void a_change_that_the_cards_times_do_not_show_is_found_by_its_bytes() throws Exception {
        home.automation("copy", "watch: ../../card\nrun: cp {input} {output}\noutput: ../../site");
        var input = card.resolve("a");
        try (var _ = FettleProcess.up(home)) {
            // The card counts by two seconds: both changes have to fall into one of them.
            until(() -> System.currentTimeMillis() % 2_000 < 500);
            Files.writeString(input, "one");
            home.awaitRuns("copy", 1);
        }
        var before = Files.getLastModifiedTime(input);
        Files.writeString(input, "two");
        Files.setLastModifiedTime(input, before);

        try (var _ = FettleProcess.up(home)) {
            home.awaitRuns("copy", 2);
        }
        assertThat(home.site().resolve("a")).content().isEqualTo("two");
    }

    private void copies(String watch, String further) throws IOException {
        home.automation(
                "copy",
                "watch: " + watch + "\nrun: cp {input} {output}\noutput: ../../card\n" + further);
    }

    private static Path file(Map<String, Object> described) {
        return described.get("pathBase64") instanceof String base64
                ? PathBytes.path(Base64.getDecoder().decode(base64))
                : Path.of(String.valueOf(described.get("path")));
    }

    private static String told(String... command) throws Exception {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assumeTrue(process.waitFor() == 0, "no card can be mounted here: " + out.strip());
            return out.strip();
        } catch (IOException e) {
            return abort("no card can be mounted here: " + e.getMessage());
        }
    }
}
