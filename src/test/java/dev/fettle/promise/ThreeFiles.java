package dev.fettle.promise;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fettle.kit.TestHome;
import dev.fettle.platform.Mounts;
import dev.fettle.verb.RecoverVerb;
import dev.fettle.verb.RunView;
import dev.fettle.verb.StatusVerb;
import dev.fettle.verb.Upkeep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A home with one automation that makes three files of an input: one that replaces, one that is
/// new, one in a folder that has to be made. The input is moved away when it is done. What must
/// hold of it after any death is said here.
final class ThreeFiles {
    static final Map<String, String> OLD = Map.of("a", "old a\n", "own", "the user's\n");
    static final Map<String, String> NEW =
            Map.of(
                    "a",
                    "new a\n",
                    "b",
                    "new b\n",
                    "own",
                    "the user's\n",
                    "sub",
                    "/",
                    "sub/c",
                    "new c\n");

    private static final String JOB = "job";
    private static final String INPUT = "in";
    private static final Path OTHER_MOUNT = Path.of("/dev/shm");

    private final TestHome home;

    private ThreeFiles(TestHome home) {
        this.home = home;
    }

    /// Laid out, with the input waiting. The store has been made already.
    static ThreeFiles lay(TestHome home) throws IOException {
        home.script(
                JOB,
                """
                echo $$ >>../../starts
                mkdir "$2/sub"
                echo new a >"$2/a"
                echo new b >"$2/b"
                echo new c >"$2/sub/c"
                """);
        home.automation(
                JOB,
                "watch: ../../inbox\nrun: ./go.sh {input} {output}\noutput: ../../site\n"
                        + "done: {move: ../../done}");
        for (var file : new TreeMap<>(OLD).entrySet()) {
            Files.writeString(home.site().resolve(file.getKey()), file.getValue());
        }
        home.drop(INPUT, "x");
        assertThat(home.runs(JOB)).isEmpty();
        return new ThreeFiles(home);
    }

    /// A folder of this home on another mount.
    static Path elsewhere(TestHome home) {
        return OTHER_MOUNT.resolve("fettle-" + home.beside("").getFileName());
    }

    /// With inputs that are moved to another mount when they are done.
    void moveElsewhere() throws IOException {
        var folder = elsewhere(home);
        assumeThat(Files.isWritable(OTHER_MOUNT) && !Mounts.sameMount(OTHER_MOUNT, home.inbox()))
                .as("/dev/shm is another mount than the folder for temporary files")
                .isTrue();
        Files.createDirectory(folder);
        Files.createSymbolicLink(home.beside("done"), folder);
    }

    void clearElsewhere() throws IOException {
        deleteTree(elsewhere(home));
    }

    /// As a home that Fettle has never seen.
    void forgetStoreAndDestination() throws IOException {
        home.letGo();
        for (var folder : List.of(home.beside("state"), home.site())) {
            deleteTree(folder);
        }
    }

    private static void deleteTree(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    static ThreeFiles in(TestHome home) {
        return new ThreeFiles(home);
    }

    RunView published() throws Exception {
        return home.runArrived(JOB).getFirst();
    }

    void undo() throws IOException {
        home.undo(run());
    }

    RunView run() throws IOException {
        return home.runs(JOB).getFirst();
    }

    /// Whether the run is recorded and nothing of it is left to do.
    boolean isDone() throws IOException {
        return home.runs(JOB).stream().anyMatch(RunView::succeeded)
                && !Files.exists(home.workshop().state().runs().resolve(run().id()));
    }

    // --- what must hold

    /// Of a run that death came to. Whether it had been asked for is told by what it had touched.
    ///
    /// @param asked whether the request was durable when death came
    void holdsAfterRun(boolean asked) throws Exception {
        var pending = pending();
        boolean whole = content().equals(OLD) || content().equals(NEW);
        boolean tried = !asked && contentBesidesTrials().equals(OLD);
        assertThat(whole || tried || pending).as("status says that recovery is pending").isTrue();
        recover();

        if (home.runs(JOB).isEmpty()) {
            assertThat(asked).as("the request was durable").isFalse();
            assertThat(starts()).isZero();
            assertThat(content()).isEqualTo(OLD);
            assertThat(names(home.inbox())).containsExactly(INPUT);
            assertThat(home.runArrived(JOB)).hasSize(1);
        }
        assertThat(home.runs(JOB))
                .singleElement()
                .satisfies(run -> {
                    assertThat(run.outcome()).contains("succeeded");
                    assertThat(run.attempts()).isEqualTo(1);
                    assertThat(run.published()).hasSize(3);
                    assertThat(run.inputs()).hasSize(1);
                });
        assertThat(starts()).as("starts of the program").isEqualTo(1);
        holdsPublished();
        nothingIsLeftToDo();
        undo();
        holdsUndone();
        nothingIsLeftToDo();
        undo();
        assertThat(content()).isEqualTo(NEW);
    }

    /// Of an undo that death came to, or of a redo.
    ///
    /// @param undoing false for a redo
    void holdsAfterTurn(boolean undoing) throws Exception {
        boolean whole = content().equals(OLD) || content().equals(NEW);
        assertThat(whole || pending()).as("status says that recovery is pending").isTrue();
        recover();
        holdsTurned(undoing);
    }

    /// The same where nobody recovers, and whoever had asked asks again.
    void holdsAfterTurnAskedAgain(boolean undoing) throws Exception {
        boolean done = undoing ? content().equals(OLD) : content().equals(NEW);
        if (!done) {
            undo();
            assertThat(content()).isEqualTo(undoing ? OLD : NEW);
        }
        recover();
        holdsTurned(undoing);
    }

    /// Of a run in which the disk refused something once: it ended as it says, or it goes on.
    ///
    /// @param code with which the verb ended
    void holdsAfterRefusal(int code) throws Exception {
        assertThat(code).isBetween(0, 2);
        recover();

        boolean published = !home.runs(JOB).isEmpty() && run().succeeded();
        assertThat(published || code != 0).as("a verb that says 0 has published").isTrue();
        if (!published) {
            assertThat(content()).isEqualTo(OLD);
            assertThat(names(home.inbox())).containsExactly(INPUT);
            assertThat(home.runArrived(JOB)).singleElement().matches(RunView::succeeded);
        }
        assertThat(home.runs(JOB)).allMatch(run -> run.attempts() <= 1);
        assertThat(starts()).isLessThanOrEqualTo(home.runs(JOB).size());
        holdsPublished();
        nothingIsLeftToDo();
        undo();
        holdsUndone();
        undo();
        assertThat(content()).isEqualTo(NEW);
    }

    private void holdsTurned(boolean undoing) throws Exception {
        assertThat(content()).isIn(OLD, NEW);
        boolean undone = content().equals(OLD);
        if (undone) {
            holdsUndone();
        } else if (undoing) {
            holdsPublished();
        }
        nothingIsLeftToDo();
        undo();
        assertThat(content()).isEqualTo(undone ? NEW : OLD);
        undo();
        assertThat(content()).isEqualTo(undone ? OLD : NEW);
        assertThat(home.runs(JOB)).singleElement().matches(RunView::succeeded);
        assertThat(starts()).isEqualTo(1);
    }

    private void holdsPublished() throws IOException {
        assertThat(content()).isEqualTo(NEW);
        assertThat(names(home.inbox())).isEmpty();
        assertThat(names(home.beside("done"))).containsExactly(INPUT);
        assertThat(home.beside("done").resolve(INPUT)).hasContent("x");
    }

    private void holdsUndone() throws IOException {
        assertThat(content()).isEqualTo(OLD);
        assertThat(names(home.inbox())).containsExactly(INPUT);
        assertThat(home.inbox().resolve(INPUT)).hasContent("x");
        assertThat(names(home.beside("done"))).isEmpty();
    }

    /// Nothing lies about, all is well, and neither recovery nor a look at the inbox changes that.
    private void nothingIsLeftToDo() throws Exception {
        assertThat(pending()).isFalse();
        Upkeep.keep(home.workshop());
        var state = home.workshop().state();
        assertThat(content(state.runs())).isEmpty();
        assertThat(content(state.staging())).isEmpty();
        assertThat(names(state.root())).noneMatch(name -> name.startsWith("trial"));
        assertThat(names(home.beside("")))
                .filteredOn(name -> !name.equals(".fettle") || !isKeptBeside())
                .isSubsetOf(
                        "automations",
                        "done",
                        "inbox",
                        "processes",
                        "site",
                        "starts",
                        "state",
                        "user");
        assertThat(home.status(JOB).health()).isEqualTo("ok");

        var before = content(home.beside(""));
        var runs = home.runs(JOB);
        assertThat(recover().finished()).isEmpty();
        assertThat(home.runArrived(JOB)).isEmpty();
        assertThat(content(home.beside(""))).isEqualTo(before);
        assertThat(home.runs(JOB)).isEqualTo(runs);
    }

    /// Where the disk refused the rename by which it is found out, versions lie beside the site.
    private boolean isKeptBeside() {
        try {
            var keeping = home.workshop().keepings().of(home.site());
            return !keeping.root().equals(home.workshop().state().root());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RecoverVerb.Answer recover() throws Exception {
        return new RecoverVerb(home.workshop()).answer();
    }

    private boolean pending() throws IOException {
        return !new StatusVerb(home.workshop()).answer(Optional.empty()).recovery().isEmpty();
    }

    private int starts() throws IOException {
        return lines(home.beside("starts")).size();
    }

    Map<String, String> content() throws IOException {
        return content(home.site());
    }

    /// A daemon finds out what a destination can do before anything is asked of it.
    private Map<String, String> contentBesidesTrials() throws IOException {
        var content = new TreeMap<>(content());
        content.keySet().removeIf(name -> name.startsWith(".fettle-trial"));
        return content;
    }

    /// What lies in a folder, hidden files too, but for the store: a file's content, for anything
    /// else `/`.
    private static Map<String, String> content(Path folder) throws IOException {
        var content = new TreeMap<String, String>();
        if (!Files.exists(folder)) {
            return content;
        }
        try (var all = Files.walk(folder)) {
            for (var path : all.filter(p -> !p.equals(folder)).toList()) {
                var name = folder.relativize(path).toString();
                if (!name.contains("fettle.db")) {
                    content.put(name, Files.isRegularFile(path) ? Files.readString(path) : "/");
                }
            }
        }
        return content;
    }

    static boolean wasAsked(List<Point> passed) {
        return passed.stream()
                .anyMatch(point -> point.touches("/runs/") || point.touches("staging"));
    }
}
