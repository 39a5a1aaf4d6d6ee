package dev.fettle.automation;

import dev.fettle.notation.Suggestion;
import dev.fettle.notation.UserError;
import dev.fettle.platform.Mounts;
import dev.fettle.platform.Silence;
import dev.fettle.store.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A folder of automations, marked by a `fettle.yaml`. Everything is read anew at each question:
/// the user edits these files while Fettle runs.
public final class Home {
    public static final String MARK = "fettle.yaml";

    private final Path root;
    private final HomePaths paths;
    private final Path states;
    private volatile FormerNames former = FormerNames.UNKNOWN;

    private Home(Path root, HomePaths paths, Path states) {
        this.root = root;
        this.paths = paths;
        this.states = states;
    }

    /// Finds the home: `stated` (`--home`), else `FETTLE_HOME`, else the nearest folder above
    /// `working` with a `fettle.yaml`, else `~/automations`.
    ///
    /// @throws UserError where there is none
    public static Home find(Optional<Path> stated, Map<String, String> environment, Path working) {
        var user = userHome(environment);
        var named = stated.or(() -> variable(environment, "FETTLE_HOME").map(Path::of));
        var root = named.or(() -> nearest(working)).orElse(user.resolve("automations"));
        var absolute = working.resolve(root).normalize();
        if (!Files.isRegularFile(absolute.resolve(MARK))) {
            throw new UserError(
                    Files.isDirectory(absolute)
                            ? "%s is no home: it has no %s; `fettle init %s` makes it one"
                                    .formatted(absolute, MARK, absolute)
                            : "there is no home at %s; `fettle init` makes one"
                                    .formatted(absolute));
        }
        return new Home(absolute, new HomePaths(user), states(environment, user));
    }

    /// The folder below which the state of each home has its place.
    private static Path states(Map<String, String> environment, Path user) {
        return variable(environment, "FETTLE_STATE")
                .map(Path::of)
                .or(() ->
                        variable(environment, "XDG_STATE_HOME")
                                .map(Path::of)
                                .filter(Path::isAbsolute)
                                .map(p -> p.resolve("fettle")))
                .orElse(user.resolve(".local/state/fettle"))
                .toAbsolutePath()
                .normalize();
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(v -> !v.isEmpty());
    }

    public static Path userHome(Map<String, String> environment) {
        return Path.of(variable(environment, "HOME").orElse(System.getProperty("user.home")));
    }

    private static Optional<Path> nearest(Path working) {
        for (var folder = working; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve(MARK))) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }

    public Path root() {
        return root;
    }

    public HomePaths paths() {
        return paths;
    }

    /// From now on errors say what became of names that folders had before.
    public void tellOf(FormerNames names) {
        former = names;
    }

    /// What `fettle.yaml` says now.
    ///
    /// @throws UserError with every problem in it
    public Settings settings() throws IOException {
        return settings(root.resolve(MARK));
    }

    /// What a copy of `fettle.yaml` says.
    ///
    /// @throws UserError with every problem in it
    public Settings settings(Path copy) throws IOException {
        return SettingsReader.read(TextFile.read(copy, MARK), paths);
    }

    /// The home's state folder, made where there is none.
    ///
    /// @throws UserError where it would lie on a network mount, on which SQLite's WAL is not safe
    public StateFolder state() throws IOException {
        var state = new HomeId(root, states).state();
        Silence.neverAt(root);
        Silence.neverAt(state.root());
        var mount = Mounts.of(state.root());
        if (Mounts.isNetwork(mount)) {
            throw new UserError(
                    "the state folder %s lies on a network mount (%s), where a database is not safe; set FETTLE_STATE to a local folder"
                            .formatted(state.root(), mount.type()));
        }
        return state;
    }

    /// Where the state lies by the home's id alone, without a look at whether the home was copied;
    /// empty where it has no id yet.
    public Optional<Path> knownState() throws IOException {
        return HomeId.read(root).map(states::resolve);
    }

    /// Every folder of the home as it is now, by name.
    public List<Reading> read() throws IOException {
        var readings = new ArrayList<Reading>();
        for (var folder : folders()) {
            readings.add(Readme.read(folder.getFileName().toString(), folder, paths));
        }
        return Following.checked(refuseTwins(readings), former);
    }

    /// The automations and those that mean to be one.
    public List<Reading> automations() throws IOException {
        return read().stream().filter(r -> !(r instanceof Reading.Other)).toList();
    }

    /// The automation of this name, read anew.
    ///
    /// @throws UserError where it is none, or has errors
    public Automation automation(String name) throws IOException {
        return automation(name, read());
    }

    /// The same among what was read a moment ago.
    public Automation automation(String name, List<Reading> readings) throws IOException {
        var reading = readings.stream().filter(r -> r.name().equals(name)).findFirst();
        return switch (reading.orElse(null)) {
            case Reading.Readable(var automation) -> automation;
            case Reading.Broken(_, var problems) -> throw new UserError(problems);
            case Reading.Other(_, var why) ->
                    throw new UserError("\"%s\" is no automation: %s".formatted(name, why));
            case null -> throw new UserError(unknown(name));
        };
    }

    /// What a folder of the home says if it is taken for the automation of this name.
    public Reading readAs(Name name, Path folder) throws IOException {
        return Readme.read(name.text(), folder, paths);
    }

    private String unknown(String name) throws IOException {
        var names = automations().stream().map(Reading::name).toList();
        var now = former.nowCalled(name).filter(names::contains);
        if (now.isPresent()) {
            return "there is no automation \"%s\": its folder was renamed to \"%s\""
                    .formatted(name, now.get());
        }
        return names.isEmpty()
                ? "there is no automation \"%s\" here: %s holds none yet".formatted(name, root)
                : "there is no automation \"%s\"; %s"
                        .formatted(name, Suggestion.didYouMean(name, names));
    }

    /// Whatever may be an automation.
    public List<Path> folders() throws IOException {
        Silence.neverAt(root);
        try (var children = Files.list(root)) {
            return children.filter(Files::isDirectory)
                    .filter(f -> !f.getFileName().toString().startsWith("."))
                    .filter(f -> !f.getFileName().toString().startsWith("_"))
                    .sorted(Comparator.comparing(f -> f.getFileName().toString()))
                    .toList();
        }
    }

    private static List<Reading> refuseTwins(List<Reading> readings) {
        var folded =
                readings.stream()
                        .filter(r -> r instanceof Reading.Readable)
                        .collect(Collectors.groupingBy(r -> new Name(r.name()).folded()));
        return readings.stream()
                .map(r -> {
                    if (!(r instanceof Reading.Readable(var automation))) {
                        return r;
                    }
                    var twins = folded.getOrDefault(automation.name().folded(), List.of());
                    return twins.size() == 1
                            ? r
                            : Readme.twin(automation, twins.stream().map(Reading::name).toList());
                })
                .toList();
    }
}
