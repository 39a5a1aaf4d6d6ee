package dev.fettle.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.automation.Definitions;
import dev.fettle.automation.Home;
import dev.fettle.automation.Reading;
import dev.fettle.notation.Problem;
import dev.fettle.notation.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/// Whatever a user, an editor or an attacker writes: a definition, or errors that say where, soon.
/// A failure names its seed; `-Dfettle.seed=SEED` begins with that text.
class DefinitionsNeverBreakTest {
    private static final Duration SOON = Duration.ofSeconds(2);

    @TempDir private Path temp;
    private Home home;
    private Path readme;

    @BeforeEach
    void a_home() throws IOException {
        var root = temp.toRealPath().resolve("home");
        readme = Files.createDirectories(root.resolve("job")).resolve("README.md");
        Files.createFile(root.resolve(Home.MARK));
        home = Home.find(Optional.of(root), Map.of("HOME", temp.toString()), root);
    }

    @Test
    @Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
    void five_thousand_spoilt_definitions_are_read_or_told() throws IOException {
        definitions(Long.getLong("fettle.seed", 1), 5000);
    }

    @Test
    @Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
    void a_thousand_spoilt_settings_are_read_or_told() throws IOException {
        settings(Long.getLong("fettle.seed", 1), 1000);
    }

    @Test
    @Tag("long")
    @Tag("long-fuzz")
    void a_hundred_thousand_spoilt_definitions_and_settings_are_read_or_told() throws IOException {
        long seed = Long.getLong("fettle.seed", System.nanoTime());
        definitions(seed, 100_000);
        settings(seed, 20_000);
    }

    private void definitions(long first, int count) throws IOException {
        var texts = texts(Definitions.good(), Definitions.bad());
        int read = 0;
        for (long seed = first; seed < first + count; seed++) {
            var text = new Mutations(seed).of(texts, "---\n", "---\n# Job\n");
            Files.write(readme, text);
            switch (soon(seed, () -> home.read().getFirst())) {
                case Reading.Readable _ -> read++;
                case Reading.Broken(_, var problems) -> saysWhere(seed, problems, text);
                case Reading.Other(_, var why) -> assertThat(why).as("seed %d", seed).isNotBlank();
            }
        }
        assertThat(read).as("what was not spoilt").isBetween(count / 100, count / 2);
    }

    private void settings(long first, int count) throws IOException {
        var texts = texts(Definitions.goodSettings(), Definitions.badSettings());
        for (long seed = first; seed < first + count; seed++) {
            var text = new Mutations(seed).of(texts, "", "");
            Files.write(home.root().resolve(Home.MARK), text);
            saysWhere(seed, soon(seed, this::settingsProblems), text);
        }
    }

    private List<Problem> settingsProblems() throws IOException {
        try {
            home.settings();
            return List.of();
        } catch (UserError e) {
            assertThat(e.problems()).isNotEmpty();
            return e.problems();
        }
    }

    private static List<String> texts(List<Definitions.Text> some, List<Definitions.Text> more) {
        return Stream.concat(some.stream(), more.stream()).map(Definitions.Text::yaml).toList();
    }

    /// Each place lies in the file (or just behind its end), and nothing that is told could repaint
    /// a terminal.
    private static void saysWhere(long seed, List<Problem> problems, byte[] text) {
        long lines = new String(text, StandardCharsets.UTF_8).lines().count();
        for (var problem : problems) {
            assertThat((long) problem.mark().line()).as("seed %d", seed).isBetween(1L, lines + 1);
            assertThat(problem.mark().column()).as("seed %d", seed).isPositive();
            assertThat(problem.headline()).as("seed %d", seed).hasSizeLessThan(2000);
            assertThat(problem.text().replace("\n", ""))
                    .as("seed %d", seed)
                    .doesNotContainPattern("\\p{Cntrl}");
        }
    }

    private static <T> T soon(long seed, Reader<T> reader) {
        long start = System.nanoTime();
        try {
            var read = reader.read();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("seed %d", seed)
                    .isLessThan(SOON);
            return read;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new AssertionError("seed %d: %s".formatted(seed, e), e);
        }
    }

    private interface Reader<T> {
        T read() throws IOException;
    }
}
