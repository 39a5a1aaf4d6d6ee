package dev.fettle.verb;

import dev.fettle.automation.Prompt;
import dev.fettle.automation.Recipe;
import java.util.List;
import java.util.Optional;

/// A recipe as `new --recipe` lists it.
public record RecipeView(String name, String summary, List<Key> keys) {
    public RecipeView {
        keys = List.copyOf(keys);
    }

    /// What it must know.
    ///
    /// @param otherwise what holds where nothing is said; empty where somebody must say it
    public record Key(String key, String question, Optional<String> otherwise) {
        private String line(int width) {
            return key
                    + " ".repeat(width - key.length())
                    + "  "
                    + question
                    + otherwise.filter(o -> !o.isEmpty()).map(o -> " [" + o + "]").orElse("");
        }
    }

    static RecipeView of(Recipe recipe) {
        return new RecipeView(recipe.name(), recipe.summary(), keys(recipe.questions()));
    }

    /// Its keys, one a line.
    public List<String> lines() {
        int widest = keys.stream().mapToInt(k -> k.key().length()).max().orElse(0);
        return keys.stream().map(k -> k.line(widest)).toList();
    }

    static List<String> lines(List<Prompt> prompts) {
        return new RecipeView("", "", keys(prompts)).lines();
    }

    private static List<Key> keys(List<Prompt> prompts) {
        return prompts.stream().map(q -> new Key(q.key(), q.shown(), q.standard())).toList();
    }
}
