package dev.fettle.automation;

import dev.fettle.notation.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes a folder a home: `fettle.yaml`, a git repository where it lies in none, a README with the
/// index. What is there already stays as it is, so it may be called again to add what is missing.
public final class NewHome {
    static final String SETTINGS =
            """
            # What all automations of this home share. Every key is optional.

            # web: 127.0.0.1:8484                 # where `fettle up` serves its page; off for nowhere
            # path: /usr/local/bin:/usr/bin:/bin  # PATH of every automation that states none
            # versions: {budget: 5 GB}            # room for what `fettle undo` can put back
            # logs: {days: 90, size: 1 GB}
            # history: {days: 400, runs: 10000}

            # The three questions that every README answers, in your language:
            # headings: {depends: What it depends on, breaks: What breaks it, mend: When it breaks}
            """;

    private static final String IGNORED =
            """
            # Fettle's own, which belongs to this machine alone.
            .fettle/
            .fettle-id
            .fettle-new-*

            # Secrets have no place in git.
            .env
            """;

    /// What a folder may hold and still be as good as empty: a fresh clone.
    private static final Set<String> AS_GOOD_AS_EMPTY =
            Set.of(".git", ".gitignore", ".gitattributes", ".github", "README.md", "LICENSE");

    private final Map<String, String> environment;

    /// For the user whose environment it is: HOME, PATH, FETTLE_HOME.
    public NewHome(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /// @param already whether it was a home before
    /// @param made files and folders that are new
    /// @param notes what could not be done, and what to do about it
    public record Made(Path root, boolean already, List<String> made, List<String> notes) {
        public Made {
            made = List.copyOf(made);
            notes = List.copyOf(notes);
        }
    }

    /// Where a home is made for somebody who said no folder: the one that is stated for all verbs
    /// (`--home`, `FETTLE_HOME`), else the home around the working folder, else the working folder
    /// if nothing lies in it, else `~/automations`.
    public Path place(Optional<Path> stated, Path working) throws IOException {
        var named =
                stated.or(() ->
                        Optional.ofNullable(environment.get("FETTLE_HOME"))
                                .filter(text -> !text.isEmpty())
                                .map(Path::of));
        if (named.isPresent()) {
            return working.resolve(named.get()).normalize();
        }
        var around = nearest(working);
        if (around.isPresent()) {
            return around.get();
        }
        var user = Home.userHome(environment);
        return !working.equals(user) && isAsGoodAsEmpty(working)
                ? working
                : user.resolve("automations");
    }

    private static Optional<Path> nearest(Path folder) {
        for (var each = folder; each != null; each = each.getParent()) {
            if (Files.isRegularFile(each.resolve(Home.MARK))) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    private static boolean isAsGoodAsEmpty(Path folder) throws IOException {
        try (var children = Files.list(folder)) {
            return children.allMatch(
                    child -> AS_GOOD_AS_EMPTY.contains(child.getFileName().toString()));
        }
    }

    /// Makes what is not there yet.
    ///
    /// @param root an absolute path
    /// @throws UserError where no home can be there
    public Made make(Path root) throws IOException, InterruptedException {
        refuse(root);
        boolean already = Files.isRegularFile(root.resolve(Home.MARK));
        var made = new ArrayList<String>();
        var notes = new ArrayList<String>();
        if (!Files.isDirectory(root)) {
            Files.createDirectories(root);
        }
        if (GitRepository.around(root).isEmpty()) {
            var trouble = GitRepository.begin(root, environment.getOrDefault("PATH", ""));
            if (trouble.isPresent()) {
                notes.add(
                        "this home is in no git repository (%s); later: git -C %s init"
                                .formatted(trouble.get(), root));
            } else {
                made.add(".git");
            }
        }
        write(root, ".gitignore", IGNORED, made);
        // Last but for the index: this file is what makes the folder a home.
        write(root, Home.MARK, SETTINGS, made);
        boolean hadReadme = Files.exists(root.resolve(Readme.FILE));
        var home = Home.find(Optional.of(root), environment, root);
        new HomeIndex(home).write().ifPresent(why -> notes.add("the README has no index: " + why));
        if (!hadReadme) {
            made.add(Readme.FILE);
        }
        return new Made(root, already, made, notes);
    }

    private void refuse(Path root) {
        if (Files.exists(root) && !Files.isDirectory(root)) {
            throw new UserError("%s is no folder".formatted(root));
        }
        if (root.equals(Home.userHome(environment))) {
            throw new UserError(
                    "%s is your home folder, and each folder in it would be looked at as an automation; take one of its own: fettle init ~/automations"
                            .formatted(root));
        }
        var parent = root.getParent();
        if (parent == null) {
            throw new UserError("the root of the file system can be no home");
        }
        var around = nearest(parent);
        if (around.isPresent()) {
            throw new UserError(
                    "%s lies in the home %s, and homes do not lie in each other; `fettle new NAME` makes an automation there"
                            .formatted(root, around.get()));
        }
    }

    private static void write(Path root, String name, String text, List<String> made)
            throws IOException {
        if (!Files.exists(root.resolve(name))) {
            Files.writeString(root.resolve(name), text);
            made.add(name);
        }
    }
}
