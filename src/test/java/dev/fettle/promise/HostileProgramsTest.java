package dev.fettle.promise;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.names;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.Processes;
import dev.fettle.kit.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Promise 2 against programs that do with their staging what no program should: what lay in the
/// destination lies there, nothing of the user's is touched or published, and nothing is left over.
class HostileProgramsTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;
    private Path precious;

    @BeforeEach
    void a_home_that_has_published_before() throws Exception {
        home = TestHome.in(place);
        precious = Files.writeString(home.beside("precious"), "mine");
        home.automation("page", "run: ./go.sh {output}\noutput: ../../site");
        home.script("page", "echo old >\"$1/page\"");
        assertThat(home.run("page").outcome()).contains("succeeded");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("an absolute link", "ln -s /etc/passwd \"$1/page\"", "link"),
                arguments("a relative link", "ln -s ../../../../../precious \"$1/page\"", "link"),
                arguments("a folder's link", "ln -s /etc \"$1/sub\"", "link"),
                arguments(
                        "a link by way of another",
                        "mkdir \"$1/a\"; ln -s a \"$1/b\"; ln -s b/../../precious \"$1/page\"",
                        "link"),
                arguments("its folder removed", "rm -r \"$1\"", "staging"),
                arguments("its folder moved away", "mv \"$1\" \"$1.away\"", "staging"),
                arguments("all around it removed", "rm -r \"$(dirname \"$1\")\"", "staging"),
                arguments("a file for its folder", "rm -r \"$1\"; echo x >\"$1\"", "staging"),
                arguments("a link for its folder", "rm -r \"$1\"; ln -s /etc \"$1\"", "staging"),
                arguments(
                        "a link for all around it",
                        "rm -r \"$(dirname \"$1\")\"; mkdir ../../own ../../own/out;"
                                + " cp ../../precious ../../own/out/page;"
                                + " ln -s \"$(cd ../../own; pwd)\" \"$(dirname \"$1\")\"",
                        "staging"),
                arguments("a FIFO", "mkfifo \"$1/page\"", "kind"),
                arguments(
                        "a socket",
                        "perl -MSocket -e 'socket(S, AF_UNIX, SOCK_STREAM, 0);"
                                + " bind(S, sockaddr_un($ARGV[0])) or die $!' \"$1/s\"",
                        "kind"),
                arguments("a device", "mknod \"$1/page\" c 1 5", "kind"),
                arguments(
                        "a folder for a file",
                        "mkdir \"$1/page\"; echo x >\"$1/page/x\"",
                        "folder"),
                arguments("a name of Fettle's", "mkdir \"$1/.fettle\"", "name"),
                arguments("nothing at all", "true", "nothing"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void what_cannot_be_published_is_refused_by_name(String what, String program, String code)
            throws Exception {
        home.script("page", program);

        var run = home.run("page");

        assertThat(run.outcome()).as("%s: %s", what, run).contains("invalid");
        assertThat(run.checks().stream().flatMap(check -> check.code().stream()))
                .containsExactly(code);
        nothingIsTouched();
        nothingIsLeft();
    }

    static Stream<Arguments> published() {
        return Stream.of(
                arguments("its output closed", "exec >&- 2>&- <&-; echo new >\"$1/page\"", "new"),
                arguments("another working folder", "cd \"$1\"; echo new >page", "new"),
                arguments(
                        "a working folder that is gone",
                        "mkdir \"$1/sub\"; cd \"$1/sub\"; rmdir \"$1/sub\"; echo new >\"$1/page\"",
                        "new"),
                arguments(
                        "a second name for a file of the user's",
                        "ln ../../precious \"$1/page\"; chmod 600 \"$1/page\"",
                        "mine"),
                arguments(
                        "things beside its staging",
                        "echo new >\"$1/page\"; echo x >\"$1.beside\"; ln -s /etc \"$1/../etc\"",
                        "new"),
                arguments(
                        "a link that stays inside",
                        "echo new >\"$1/other\"; ln -s other \"$1/page\"",
                        "new"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("published")
    void what_is_odd_but_right_is_published(String what, String program, String content)
            throws Exception {
        home.script("page", program);

        var run = home.run("page");

        assertThat(run.outcome()).as("%s: %s", what, run).contains("succeeded");
        assertThat(home.site().resolve("page")).content().isEqualToIgnoringNewLines(content);
        assertThat(precious).hasContent("mine");
        assertThat(Files.isSameFile(precious, home.site().resolve("page"))).isFalse();
        nothingIsLeft();
    }

    @Test
    void its_own_umask_decides_about_what_is_new() throws Exception {
        home.script("page", "umask 027; echo new >\"$1/page\"; echo new >\"$1/fresh\"");

        home.run("page");

        assertThat(mode("fresh")).isEqualTo("rw-r-----");
        assertThat(mode("page")).as("one that is replaced hands on its own").isEqualTo("rw-r--r--");
    }

    /// Root reads everything: the program's user is one who may not override access rights.
    @ParameterizedTest
    @MethodSource("unreadable")
    void what_cannot_be_read_is_refused(String program, String code) throws Exception {
        home.script("page", program);

        try (var verb = FettleProcess.start(ORDINARY, home, Map.of(), "run", "page", "--json")) {
            var ended = verb.awaitEnd();

            assertThat(ended.code()).as(ended.err()).isEqualTo(1);
            assertThat(ended.json()).containsEntry("outcome", "invalid");
            assertThat(ended.out()).contains(code).doesNotContain("at dev.fettle");
        }
        nothingIsTouched();
        nothingIsLeft();
    }

    private static final List<String> ORDINARY =
            List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--");

    static Stream<Arguments> unreadable() {
        return Stream.of(
                arguments("echo x >\"$1/page\"; chmod 000 \"$1/page\"", "unreadable"),
                arguments("mkdir \"$1/a\"; echo x >\"$1/a/b\"; chmod 000 \"$1/a\"", "unreadable"),
                arguments("echo x >\"$1/page\"; chmod 000 \"$1\"", "unreadable"),
                arguments("echo x >\"$1/page\"; chmod 000 \"$1/..\"", "staging"));
    }

    /// What the program left behind puts a link and the right file into the place by turns for as
    /// long as it is published.
    @Test
    void a_link_that_is_swapped_in_late_is_never_published() throws Exception {
        home.script(
                "page",
                """
                echo good >"$1/page"
                setsid perl -e '
                    $d = shift; $| = 1; open P, ">>", "../../swappers"; print P "$$\n"; close P;
                    for ($n = 0; ! -e "../../stop"; $n++) {
                        unlink "$d/x"; symlink "/etc/passwd", "$d/x"; rename "$d/x", "$d/page";
                        open F, ">", "$d/x" or exit; print F "good\n"; close F;
                        rename "$d/x", "$d/page";
                        print "." if $n == 10;
                    }' "$1" >"$1/../begun" 2>&1 &
                until [ -s "$1/../begun" ]; do sleep 0.01; done
                """);

        for (int n = 0; n < 15; n++) {
            home.run("page");

            assertThat(Files.isSymbolicLink(home.site().resolve("page"))).isFalse();
            assertThat(home.site().resolve("page")).content().isIn("old\n", "good\n");
        }
        Files.createFile(home.beside("stop"));
        for (var swapper : lines(home.beside("swappers"))) {
            until(() -> !Processes.lives(Long.parseLong(swapper)));
        }
    }

    @Test
    void two_thousand_files_are_published_whole() throws Exception {
        manyFiles(2000);
    }

    @Test
    @Tag("long")
    @Tag("long-machine")
    void twenty_thousand_files_are_published_whole() throws Exception {
        manyFiles(20_000);
    }

    private void manyFiles(int count) throws Exception {
        home.script(
                "page",
                """
                perl -e 'for (1 .. $ARGV[1]) { open F, ">", "$ARGV[0]/$_"; print F $_; close F }' \
                    "$1" %d
                """
                        .formatted(count));

        try (var run = FettleProcess.start(home, "run", "page")) {
            var ended = run.awaitEnd(Duration.ofMinutes(5));
            assertThat(ended.code()).as(ended.err()).isZero();
        }
        assertThat(names(home.site())).hasSize(count + 1);
        for (int n = 1; n <= count; n++) {
            assertThat(home.site().resolve(Integer.toString(n))).hasContent(Integer.toString(n));
        }
        nothingIsLeft();
    }

    private void nothingIsTouched() throws IOException {
        assertThat(names(home.site())).containsExactly("page");
        assertThat(home.site().resolve("page")).hasContent("old");
        assertThat(precious).hasContent("mine");
    }

    private void nothingIsLeft() throws IOException {
        var state = home.workshop().state();
        assertThat(names(state.runs())).isEmpty();
        assertThat(names(state.staging())).isEmpty();
    }

    private String mode(String name) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(
                        home.site().resolve(name), LinkOption.NOFOLLOW_LINKS));
    }
}
