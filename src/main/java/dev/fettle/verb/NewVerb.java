package dev.fettle.verb;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Blank;
import dev.fettle.automation.Home;
import dev.fettle.automation.HomeIndex;
import dev.fettle.automation.NewFolder;
import dev.fettle.automation.OwnMount;
import dev.fettle.automation.Prompt;
import dev.fettle.automation.Recipe;
import dev.fettle.automation.Recipes;
import dev.fettle.automation.Watch;
import dev.fettle.notation.Suggestion;
import dev.fettle.notation.UserError;
import dev.fettle.platform.Silence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// `fettle new NAME [--recipe R] [KEY=VALUE…]`: an automation from nothing or from a recipe.
public final class NewVerb {
    private final Home home;
    private final Recipes recipes;

    public NewVerb(Home home, Recipes recipes) {
        this.home = home;
        this.recipes = recipes;
    }

    /// For the home that the caller means, with the recipes that came with this Fettle.
    public static NewVerb of(Caller caller) {
        return new NewVerb(caller.home(), Recipes.installed());
    }

    public static List<RecipeView> recipes() throws IOException {
        return recipes(Recipes.installed());
    }

    /// @param settings `KEY=VALUE`, as they were given
    /// @param working the folder in which the command was given: relative paths start there
    public record Question(
            String name, Optional<String> recipe, List<String> settings, Path working) {
        public Question {
            settings = List.copyOf(settings);
        }
    }

    /// @param files the new ones, as paths in the automation's folder
    /// @param notes what is still to be done
    public record Answer(String name, Path folder, List<String> files, List<String> notes) {
        public Answer {
            files = List.copyOf(files);
            notes = List.copyOf(notes);
        }
    }

    static List<RecipeView> recipes(Recipes recipes) throws IOException {
        return recipes.all().stream().map(RecipeView::of).toList();
    }

    /// @throws UserError where there is none of that name
    public static RecipeView recipe(String name) throws IOException {
        return RecipeView.of(Recipes.installed().named(name));
    }

    /// @throws UserError where it cannot be made as it was asked for; nothing is left behind then
    public Answer answer(Question question, Questions questions) throws IOException {
        NewFolder.refuse(home, question.name());
        var recipe =
                question.recipe().isPresent()
                        ? Optional.of(recipes.named(question.recipe().get()))
                        : Optional.<Recipe>empty();
        var wanted = recipe.map(Recipe::questions).orElseGet(Blank::prompts);
        var answers = answers(question, wanted, questions);
        var made =
                recipe.isPresent()
                        ? recipe.get().make(home, question.name(), answers)
                        : new Blank(home, home.settings().headings())
                                .make(question.name(), answers);

        var notes = new ArrayList<String>();
        var watched = watched(made);
        if (watched.isPresent()) {
            var silence = Silence.at(watched.get());
            if (silence.isPresent()) {
                notes.add(silence.get().words());
            } else if (!Files.isDirectory(watched.get())) {
                makeOrNote(watched.get(), questions, notes);
            }
        }
        index(notes);
        return new Answer(made.name().text(), made.folder(), files(made.folder()), notes);
    }

    private Map<String, String> answers(Question question, List<Prompt> wanted, Questions questions)
            throws IOException {
        var stated = stated(question.settings(), wanted, question.recipe());
        var answers = new LinkedHashMap<String, String>();
        var objections = new ArrayList<String>();
        for (var prompt : wanted) {
            var each = seen(prompt, answers);
            var answer = Optional.ofNullable(stated.get(each.key()));
            var settled =
                    each.settled(
                            answer.orElseGet(() -> asked(each, question.working(), questions)),
                            question.working(),
                            home.paths());
            answers.put(each.key(), settled);
            each.objection(settled)
                    .ifPresent(why ->
                            objections.add(each.key() + ": " + why + " (" + each.line() + ")"));
        }
        if (!objections.isEmpty()) {
            throw new UserError(String.join("\n", objections));
        }
        return answers;
    }

    /// With what can be seen by the answers so far.
    private Prompt seen(Prompt prompt, Map<String, String> answers) throws IOException {
        if (!(prompt.kind() instanceof Prompt.Kind.MountOf(var key, _))) {
            return prompt;
        }
        var mount = OwnMount.of(answers.getOrDefault(key, ""), home.paths());
        return prompt.unless(mount.map(Path::toString).orElse(""));
    }

    private String asked(Prompt prompt, Path working, Questions questions) {
        var otherwise = prompt.standard().orElse("");
        return prompt.asked()
                ? questions.ask(
                        prompt.shown(),
                        otherwise,
                        said -> prompt.objection(prompt.settled(said, working, home.paths())))
                : otherwise;
    }

    private static Map<String, String> stated(
            List<String> settings, List<Prompt> wanted, Optional<String> recipe) {
        var stated = new LinkedHashMap<String, String>();
        var known = wanted.stream().map(Prompt::key).toList();
        for (var setting : settings) {
            int equals = setting.indexOf('=');
            var key = equals < 0 ? setting : setting.substring(0, equals);
            if (equals < 0 && known.contains(key)) {
                throw new UserError(
                        "\"%s\" has no value; right would be %s=VALUE".formatted(key, key));
            }
            if (!known.contains(key)) {
                throw new UserError(unknown(key, wanted, known, recipe));
            }
            if (stated.put(key, setting.substring(equals + 1)) != null) {
                throw new UserError("\"%s\" is stated twice; keep one of them".formatted(key));
            }
        }
        return stated;
    }

    private static String unknown(
            String key, List<Prompt> wanted, List<String> known, Optional<String> recipe) {
        var near = Suggestion.near(key, known).map(k -> "; did you mean \"" + k + "\"?").orElse("");
        return "unknown key \"%s\"%s\n%s takes KEY=VALUE for\n%s"
                .formatted(
                        key,
                        near,
                        recipe.map(r -> "the recipe " + r).orElse("new"),
                        RecipeView.lines(wanted).stream()
                                .map(line -> "  " + line)
                                .collect(Collectors.joining("\n")));
    }

    private static Optional<Path> watched(Automation automation) {
        return automation.definition().watch().map(Watch::folder);
    }

    /// Asks first: a folder that is missing may be that of a disk that is not mounted.
    private static void makeOrNote(Path folder, Questions questions, List<String> notes) {
        var trouble = "";
        if (questions.agree("There is no folder %s yet. Make it?".formatted(folder))) {
            try {
                Files.createDirectories(folder);
                return;
            } catch (IOException e) {
                trouble = " (%s)".formatted(e.getMessage());
            }
        }
        notes.add(
                "the watched folder %s is not there yet%s; it is taken up once it is"
                        .formatted(folder, trouble));
    }

    /// The automation is made; an index that could not be written is worth a word and no failure.
    private void index(List<String> notes) {
        try {
            new HomeIndex(home)
                    .write()
                    .ifPresent(why -> notes.add("it is not in the index: " + why));
        } catch (IOException e) {
            notes.add("it is not in the index of the home's README: " + e.getMessage());
        }
    }

    private static List<String> files(Path folder) throws IOException {
        try (var tree = Files.walk(folder)) {
            return tree.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
