package dev.fettle.cli;

import dev.fettle.daemon.Tour;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "try",
        description = "The tour: photographs become checked web images, in a temporary folder.",
        footer = {
            "",
            "It makes its own photographs and touches nothing of yours. Ends with Ctrl-C, and leaves nothing behind."
        })
final class TryVerbCommand implements Callable<Integer> {
    /// The launcher has looked at it before this program began: what is missing is installed there.
    @Option(names = "--no-install", description = "Install nothing: only tell what is missing.")
    @SuppressWarnings("UnusedVariable") // the launcher has acted on it; here it stands for the help
    private boolean noInstall;

    private final Cli cli;

    TryVerbCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() throws Exception {
        var tour = Tour.start(cli.caller(), new Told(cli.terminal()));
        var ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> end(tour, ended)));
        tour.tell();
        cli.terminal().clearProgress();
        cli.terminal().say("\nHow things stand now:");
        for (var address : tour.addresses()) {
            cli.terminal()
                    .say("  http://%s:%d/".formatted(address.getHostString(), address.getPort()));
        }
        cli.terminal().say("  " + tour.command("status"));
        cli.terminal().say("\nDrop a photograph of your own into " + tour.inbox() + ".");
        cli.terminal()
                .say(
                        "Ctrl-C ends the tour and removes its folder. `fettle init` starts a home of your own.");
        ended.await();
        return Cli.DONE;
    }

    private void end(Tour tour, CountDownLatch ended) {
        try {
            tour.close();
        } catch (IOException e) {
            cli.terminal()
                    .remark("fettle: the tour's folder could not be removed: " + tour.folder());
        }
        ended.countDown();
    }

    private record Told(Terminal terminal) implements Tour.Narrator {
        @Override
        public void heading(String text) {
            terminal.clearProgress();
            terminal.say("\n" + text);
        }

        @Override
        public void line(String text) {
            terminal.clearProgress();
            terminal.say("  " + text);
        }

        @Override
        public void progress(String text) {
            terminal.progress("  " + text);
        }
    }
}
