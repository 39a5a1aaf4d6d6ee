package dev.fettle.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fettle.history.Slots;
import dev.fettle.history.Timetable;
import dev.fettle.platform.Clock;
import dev.fettle.platform.TreeWatch;
import dev.fettle.run.Cancellation;
import dev.fettle.run.Progress;
import dev.fettle.verb.Caller;
import dev.fettle.verb.NewVerb;
import dev.fettle.verb.Questions;
import dev.fettle.verb.RunVerb;
import dev.fettle.verb.RunView;
import dev.fettle.verb.RunsVerb;
import dev.fettle.verb.StatusVerb;
import dev.fettle.verb.StatusView;
import dev.fettle.verb.UndoVerb;
import dev.fettle.verb.Workshop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A home with what a user has around it: an inbox and a site beside it, which definitions call
/// `../../inbox` and `../../site`, a user's folder, and a state of its own. Its verbs are the real
/// ones, called within this process; [FettleProcess] calls them as a user does.
public final class TestHome implements AutoCloseable {
    /// More than anything takes on a busy machine: whoever waits for so long waits in vain.
    public static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final int ALL_RUNS = 1000;

    private final Path place;
    private final Clock clock;
    private @Nullable Workshop workshop;

    private TestHome(Path place, Clock clock) {
        this.place = place;
        this.clock = clock;
    }

    /// @param place an empty folder, which all of it lies in
    public static TestHome in(Path place) throws IOException {
        return in(place, Clock.system());
    }

    public static TestHome in(Path place, Clock clock) throws IOException {
        var home = new TestHome(place.toRealPath(), clock);
        for (var folder : List.of(home.root(), home.inbox(), home.site(), home.user())) {
            Files.createDirectories(folder);
        }
        Files.writeString(home.root().resolve("fettle.yaml"), "web: off\n");
        return home;
    }

    public Path root() {
        return place.resolve("automations");
    }

    public Path inbox() {
        return place.resolve("inbox");
    }

    public Path site() {
        return place.resolve("site");
    }

    public Path user() {
        return place.resolve("user");
    }

    /// A path beside the home.
    public Path beside(String name) {
        return place.resolve(name);
    }

    /// Makes an automation, or exchanges its definition.
    public TestHome automation(String name, String frontMatter) throws IOException {
        var folder = Files.createDirectories(root().resolve(name));
        var coming = beside(name + ".coming");
        Files.writeString(coming, "---\n" + frontMatter.strip() + "\n---\n# " + name + "\n");
        Files.move(coming, folder.resolve("README.md"), StandardCopyOption.ATOMIC_MOVE);
        return this;
    }

    /// Gives an automation its program, `go.sh`.
    public TestHome script(String automation, String body) throws IOException {
        var folder = Files.createDirectories(root().resolve(automation));
        var script = Files.writeString(folder.resolve("go.sh"), "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return this;
    }

    /// A whole file that appears in the inbox at once, in the place of one that lies there.
    public Path drop(String name, String content) throws IOException {
        return drop(name, content.getBytes(StandardCharsets.UTF_8));
    }

    public Path drop(String name, byte[] content) throws IOException {
        var coming = Files.write(beside("dropped"), content);
        return Files.move(coming, inbox().resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /// Makes an automation of a recipe, as `fettle new NAME --recipe R KEY=VALUE…` does.
    public TestHome recipe(String name, String recipe, String... settings) throws IOException {
        var question = new NewVerb.Question(name, Optional.of(recipe), List.of(settings), root());
        NewVerb.of(caller()).answer(question, Questions.nobody());
        return this;
    }

    // --- verbs

    public Workshop workshop() throws IOException {
        if (workshop == null) {
            workshop = caller().workshop();
        }
        return workshop;
    }

    /// Runs an automation in this process; of several runs the first is returned.
    public RunView run(String automation, Path... inputs) throws Exception {
        return runs(automation, false, inputs).getFirst();
    }

    public RunView dryRun(String automation, Path... inputs) throws Exception {
        return runs(automation, true, inputs).getFirst();
    }

    private List<RunView> runs(String automation, boolean dry, Path... inputs) throws Exception {
        var question =
                new RunVerb.Question(
                        automation, List.of(inputs), false, dry, false, Optional.empty());
        return new RunVerb(workshop()).answer(question, Progress.SILENT, new Cancellation()).runs();
    }

    /// What is new in the watched folder, or was set aside, handled in this process.
    public List<RunView> runArrived(String automation) throws Exception {
        return runs(automation, false);
    }

    public UndoVerb.Answer undo(RunView run) throws IOException {
        return new UndoVerb(workshop()).answer(new UndoVerb.Question(run.id(), false, false));
    }

    /// Newest first.
    public List<RunView> runs(String automation) throws IOException {
        return RunsVerb.answer(workshop(), Optional.of(automation), ALL_RUNS);
    }

    public StatusView.Entry status(String automation) throws IOException {
        var status = new StatusVerb(workshop()).answer(Optional.of(automation));
        return status.automations().getFirst();
    }

    /// The first slot of an automation with `schedule: every 1h`, as if it had been read an hour
    /// before.
    public Instant isDueAt(String automation, Instant moment) throws IOException {
        var due = moment.truncatedTo(ChronoUnit.MILLIS);
        var zone = workshop().settings().zone();
        var read =
                new Timetable(
                        0,
                        automation,
                        List.of("every 1h"),
                        zone,
                        due.minus(Duration.ofHours(1)),
                        due.minus(Duration.ofMinutes(1)),
                        "");
        workshop().store().write(sql -> Slots.begin(sql, read));
        letGo();
        return due;
    }

    // --- waiting

    /// Waits for a fact.
    public static void until(Callable<Boolean> fact) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(fact);
    }

    public RunView awaitRun(String automation) {
        return awaitRuns(automation, 1).getFirst();
    }

    /// Waits until so many runs have ended and none works; the oldest comes first.
    public List<RunView> awaitRuns(String automation, int count) {
        until(() -> ended(automation).size() >= count && ended(automation).equals(all(automation)));
        try {
            var runs = all(automation).reversed();
            assertThat(runs.stream().map(TestHome::words).toList()).hasSize(count);
            return runs;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String words(RunView run) {
        return run.outcome().orElse("working") + ' ' + run.reason().orElse("") + ' ' + run.inputs();
    }

    private List<RunView> all(String automation) throws IOException {
        return runs(automation);
    }

    private List<RunView> ended(String automation) throws IOException {
        return runs(automation).stream().filter(run -> run.outcome().isPresent()).toList();
    }

    // --- what lies around

    /// The names in a folder, hidden ones too.
    public static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /// What programs of a test have written down so far.
    public static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    public static String log(RunView run) throws IOException {
        return Files.readString(Path.of(run.log()));
    }

    /// What verbs and programs find around them, whether in this process or in one of their own.
    Map<String, String> environment() {
        return Map.of(
                "PATH",
                System.getenv("PATH"),
                "HOME",
                user().toString(),
                "LC_ALL",
                "C.UTF-8",
                "FETTLE_STATE",
                place.resolve("state").toString());
    }

    Caller caller() {
        return new Caller(Optional.of(root()), environment(), root(), clock);
    }

    /// Closes the store, so that a process finds it as if nobody else had it open. The next verb
    /// opens it again.
    public void letGo() throws IOException {
        if (workshop != null) {
            workshop.close();
            workshop = null;
        }
    }

    /// Ends whatever was started for this home and still works.
    @Override
    public void close() throws IOException {
        letGo();
        var cookie = ("HOME=" + user()).getBytes(StandardCharsets.UTF_8);
        try {
            var ending = new TreeWatch(cookie, 0).end(Duration.ZERO, Clock.system(), () -> true);
            assertThat(ending.complete()).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
