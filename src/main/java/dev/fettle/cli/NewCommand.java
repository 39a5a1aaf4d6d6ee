package dev.fettle.cli;

import dev.fettle.notation.Json;
import dev.fettle.verb.NewVerb;
import dev.fettle.verb.RecipeView;
import java.io.IOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "new",
        description = "Make an automation, from nothing or from a recipe.",
        footer = {
            "",
            "On a terminal it asks; off one it takes KEY=VALUE and the defaults.",
            "",
            "  fettle new tidy-downloads",
            "  fettle new --recipe                     lists the recipes",
            "  fettle new --recipe web-images          lists the keys of one",
            "  fettle new web-images --recipe web-images inbox=~/Pictures/inbox output=~/Sites/blog/images"
        })
final class NewCommand implements Callable<Integer> {
    @Option(
            names = "--recipe",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "R",
            completionCandidates = RecipeNames.class,
            description = "The recipe; without a name: list them.")
    private @Nullable String recipe;

    @Option(names = "--json", description = "List the recipes as JSON.")
    private boolean json;

    @Parameters(
            paramLabel = "NAME [KEY=VALUE…]",
            description = "The name, which becomes its folder's, and settings.")
    private List<String> words = List.of();

    @Spec private CommandSpec spec = CommandSpec.create();

    private final Cli cli;

    NewCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() throws Exception {
        if (recipe != null && (recipe.isEmpty() || words.isEmpty())) {
            return list(recipe);
        }
        if (json) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--json lists recipes: new --recipe --json");
        }
        if (words.isEmpty() || words.getFirst().contains("=")) {
            throw new CommandLine.ParameterException(spec.commandLine(), "a NAME is missing");
        }
        var caller = cli.caller();
        var question =
                new NewVerb.Question(
                        words.getFirst(),
                        Optional.ofNullable(recipe),
                        words.subList(1, words.size()),
                        caller.working());
        var made = NewVerb.of(caller).answer(question, TerminalQuestions.at(cli.terminal()));
        cli.terminal().say("made " + made.folder());
        made.files().forEach(file -> cli.terminal().say("  " + file));
        made.notes().forEach(cli.terminal()::say);
        return Cli.DONE;
    }

    private int list(String name) throws Exception {
        var all = name.isEmpty() ? NewVerb.recipes() : List.of(NewVerb.recipe(name));
        if (json) {
            cli.terminal().print(Json.text(all));
            return Cli.DONE;
        }
        int widest = all.stream().mapToInt(each -> each.name().length()).max().orElse(0);
        for (var each : all) {
            cli.terminal()
                    .say(
                            each.name()
                                    + " ".repeat(widest - each.name().length())
                                    + "  "
                                    + each.summary());
            if (!name.isEmpty()) {
                each.lines().forEach(line -> cli.terminal().say("  " + line));
            }
        }
        return Cli.DONE;
    }

    /// For completion scripts: read when one is made, and never else.
    static final class RecipeNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            try {
                return NewVerb.recipes().stream().map(RecipeView::name).iterator();
            } catch (IOException e) {
                return Collections.emptyIterator();
            }
        }
    }
}
