package dev.fettle.automation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// An automation from nothing: a README whose questions are answered or stand there as hints, and
/// the beginning of a script. It works as soon as the script does something.
public final class Blank {
    private static final Prompt.Kind TEXT = new Prompt.Kind.Text("");
    private static final Prompt.Kind FOLDER = new Prompt.Kind.Folder("");

    private static final List<Prompt> PROMPTS =
            List.of(
                    asked("does", "What does it do, in a sentence?", TEXT),
                    asked(
                            "watch",
                            "Which folder does it watch? (Enter: none, it is started by hand)",
                            FOLDER),
                    stated(
                            "pattern",
                            "Which names are its inputs, as in *.{jpg,png}; default: all",
                            TEXT),
                    asked("output", "Which folder do its results go to? (Enter: none)", FOLDER),
                    stated(
                            "run",
                            "The program, with {input} and {output}; default: a new script ./NAME.sh",
                            TEXT),
                    stated("timeout", "How long one attempt may take, as in 10m", TEXT),
                    asked("depends", "What does it depend on?", TEXT),
                    asked("breaks", "What breaks it?", TEXT),
                    asked("mend", "What is to be done when it breaks?", TEXT));

    /// A program in the automation's own folder, the first word of `run`.
    private static final Pattern OWN_SCRIPT =
            Pattern.compile("^\\./([A-Za-z0-9][A-Za-z0-9._-]*)(\\s.*)?$");

    private final Home home;
    private final Settings.Headings headings;

    public Blank(Home home, Settings.Headings headings) {
        this.home = home;
        this.headings = headings;
    }

    public static List<Prompt> prompts() {
        return PROMPTS;
    }

    private static Prompt asked(String key, String text, Prompt.Kind kind) {
        return new Prompt(key, text, kind, Optional.of(""), true);
    }

    private static Prompt stated(String key, String text, Prompt.Kind kind) {
        return new Prompt(key, text, kind, Optional.of(""), false);
    }

    /// Makes it, wholly or not at all.
    ///
    /// @param answers to [#prompts]; settled and without objection, empty where there is none
    /// @throws dev.fettle.notation.UserError where the name is no good one or taken, or the
    ///   definition would have errors
    public Automation make(String name, Map<String, String> answers) throws IOException {
        try (var made = NewFolder.in(home, name)) {
            var plan = new Plan(name, answers);
            made.write(Readme.FILE, readme(plan));
            var script = plan.script();
            if (script.isPresent()) {
                made.write(script.get(), script(plan, script.get()));
                NewFolder.makeExecutable(made.path().resolve(script.get()));
            }
            return made.settle();
        }
    }

    private record Plan(String name, Map<String, String> answers) {
        Plan {
            answers = Map.copyOf(answers);
        }

        Optional<String> answer(String key) {
            return Optional.ofNullable(answers.get(key)).filter(a -> !a.isEmpty());
        }

        String run() {
            return answer("run")
                    .orElseGet(() ->
                            "./"
                                    + name
                                    + ".sh"
                                    + (answer("watch").isPresent() ? " {input}" : "")
                                    + (answer("output").isPresent() ? " {output}" : ""));
        }

        Optional<String> script() {
            var own = OWN_SCRIPT.matcher(run());
            return own.matches() ? Optional.of(own.group(1)) : Optional.empty();
        }

        /// How a person types what `run` says.
        String byHand() {
            return run().replace("{input}", "FILE").replace("{output}", "FOLDER");
        }
    }

    private String readme(Plan plan) {
        var front = new ArrayList<String>();
        for (var key : List.of("watch", "pattern", "run", "output", "timeout")) {
            var value = key.equals("run") ? Optional.of(plan.run()) : plan.answer(key);
            value.ifPresent(text -> front.add(key + ": " + YamlText.of(text)));
        }
        var introduction =
                plan.answer("does")
                        .map(does -> sentence(does) + "\n\nBy hand: `" + plan.byHand() + "`.")
                        .orElse(
                                "<!-- What it does, in a sentence, and how to run it by hand: `"
                                        + plan.byHand()
                                        + "`. -->");
        return """
        ---
        %s
        ---
        # %s
        %s

        ## %s
        %s

        ## %s
        %s

        ## %s
        %s
        """
                .formatted(
                        String.join("\n", front),
                        title(plan.name()),
                        introduction,
                        headings.depends(),
                        answer(
                                plan,
                                "depends",
                                "Programs, accounts, disks, files, other automations."),
                        headings.breaks(),
                        answer(plan, "breaks", "What has broken it, and what could."),
                        headings.mend(),
                        answer(
                                plan,
                                "mend",
                                "Where to look first, what usually helps, whom to ask."));
    }

    private static String answer(Plan plan, String key, String hint) {
        return plan.answer(key).orElse("<!-- " + hint + " -->");
    }

    private static String sentence(String text) {
        return text.matches(".*[.!?]") ? text : text + ".";
    }

    private static String title(String name) {
        var words = name.replaceAll("[._-]+", " ").strip();
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String script(Plan plan, String file) {
        var names = new ArrayList<String>();
        if (plan.answer("run").isEmpty()) {
            plan.answer("watch").ifPresent(_ -> names.add("input=$" + (names.size() + 1) + "\n"));
            plan.answer("output").ifPresent(_ -> names.add("output=$" + (names.size() + 1) + "\n"));
        }
        return """
        #!/bin/sh
        # %s
        set -eu

        %secho '%s does nothing yet' >&2
        exit 1
        """
                .formatted(
                        plan.byHand(), names.isEmpty() ? "" : String.join("", names) + "\n", file);
    }
}
