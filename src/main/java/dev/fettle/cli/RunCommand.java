package dev.fettle.cli;

import dev.fettle.daemon.RunCall;
import dev.fettle.notation.Json;
import dev.fettle.verb.RunVerb;
import dev.fettle.verb.Unsent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        description = "Run an automation now.",
        footer = {
            "",
            "Of a watched folder, without INPUT, it handles what is new and what was set aside.",
            "Ctrl-C cancels the run; where the terminal is lost it goes on.",
            "",
            "  fettle run web-images                       what lies in its folder",
            "  fettle run web-images ~/Desktop/harbour.jpg this file",
            "  fettle run report --dry-run                 run and check, publish nothing",
            "  fettle run backup --due \"2026-11-28 02:30\"  what `fettle next backup` says was skipped",
            "",
            "Exit code: 0 succeeded, 1 it did not, 2 it could not be run."
        })
final class RunCommand implements Callable<Integer> {
    /// The grace that a program gets, and time to write its end down.
    private static final long LONGEST_END_SECONDS = 20;

    @Parameters(index = "0", paramLabel = "NAME", description = "The automation.")
    private String name = "";

    @Parameters(index = "1..*", paramLabel = "INPUT", description = "Files to give to it.")
    private List<Path> inputs = List.of();

    @Option(
            names = "--all",
            description = "Also what lay in the watched folder before the first start.")
    private boolean all;

    @Option(names = "--dry-run", description = "Run and check, publish nothing.")
    private boolean dry;

    @Option(names = "--no-wait", description = "Do not wait where it works already: exit 1.")
    private boolean noWait;

    @Option(
            names = "--due",
            paramLabel = "T",
            description = "Make up for the slot of that time, which was skipped or missed.")
    private @Nullable String due;

    @Option(names = "--json", description = "Print the run as JSON.")
    private boolean json;

    private final Cli cli;
    private final CountDownLatch done = new CountDownLatch(1);

    RunCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() throws Exception {
        var caller = cli.caller();
        var paths = inputs.stream().map(p -> caller.working().resolve(p).normalize()).toList();
        var question =
                new RunVerb.Question(name, paths, all, dry, noWait, Optional.ofNullable(due));
        var progress = new RunProgress(cli.terminal(), caller);
        try (var workshop = caller.workshop()) {
            var call = new RunCall(workshop, question, progress);
            cancelAtInterrupt(call);
            var answer = call.answer();
            progress.end();
            cli.terminal().print(json ? Json.text(RunText.json(answer)) : RunText.of(answer));
            Unsent.words(workshop).ifPresent(words -> cli.terminal().remark("fettle: " + words));
            return RunText.allSucceeded(answer) ? Cli.DONE : Cli.BAD;
        } catch (RunVerb.Busy e) {
            cli.terminal().remark("fettle: " + e.getMessage());
            return Cli.BAD;
        } finally {
            progress.end();
            done.countDown();
        }
    }

    /// Ctrl-C cancels, and this process ends once the run is recorded.
    private void cancelAtInterrupt(RunCall call) {
        var hook =
                Thread.ofPlatform()
                        .unstarted(() -> {
                            if (done.getCount() > 0) {
                                cancel(call);
                            }
                        });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void cancel(RunCall call) {
        try {
            call.cancel();
            if (!done.await(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
                cli.terminal().remark("fettle: the run does not end; it is left to be adopted");
            }
        } catch (IOException e) {
            cli.terminal().remark("fettle: it cannot be cancelled: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
