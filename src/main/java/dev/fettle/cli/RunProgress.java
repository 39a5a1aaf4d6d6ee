package dev.fettle.cli;

import dev.fettle.daemon.DaemonClient;
import dev.fettle.notation.Wording;
import dev.fettle.verb.Caller;
import java.time.Duration;

/// Shows how far a run is, for whoever looks on and once it takes longer than a second.
final class RunProgress implements DaemonClient.Listener {
    private static final Duration SILENT_FOR = Duration.ofSeconds(1);
    private static final Duration TICK = Duration.ofMillis(500);

    private final Terminal terminal;
    private final Caller caller;
    private final long start;
    private volatile String words = "";
    private volatile boolean ended;

    RunProgress(Terminal terminal, Caller caller) {
        this.terminal = terminal;
        this.caller = caller;
        this.start = caller.nanos();
        if (terminal.isInteractive()) {
            Thread.ofVirtual().start(this::tick);
        }
    }

    @Override
    public void reached(String newWords, String run, String log) {
        words = newWords + (run.isEmpty() ? "" : " (run " + run + ")");
        if (newWords.startsWith("waiting") && !terminal.isInteractive()) {
            terminal.remark("fettle: " + words);
        }
    }

    synchronized void end() {
        ended = true;
        terminal.clearProgress();
    }

    private void tick() {
        try {
            caller.pause(SILENT_FOR);
            while (!ended) {
                show();
                caller.pause(TICK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void show() {
        if (!ended && !words.isEmpty()) {
            terminal.progress(
                    words + " … " + Wording.duration(Duration.ofNanos(caller.nanos() - start)));
        }
    }
}
