package dev.fettle.automation;

import dev.fettle.notation.Mark;
import dev.fettle.notation.Node;
import dev.fettle.notation.Problem;
import dev.fettle.notation.Source;
import dev.fettle.notation.Suggestion;
import dev.fettle.notation.UserError;
import dev.fettle.notation.Wording;
import dev.fettle.notation.YamlReader;
import dev.fettle.platform.FolderId;
import dev.fettle.platform.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads an automation's README: front matter between two lines `---`, prose below.
public final class Readme {
    public static final String FILE = "README.md";

    /// Keys of Fettle's that note-taking and site programs use too, or nearly (`tag`, `published`):
    /// they prove nothing.
    private static final Set<String> OTHERS = Set.of("tags", "publish");

    private final String folderName;
    private final Path folder;
    private final HomePaths paths;

    private Readme(String folderName, Path folder, HomePaths paths) {
        this.folderName = folderName;
        this.folder = folder;
        this.paths = paths;
    }

    /// Reads the README of `folder`, as it is now.
    static Reading read(String folderName, Path folder, HomePaths paths) throws IOException {
        var file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return new Reading.Other(folderName, "it has no " + FILE);
        }
        if (!Files.isReadable(file)) {
            var problem =
                    new Problem(
                            shown(folderName),
                            Mark.START,
                            "",
                            "the file may not be read",
                            "look at its permissions");
            return new Reading.Broken(folderName, List.of(problem));
        }
        return new Readme(folderName, folder, paths).parse(TextFile.read(file, shown(folderName)));
    }

    /// Reads a definition from a text that was kept: what an unfinished run was started with.
    public static Reading of(Name name, Path folder, String text, HomePaths paths)
            throws IOException {
        return new Readme(name.text(), folder, paths).parse(new TextFile(text, true, List.of()));
    }

    /// Names are unique without regard to case; where they are not, neither may be used.
    static Reading twin(Automation automation, List<String> twins) {
        var found = "these names differ in case alone: " + String.join(", ", twins);
        var problem =
                Source.of(shown(automation.name().text()), automation.readme())
                        .problem(Mark.START, found, "rename one of the folders");
        return new Reading.Broken(automation.name().text(), List.of(problem));
    }

    /// Something is wrong with what it follows.
    static Reading follower(Automation automation, String found, String right) {
        var lines = automation.readme().lines().toList();
        int line = 1;
        while (line < lines.size() && !lines.get(line - 1).startsWith("after")) {
            line++;
        }
        var problem =
                Source.of(shown(automation.name().text()), automation.readme())
                        .problem(new Mark(line, 1), found, right);
        return new Reading.Broken(automation.name().text(), List.of(problem));
    }

    private static String shown(String folderName) {
        return folderName + "/" + FILE;
    }

    private Reading parse(TextFile file) throws IOException {
        var front = FrontMatter.of(file.text().lines().toList());
        if (!front.isThere()) {
            return new Reading.Other(folderName, "its " + FILE + " does not begin with a line ---");
        }
        var source = new Source(shown(folderName), front.lines());
        var problems = new ArrayList<>(file.problems());
        if (!front.hasEnd()) {
            if (file.isWhole()) {
                problems.add(
                        source.problem(
                                Mark.START,
                                "the front matter that begins here has no end",
                                "put a line --- below the last key"));
            }
            return broken(problems);
        }
        return definition(source, front, file.text(), problems);
    }

    private Reading definition(
            Source source, FrontMatter front, String text, List<Problem> problems)
            throws IOException {
        if (!Name.isGood(folderName)) {
            problems.add(
                    source.problem(
                            Mark.START,
                            "the folder's name %s is no good name for an automation"
                                    .formatted(Wording.quoted(folderName)),
                            "right would be " + Name.RIGHT));
        }
        Optional<Node> root;
        try {
            root = YamlReader.read(source, 2, String.join("\n", front.inside()) + "\n");
        } catch (UserError e) {
            problems.addAll(e.problems());
            return front.inside().stream().anyMatch(Readme::looksLikeAKey)
                    ? broken(problems)
                    : notOurs();
        }
        if (!(root.orElse(null) instanceof Node.Mapping keys)) {
            if (front.inside().stream().noneMatch(Readme::looksLikeAKey)) {
                return notOurs();
            }
            problems.add(
                    source.problem(
                            root.map(Node::mark).orElse(new Mark(2, 1)),
                            "this is no group of keys",
                            "right would be KEY: VALUE, with a space behind the colon"));
            return broken(problems);
        }
        if (keys.entries().stream().noneMatch(e -> isNearAKey(e.key().text()))) {
            return notOurs();
        }
        var reader = new DefinitionReader(source, keys, folder, paths, Machine.cores());
        var definition = reader.read();
        problems.addAll(reader.problems());
        return problems.isEmpty()
                ? new Reading.Readable(
                        new Automation(
                                new Name(folderName),
                                folder,
                                definition.orElseThrow(),
                                text,
                                FolderId.of(folder)))
                : broken(problems);
    }

    private Reading notOurs() {
        return new Reading.Other(folderName, "its front matter has no key of Fettle's");
    }

    private Reading broken(List<Problem> problems) {
        return new Reading.Broken(folderName, Problem.inOrder(problems));
    }

    private static boolean isNearAKey(String word) {
        return Suggestion.near(word, DefinitionKeys.names())
                .filter(name -> !OTHERS.contains(name))
                .isPresent();
    }

    private static boolean looksLikeAKey(String line) {
        int colon = line.indexOf(':');
        return colon > 0 && isNearAKey(line.substring(0, colon).strip());
    }
}
