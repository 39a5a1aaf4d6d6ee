package dev.fettle.cli;

import dev.fettle.daemon.Daemon;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

@Command(
        name = "up",
        description = "Watch, run and serve the page until ended.",
        footer = {
            "",
            "Ends with Ctrl-C or SIGTERM; programs that work then go on, and the next `fettle up` takes them up again.",
            "",
            "  fettle up                 in the foreground",
            "  fettle --home DIR up      another home"
        })
final class UpCommand implements Callable<Integer> {
    /// A running daemon is ended within 5 s whatever hangs.
    private static final long LONGEST_END_SECONDS = 4;

    private final Cli cli;

    UpCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() throws Exception {
        var ended = new CountDownLatch(1);
        var daemon = Daemon.start(cli.caller());
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().unstarted(() -> end(daemon, ended)));
        cli.terminal().remark("fettle is up for " + daemon.home());
        for (var address : daemon.addresses()) {
            cli.terminal()
                    .remark(
                            "  page: http://%s:%d/"
                                    .formatted(address.getHostString(), address.getPort()));
        }
        if (!daemon.hasChannels()) {
            cli.terminal().remark("  " + StatusText.NOBODY);
        }
        if (cli.terminal().isInteractive()) {
            cli.terminal()
                    .remark("  it ends with this terminal; `fettle service install` keeps it up");
        }
        ended.await();
        return Cli.DONE;
    }

    /// Everything is safe at every instruction, so ending is letting go; what does not let go in
    /// time (a dead mount) is left.
    private static void end(Daemon daemon, CountDownLatch ended) {
        var closing = Thread.ofPlatform().daemon().start(daemon::close);
        try {
            closing.join(TimeUnit.SECONDS.toMillis(LONGEST_END_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ended.countDown();
        Runtime.getRuntime().halt(0);
    }
}
