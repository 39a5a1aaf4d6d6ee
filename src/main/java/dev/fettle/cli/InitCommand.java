package dev.fettle.cli;

import dev.fettle.verb.ChannelVerb;
import dev.fettle.verb.FirstChannel;
import dev.fettle.verb.InitVerb;
import dev.fettle.verb.SecretVerb;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "init",
        description = "Start a home: a folder of automations, in git.",
        footer = {
            "",
            "  fettle init                 ~/automations, or this folder where it is empty",
            "  fettle init ~/scripts/home  there"
        })
final class InitCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "The folder; made where there is none.")
    private @Nullable Path folder;

    private final Cli cli;

    InitCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() throws Exception {
        var caller = cli.caller();
        var made =
                InitVerb.answer(
                        new InitVerb.Question(
                                Optional.ofNullable(folder),
                                caller.stated(),
                                caller.environment(),
                                caller.working()));
        cli.terminal()
                .say(made.home() + (made.already() ? " is a home already" : " is a home now"));
        made.made().forEach(file -> cli.terminal().say("  made " + file));
        made.notes().forEach(note -> cli.terminal().remark("fettle: " + note));
        askForAChannel(made.home());
        InitVerb.heartbeat(cli.caller(made.home()).home())
                .ifPresent(words -> cli.terminal().remark("fettle: " + words));
        if (!made.already()) {
            cli.terminal()
                    .say(
                            "\nNext: `fettle new NAME`, or `fettle new web-images --recipe web-images`; then `fettle up`.");
        }
        return Cli.DONE;
    }

    /// The home is one, whatever comes of this.
    private void askForAChannel(Path root) throws Exception {
        var terminal = cli.terminal();
        if (!terminal.canAsk()) {
            return;
        }
        var caller = cli.caller(root);
        var first =
                new FirstChannel(
                        TerminalQuestions.at(terminal),
                        question -> terminal.hidden(question, SecretVerb.MOST_BYTES),
                        caller.environment());
        var added = first.ask(caller.home(), caller.clock());
        if (added.isEmpty()) {
            return;
        }
        terminal.say("\nfettle.yaml says now:\n" + added.get());
        try (var workshop = caller.workshop()) {
            for (var tested : ChannelVerb.test(workshop, Optional.empty())) {
                terminal.say("  " + tested.words());
            }
        }
    }
}
