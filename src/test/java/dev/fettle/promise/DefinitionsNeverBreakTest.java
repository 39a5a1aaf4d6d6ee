package dev.fettle.promise;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.fettle.automation.Definitions;
import dev.fettle.automation.Home;
import dev.fettle.automation.Reading;
import dev.fettle.notation.Problem;
import dev.fettle.notation.UserError;
import java.io.IOException;
import java.lang.management.ManagementFactory;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a user, an editor or an attacker writes: a definition, or errors that say where, soon.
/// A failure names its seed; `-Dfettle.seed=SEED` begins with that text.
class DefinitionsNeverBreakTest {
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final long SPARINGLY = 256L << 20;
    private static final int TEN_MEGABYTES = 10_000_000;

    /// A README may be of 1 MB.
    private static final int ALLOWED = 990_000;

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

    static List<String> huge() {
        return List.of(
                "x",
                "x\n",
                "a: b\n",
                "- a\n",
                "[",
                "[[]]",
                "{a: ",
                "- ",
                "? ",
                "&a [",
                "&a *a ",
                "!",
                "\"\\\"",
                "'",
                "# comment\n",
                "---\n",
                "\t",
                "\0",
                "é",
                "😀",
                "{input} ");
    }

    @ParameterizedTest
    @MethodSource("huge")
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void ten_megabytes_are_told_as_soon(String piece) throws IOException {
        for (var before : List.of("", "run: ", "run: |\n  ", "env: {A: ", "check:\n  ")) {
            var text =
                    "---\n"
                            + before
                            + piece.repeat(TEN_MEGABYTES / piece.length())
                            + "\n---\n# J\n";
            isTold(text);
            isTold(text.substring(0, text.length() / 2));
        }
    }

    @ParameterizedTest
    @MethodSource("huge")
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void as_much_as_is_allowed_is_read_or_told_as_soon(String piece) throws IOException {
        for (var before : List.of("", "run: ", "run: |\n  ", "env: {A: ", "check:\n  ", "# ")) {
            var text = "---\n" + before + piece.repeat(ALLOWED / piece.length()) + "\n---\n# J\n";
            Files.writeString(readme, text);
            if (soon(0, () -> home.read().getFirst()) instanceof Reading.Broken(_, var problems)) {
                saysWhere(0, problems, text.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void what_is_nested_deeply_is_told_as_soon() throws IOException {
        var text = new StringBuilder("---\n");
        for (int depth = 0; depth < 3000; depth++) {
            text.append(" ".repeat(depth)).append("a:\n");
        }
        isTold(text.append("---\n# J\n").toString());
        for (int names = 2; names < 40; names++) {
            var bomb = new StringBuilder("---\nenv:\n  A0: &a0 [x, x, x, x]\n");
            for (int n = 1; n < names; n++) {
                var before = "*a" + (n - 1);
                bomb.append("  A%d: &a%d [%s, %s, %s]%n".formatted(n, n, before, before, before));
            }
            isTold(bomb.append("---\n# J\n").toString());
        }
    }

    private void isTold(String text) throws IOException {
        Files.writeString(readme, text);
        switch (soon(0, () -> home.read().getFirst())) {
            case Reading.Readable(var automation) ->
                    throw new AssertionError("read as a definition: " + automation.name());
            case Reading.Broken(_, var problems) ->
                    saysWhere(0, problems, text.getBytes(StandardCharsets.UTF_8));
            case Reading.Other(_, var why) -> assertThat(why).isNotBlank();
        }
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
        long before = allocated();
        try {
            var read = reader.read();
            assertThat(allocated() - before).as("seed %d", seed).isLessThan(SPARINGLY);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("seed %d", seed)
                    .isLessThan(SOON);
            return read;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new AssertionError("seed %d: %s".formatted(seed, e), e);
        }
    }

    /// All that this thread ever took: what it holds at once is less.
    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    private interface Reader<T> {
        T read() throws IOException;
    }
}
