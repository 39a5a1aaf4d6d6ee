package dev.fettle.daemon;

import dev.fettle.automation.Recipes;
import dev.fettle.notation.UserError;
import dev.fettle.notation.Wording;
import dev.fettle.platform.Command;
import dev.fettle.verb.Caller;
import dev.fettle.verb.InitVerb;
import dev.fettle.verb.NewVerb;
import dev.fettle.verb.Questions;
import dev.fettle.verb.RunView;
import dev.fettle.verb.RunsVerb;
import dev.fettle.verb.UndoVerb;
import dev.fettle.verb.Workshop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// `fettle try`: the whole story in a temporary folder, with a real home, real photographs, a real
/// daemon. Nothing of the user's is touched.
public final class Tour implements AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(90);
    private static final Duration PHOTOGRAPHS = Duration.ofMinutes(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final String AUTOMATION = "web-images";

    private final Path folder;
    private final Caller caller;
    private final Narrator narrator;
    private final Path inbox;
    private final Path site;
    private final Daemon daemon;
    private final Workshop workshop;

    /// Hears what happens.
    public interface Narrator {
        void heading(String text);

        void line(String text);

        /// What is going on at this moment; replaced by what comes next.
        void progress(String text);
    }

    private Tour(Path folder, Caller caller, Narrator narrator, Daemon daemon, Workshop workshop) {
        this.folder = folder;
        this.caller = caller;
        this.narrator = narrator;
        this.inbox = folder.resolve("inbox");
        this.site = folder.resolve("site");
        this.daemon = daemon;
        this.workshop = workshop;
    }

    /// Makes the home with its automation and brings a daemon up for it.
    public static Tour start(Caller asked, Narrator narrator)
            throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("fettle-tour-").toRealPath();
        var home = folder.resolve("automations");
        var environment = new HashMap<>(asked.environment());
        environment.put("FETTLE_STATE", folder.resolve("state").toString());
        environment.put("FETTLE_HOME", home.toString());
        narrator.heading("A home, with one automation from the recipe " + AUTOMATION);
        var _ =
                InitVerb.answer(
                        new InitVerb.Question(
                                Optional.of(home), Optional.empty(), environment, folder));
        var port = freePort();
        Files.writeString(home.resolve("fettle.yaml"), "web: 127.0.0.1:" + port + "\n");
        var caller = new Caller(Optional.of(home), environment, folder, asked.clock());
        Files.createDirectories(folder.resolve("inbox"));
        Files.createDirectories(folder.resolve("site"));
        var settings =
                List.of("inbox=" + folder.resolve("inbox"), "output=" + folder.resolve("site"));
        var made =
                new NewVerb(caller.home(), Recipes.installed())
                        .answer(
                                new NewVerb.Question(
                                        AUTOMATION, Optional.of(AUTOMATION), settings, folder),
                                Questions.nobody());
        narrator.line(made.folder() + "/README.md is its definition and its documentation in one.");
        var daemon = Daemon.start(caller);
        return new Tour(folder, caller, narrator, daemon, caller.workshop());
    }

    public List<InetSocketAddress> addresses() {
        return daemon.addresses();
    }

    public Path inbox() {
        return inbox;
    }

    public Path folder() {
        return folder;
    }

    /// How a verb is called for this home from another terminal.
    public String command(String verb) {
        return "FETTLE_STATE=%s/state %s --home %s/automations %s"
                .formatted(folder, System.getProperty("fettle.launcher", "fettle"), folder, verb);
    }

    /// The story.
    public void tell() throws IOException, InterruptedException {
        var photographs = photographs();
        published(photographs);
        refused(photographs);
        undone(photographs);
    }

    /// Ends the daemon and removes the folder.
    @Override
    public void close() throws IOException {
        workshop.close();
        daemon.close();
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private Path photographs() throws IOException, InterruptedException {
        narrator.progress("making six photographs …");
        var camera = folder.resolve("camera");
        var script = folder.resolve("photographs.sh");
        try (var in = Tour.class.getResourceAsStream("/try/photographs.sh")) {
            if (in == null) {
                throw new IllegalStateException("the build lacks try/photographs.sh");
            }
            Files.copy(in, script);
        }
        var environment =
                Map.of("PATH", caller.environment().getOrDefault("PATH", "/usr/bin:/bin"));
        var made =
                Command.run(
                        List.of("sh", script.toString(), camera.toString()),
                        environment,
                        folder,
                        PHOTOGRAPHS,
                        10_000);
        if (made.exit() != 0) {
            throw new UserError(
                    "the photographs for the tour could not be made: " + made.error().strip());
        }
        return camera;
    }

    private void published(Path camera) throws IOException, InterruptedException {
        narrator.heading("Photographs are dropped into " + inbox);
        var names = names(camera);
        for (var name : names) {
            Files.copy(camera.resolve(name), inbox.resolve(name));
        }
        long begun = caller.nanos();
        var told = new HashSet<String>();
        while (told.size() < names.size()) {
            for (var run : runs()) {
                if (run.succeeded() && told.add(run.id())) {
                    narrator.line(sentence(run));
                }
            }
            narrator.progress("%d of %d …".formatted(told.size(), names.size()));
            pause(begun);
        }
        narrator.line(
                "Turned upright, at most 1600 wide, no trace of where they were taken; each checked before anybody saw it.");
    }

    private void refused(Path camera) throws IOException, InterruptedException {
        narrator.heading("Then one that broke off while it was copied");
        Files.copy(camera.resolve("spoiled/spoiled.jpg"), inbox.resolve("spoiled.jpg"));
        var run = awaited(r -> input(r).equals("spoiled.jpg"));
        narrator.line(
                "spoiled.jpg  %s: %s"
                        .formatted(
                                run.outcome().orElse(""),
                                Wording.visible(run.reason().orElse(""))));
        narrator.line(
                "ImageMagick would have made an image with a grey half of it, and exit code 0. It is set aside; the others go on.");
    }

    private void undone(Path camera) throws IOException, InterruptedException {
        narrator.heading("A photograph is replaced by mistake, and the run undone");
        var names = names(camera);
        var name = names.getFirst();
        long before = Files.size(site.resolve(name));
        // Renamed into place, as careful programs do: the old photograph is never half there.
        var mistake = Files.copy(camera.resolve(names.getLast()), folder.resolve("mistake"));
        Files.move(mistake, inbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        var run =
                awaited(r ->
                        input(r).equals(name)
                                && r.published().stream()
                                        .anyMatch(
                                                p -> !Optional.empty().equals(p.get("replaced"))));
        narrator.line(
                "%s  was %s, is now %s (run %s)"
                        .formatted(
                                name,
                                Wording.size(before),
                                Wording.size(Files.size(site.resolve(name))),
                                run.id()));
        var _ = new UndoVerb(workshop).answer(new UndoVerb.Question(run.id(), false, false));
        narrator.line(
                "fettle undo %s  →  %s is %s again"
                        .formatted(run.id(), name, Wording.size(Files.size(site.resolve(name)))));
    }

    private String sentence(RunView run) throws IOException {
        var name = input(run);
        long taken = Files.size(inbox.resolve(name));
        return "%-12s %7s  →  %7s  in %s"
                .formatted(
                        name,
                        Wording.size(taken),
                        Wording.size(Files.size(site.resolve(name))),
                        Wording.duration(Duration.ofMillis(run.durationMs().orElse(0))));
    }

    private RunView awaited(Predicate<RunView> wanted) throws IOException, InterruptedException {
        long begun = caller.nanos();
        while (true) {
            var found =
                    runs().stream().filter(r -> r.outcome().isPresent()).filter(wanted).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            pause(begun);
        }
    }

    private void pause(long begun) throws InterruptedException {
        if (caller.nanos() - begun > LONGEST_WAIT.toNanos()) {
            throw new UserError(
                    "the tour waits in vain; `fettle --home %s runs` says what happened"
                            .formatted(folder.resolve("automations")));
        }
        caller.pause(LOOK_AGAIN);
    }

    private List<RunView> runs() throws IOException {
        return RunsVerb.answer(workshop, Optional.of(AUTOMATION), 50);
    }

    private static String input(RunView run) {
        return run.inputs().isEmpty()
                ? ""
                : String.valueOf(
                        Path.of(String.valueOf(run.inputs().getFirst().get("path"))).getFileName());
    }

    private static List<String> names(Path camera) throws IOException {
        try (var files = Files.list(camera)) {
            return files.filter(Files::isRegularFile)
                    .map(f -> f.getFileName().toString())
                    .filter(n -> n.endsWith(".jpg"))
                    .sorted()
                    .toList();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
