package dev.fettle.promise;

import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.HostileNames;
import dev.fettle.kit.TestHome;
import dev.fettle.notation.JsonReader;
import dev.fettle.platform.PathBytes;
import dev.fettle.verb.RunView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Promise 3, and rule 3: names are bytes, and nothing in them is ever interpreted. Nearly a
/// hundred names are dropped for three automations at once, which take an input as a word of a line
/// for `sh`, as an argument, and in a batch, and for one that refuses all of them.
class NamesAreBytesTest {
    private static final List<byte[]> NAMES = HostileNames.all();

    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_home_that_takes_each_name_in_every_way() throws IOException {
        home = TestHome.in(place);
        home.automation("line", watching("run: cp -- {input} {output}", "by-line"));
        home.automation("list", watching("run: [cp, --, \"{input}\", \"{output}\"]", "by-list"));
        home.automation(
                        "batch",
                        """
                        watch: {folder: ../../inbox, per: batch, settle: 300ms}
                        run: [./go.sh, "{output}", "{input}"]
                        output: ../../by-batch
                        """)
                .script("batch", "[ $# -gt 1 ] && xargs -0 cp -t \"$1\" -- <\"$FETTLE_INPUTS\"");
        home.automation(
                "picky", watching("run: cp -- {input} {output}\naccept: [image]", "by-none"));
    }

    /// As the launcher hands the user's locale on.
    @Test
    void each_is_handled_once_and_published_under_its_own_bytes_and_nothing_in_it_is_run()
            throws Exception {
        everyNameInEveryWay(Map.of("LC_ALL", "C.UTF-8", "FETTLE_LOCALE", "LC_ALL=C\n"));
    }

    /// The launcher never does so: such a JVM cannot even write most of these names as text.
    @Test
    @Tag("long")
    @Tag("long-arrival")
    void nor_where_the_jvm_itself_knows_ascii_alone() throws Exception {
        everyNameInEveryWay(Map.of("LC_ALL", "C", "FETTLE_LOCALE", ""));
    }

    private void everyNameInEveryWay(Map<String, String> locale) throws Exception {
        try (var daemon = FettleProcess.start(home, locale, "up")) {
            daemon.awaitReady();
            for (int n = 0; n < NAMES.size(); n++) {
                var coming = Files.writeString(home.beside("coming"), content(n));
                Files.move(coming, HostileNames.in(home.inbox(), NAMES.get(n)));
            }
            Files.writeString(home.inbox().resolve(".hidden"), "no input");
            awaitEach(NAMES.size());
            Files.writeString(home.inbox().resolve("last"), "after all of them");
            awaitEach(NAMES.size() + 1);
        }

        for (var name : List.of("line", "list", "batch")) {
            assertThat(home.runs(name))
                    .as(name)
                    .extracting(RunView::outcome)
                    .containsOnly(Optional.of("succeeded"));
            assertThat(handled(name)).as(name + ", each once").isEqualTo(NAMES.size() + 1);
            var site = home.beside("by-" + name);
            assertThat(bytesOfNames(site)).as(name).containsAll(texts(NAMES));
            for (int n = 0; n < NAMES.size(); n++) {
                assertThat(HostileNames.in(site, NAMES.get(n))).content().isEqualTo(content(n));
            }
        }
        assertThat(home.runs("picky"))
                .extracting(RunView::outcome)
                .containsOnly(Optional.of("invalid"));
        assertThat(home.beside("by-none")).doesNotExist();
        try (var all = Files.walk(place)) {
            assertThat(all.map(p -> String.valueOf(p.getFileName())))
                    .noneMatch(name -> name.startsWith("pwned"));
        }
        theyAreShownSanely(locale);
    }

    /// What lies in JSON is found again by its bytes; what is shown to a person repaints nothing.
    private void theyAreShownSanely(Map<String, String> locale) throws Exception {
        var paths = new HashSet<String>();
        for (var run : (List<?>) json(locale, "runs", "line", "--limit", "200", "--json")) {
            var inputs = ((Map<?, ?>) run).get("inputs");
            for (var input : (List<?>) Objects.requireNonNull(inputs)) {
                paths.add(bytes((Map<?, ?>) input));
            }
        }
        for (var name : NAMES) {
            assertThat(paths).contains(latin(PathBytes.of(HostileNames.in(home.inbox(), name))));
        }
        json(locale, "status", "--json");
        for (var verb : List.of(List.of("runs"), List.of("runs", "picky"), List.of("status"))) {
            var ended = call(locale, verb.toArray(String[]::new));
            assertThat((ended.out() + ended.err()).codePoints())
                    .as(verb.toString())
                    .noneMatch(c ->
                            c != '\n' && Character.isISOControl(c)
                                    || Character.getType(c) == Character.FORMAT
                                    || c == 0x2028);
        }
    }

    private Object json(Map<String, String> locale, String... verb) throws Exception {
        return Objects.requireNonNull(JsonReader.read(call(locale, verb).out()));
    }

    private FettleProcess.Ended call(Map<String, String> locale, String... verb) throws Exception {
        try (var process = FettleProcess.start(home, locale, verb)) {
            return process.awaitEnd();
        }
    }

    private static String bytes(Map<?, ?> file) {
        var base64 = file.get("pathBase64");
        return latin(
                base64 instanceof String text
                        ? Base64.getDecoder().decode(text)
                        : PathBytes.of(Path.of((String) file.get("path"))));
    }

    private void awaitEach(int count) {
        for (var automation : List.of("line", "list", "batch", "picky")) {
            until(() -> handled(automation) >= count);
        }
    }

    private long handled(String automation) throws IOException {
        return home.runs(automation).stream()
                .filter(run -> run.outcome().isPresent())
                .mapToLong(run -> run.inputs().size())
                .sum();
    }

    private static String watching(String run, String output) {
        return "watch: ../../inbox\n" + run + "\noutput: ../../" + output;
    }

    private static String content(int n) {
        return "content " + n;
    }

    private static Set<String> bytesOfNames(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            var names = new ArrayList<byte[]>();
            files.forEach(file -> names.add(PathBytes.of(file.getFileName())));
            return Set.copyOf(texts(names));
        }
    }

    private static List<String> texts(List<byte[]> names) {
        return names.stream().map(NamesAreBytesTest::latin).toList();
    }

    /// One character for each byte.
    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
