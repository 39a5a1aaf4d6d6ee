package dev.fettle.automation;

import dev.fettle.notation.Suggestion;
import dev.fettle.notation.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The recipes that came with Fettle: plain folders, read where they lie.
public final class Recipes {
    /// Where Fettle itself is installed; the launcher says so.
    public static final String ROOT_PROPERTY = "fettle.root";

    private final Path folder;

    /// @param folder a folder of recipes
    public Recipes(Path folder) {
        this.folder = folder;
    }

    /// Those of this installation.
    public static Recipes installed() {
        var root = System.getProperty(ROOT_PROPERTY);
        return new Recipes(Path.of(root == null ? "" : root).toAbsolutePath().resolve("recipes"));
    }

    /// All, by name.
    public List<Recipe> all() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var recipes = new ArrayList<Recipe>();
        try (var children = Files.list(folder)) {
            for (var child : children.sorted().toList()) {
                if (Files.isRegularFile(child.resolve(Readme.FILE))
                        && Name.isGood(child.getFileName().toString())) {
                    recipes.add(read(child));
                }
            }
        }
        return recipes;
    }

    /// The recipe of this name.
    ///
    /// @throws UserError where there is none
    public Recipe named(String name) throws IOException {
        var all = all();
        var found = all.stream().filter(r -> r.name().equals(name)).findFirst();
        return found.orElseThrow(() -> new UserError(unknown(name, all)));
    }

    private String unknown(String name, List<Recipe> all) {
        return all.isEmpty()
                ? "there are no recipes at " + folder
                : "there is no recipe \"%s\"; %s"
                        .formatted(
                                name,
                                Suggestion.didYouMean(
                                        name, all.stream().map(Recipe::name).toList()));
    }

    private static Recipe read(Path folder) throws IOException {
        var text = TextFile.read(folder.resolve(Readme.FILE), Readme.FILE).text();
        var questions = RecipeQuestions.of(text);
        return new Recipe(
                folder.getFileName().toString(), folder, summary(text, questions), questions);
    }

    /// As it would read with every default.
    private static String summary(String readme, List<Prompt> questions) {
        var summary = Prose.of(readme).summary();
        for (var question : questions) {
            summary =
                    summary.replace("{{" + question.key() + "}}", question.standard().orElse("…"));
        }
        return summary;
    }
}
