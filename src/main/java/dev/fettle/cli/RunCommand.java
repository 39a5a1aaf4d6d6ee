package dev.fettle.cli;

import dev.fettle.daemon.DaemonClient;
import dev.fettle.notation.Json;
import dev.fettle.platform.Hangup;
import dev.fettle.run.Cancellation;
import dev.fettle.verb.RunVerb;
import dev.fettle.verb.WaitVerb;
import dev.fettle.verb.Workshop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
            "",
            "Exit code: 0 succeeded, 1 it did not, 2 it could not be run."
        })
final class RunCommand implements Callable<Integer> {
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

    @Option(names = "--json", description = "Print the run as JSON.")
    private boolean json;

    private final Cli cli;
    private final Cancellation cancellation = new Cancellation();
    private final CountDownLatch done = new CountDownLatch(1);

    RunCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() throws Exception {
        var question =
                new RunVerb.Question(
                        name,
                        inputs.stream().map(p -> cli.working().resolve(p).normalize()).toList(),
                        all,
                        dry,
                        noWait);
        var progress = new RunProgress(cli.terminal(), cli.clock());
        try (var workshop = cli.workshop()) {
            var client = DaemonClient.connect(workshop.state());
            return client.isPresent()
                    ? byDaemon(client.get(), question, progress, workshop)
                    : here(question, progress, workshop);
        } finally {
            progress.end();
            done.countDown();
        }
    }

    private int here(RunVerb.Question question, RunProgress progress, Workshop workshop)
            throws IOException, InterruptedException {
        onInterrupt(cancellation::cancel);
        try {
            var answer =
                    new RunVerb(workshop)
                            .answer(question, DaemonClient.telling(progress), cancellation);
            progress.end();
            var text = RunText.of(answer);
            cli.terminal()
                    .print(
                            json
                                    ? Json.text(
                                            answer.many()
                                                    ? answer.runs()
                                                    : answer.runs().getFirst())
                                    : text);
            return RunText.allSucceeded(answer) ? Cli.DONE : Cli.BAD;
        } catch (RunVerb.Busy e) {
            cli.terminal().remark("fettle: " + e.getMessage());
            return Cli.BAD;
        }
    }

    private int byDaemon(
            DaemonClient daemon, RunVerb.Question question, RunProgress progress, Workshop workshop)
            throws IOException, InterruptedException {
        try (daemon) {
            onInterrupt(() -> cancelThere(daemon));
            return switch (daemon.run(question, progress)) {
                case DaemonClient.Answer.Got(var answer) -> {
                    progress.end();
                    cli.terminal()
                            .print(json ? Json.text(RunText.json(answer)) : RunText.of(answer));
                    yield RunText.allSucceeded(answer) ? Cli.DONE : Cli.BAD;
                }
                case DaemonClient.Answer.Busy(var why) -> {
                    cli.terminal().remark("fettle: " + why);
                    yield Cli.BAD;
                }
                case DaemonClient.Answer.DaemonGone(var run) ->
                        adopted(run, question, progress, workshop);
            };
        }
    }

    /// The daemon died while this waited for it: what it was doing is taken up here.
    private int adopted(
            Optional<String> run,
            RunVerb.Question question,
            RunProgress progress,
            Workshop workshop)
            throws IOException, InterruptedException {
        if (run.isEmpty()) {
            return here(question, progress, workshop);
        }
        cli.terminal().remark("fettle: the daemon is gone; waiting for run " + run.get() + " here");
        var recorded = new WaitVerb(workshop).answer(run.get(), cancellation);
        progress.end();
        cli.terminal().print(json ? Json.text(recorded) : RunText.of(recorded));
        return recorded.succeeded() ? Cli.DONE : Cli.BAD;
    }

    private void cancelThere(DaemonClient daemon) {
        cancellation.cancel();
        try {
            daemon.cancel();
        } catch (IOException e) {
            cli.terminal()
                    .remark("fettle: the daemon cannot be reached to cancel: " + e.getMessage());
        }
    }

    /// Ctrl-C cancels, and this process ends once the run is recorded. A lost terminal is another
    /// matter: it ends this process at once and leaves the run to be adopted.
    private void onInterrupt(Runnable cancel) throws IOException {
        Hangup.endsThisProcess();
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .unstarted(() -> {
                                    if (done.getCount() > 0) {
                                        cancel.run();
                                        awaitDone();
                                    }
                                }));
    }

    private void awaitDone() {
        try {
            if (!done.await(20, TimeUnit.SECONDS)) {
                cli.terminal().remark("fettle: the run does not end; it is left to be adopted");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
