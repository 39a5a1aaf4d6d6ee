package dev.fettle.automation;

import dev.fettle.notation.Mark;
import dev.fettle.notation.Node;
import dev.fettle.notation.Problem;
import dev.fettle.notation.Source;
import dev.fettle.notation.Suggestion;
import dev.fettle.notation.UserError;
import dev.fettle.notation.YamlReader;
import dev.fettle.platform.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads an automation's README: front matter between two lines `---`, prose below.
public final class Readme {
    public static final String FILE = "README.md";
    private static final String FENCE = "---";

    /// Keys of Fettle's that note-taking and site programs use too: they prove nothing.
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
        return new Readme(name.text(), folder, paths).parse(new TextFile(text, List.of()));
    }

    /// Names are unique without regard to case; where they are not, neither may be used.
    static Reading twin(Automation automation, List<String> twins) {
        var found = "these names differ in case alone: " + String.join(", ", twins);
        var problem =
                Source.of(shown(automation.name().text()), automation.readme())
                        .problem(Mark.START, found, "rename one of the folders");
        return new Reading.Broken(automation.name().text(), List.of(problem));
    }

    private static String shown(String folderName) {
        return folderName + "/" + FILE;
    }

    private Reading parse(TextFile file) throws IOException {
        var text = file.text().startsWith("\uFEFF") ? file.text().substring(1) : file.text();
        var lines = text.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().stripTrailing().equals(FENCE)) {
            return new Reading.Other(folderName, "its " + FILE + " does not begin with a line ---");
        }
        if (!file.problems().isEmpty()) {
            return new Reading.Broken(folderName, file.problems());
        }
        var source = new Source(shown(folderName), lines);
        int end = lines.subList(1, lines.size()).indexOf(FENCE) + 1;
        if (end == 0) {
            return new Reading.Broken(
                    folderName,
                    List.of(
                            source.problem(
                                    Mark.START,
                                    "the front matter that begins here has no end",
                                    "put a line --- below the last key")));
        }
        var front = String.join("\n", lines.subList(1, end)) + "\n";
        return definition(source, front, text);
    }

    private Reading definition(Source source, String front, String text) throws IOException {
        Optional<Node> root;
        try {
            root = YamlReader.read(source, 2, front);
        } catch (UserError e) {
            return front.lines().anyMatch(Readme::looksLikeAKey)
                    ? new Reading.Broken(folderName, e.problems())
                    : new Reading.Other(folderName, "its front matter has no key of Fettle's");
        }
        if (!(root.orElse(null) instanceof Node.Mapping keys)
                || keys.entries().stream().noneMatch(e -> isNearAKey(e.key().text()))) {
            return new Reading.Other(folderName, "its front matter has no key of Fettle's");
        }
        if (!Name.isGood(folderName)) {
            var found =
                    "the folder's name \"%s\" is no good name for an automation"
                            .formatted(folderName);
            return new Reading.Broken(
                    folderName,
                    List.of(source.problem(Mark.START, found, "right would be " + Name.RIGHT)));
        }
        var reader = new DefinitionReader(source, keys, folder, paths, Machine.cores());
        var definition = reader.read();
        return definition.isPresent()
                ? new Reading.Readable(
                        new Automation(new Name(folderName), folder, definition.get(), text))
                : new Reading.Broken(
                        folderName,
                        reader.problems().stream()
                                .sorted(Comparator.comparing(Problem::mark))
                                .toList());
    }

    private static boolean isNearAKey(String word) {
        return !OTHERS.contains(word) && Suggestion.near(word, DefinitionKeys.names()).isPresent();
    }

    private static boolean looksLikeAKey(String line) {
        int colon = line.indexOf(':');
        return colon > 0 && isNearAKey(line.substring(0, colon).strip());
    }
}
