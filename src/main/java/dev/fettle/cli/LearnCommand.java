package dev.fettle.cli;

import dev.fettle.notation.Json;
import dev.fettle.notation.UserError;
import dev.fettle.notation.Wording;
import dev.fettle.verb.LearnVerb;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "learn",
        description = "Derive checks from an automation's good results.",
        footer = {
            "",
            "  fettle learn web-images --checks           shows them",
            "  fettle learn web-images --checks --write   puts them under check: in its README",
            "",
            "What all good results have in common, from half the smallest to twice the largest; eight",
            "results are needed for more than what decodes. What `fettle bad` named is no good result.",
            "Checks of other kinds in the README stay, and so does everything else in it."
        })
final class LearnCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "The automation.")
    private String name = "";

    @Option(names = "--checks", description = "Derive checks.")
    private boolean checks;

    @Option(names = "--write", description = "Write them into the automation's README.")
    private boolean write;

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    private final Cli cli;

    LearnCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() throws Exception {
        if (!checks) {
            throw new UserError("learn needs --checks: what it should learn");
        }
        var caller = cli.caller();
        try (var workshop = caller.workshop()) {
            var answer = new LearnVerb(workshop, caller.environment()).answer(name, write);
            if (json) {
                cli.terminal().print(Json.text(answer));
            } else {
                tell(answer);
            }
            return Cli.DONE;
        }
    }

    private void tell(LearnVerb.Answer answer) {
        cli.terminal().say("check:   # " + LearnVerb.rule(answer));
        for (var check : answer.checks()) {
            check.lines().forEach(line -> cli.terminal().say(Wording.visible(line)));
        }
        answer.remarks().forEach(r -> cli.terminal().remark("fettle: " + Wording.visible(r)));
        answer.written().ifPresent(file -> told(answer, file));
    }

    private void told(LearnVerb.Answer answer, String file) {
        cli.terminal().remark("written to " + Wording.visible(file));
        if (answer.replaced()) {
            cli.terminal()
                    .remark(
                            "they take the place of the check: that stood there"
                                    + (answer.kept().isEmpty()
                                            ? ""
                                            : ", of which stay: "
                                                    + String.join(", ", answer.kept())));
        }
    }
}
