package dev.fettle.trigger;

import dev.fettle.automation.Automation;
import dev.fettle.history.Lack;
import dev.fettle.history.Ledger;
import dev.fettle.history.Run;
import dev.fettle.platform.Clock;
import dev.fettle.platform.Silence;
import dev.fettle.publish.OwnOutputTable;
import dev.fettle.run.Cancellation;
import dev.fettle.run.InputBytes;
import dev.fettle.run.Progress;
import dev.fettle.run.RunDesk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Runs an automation on files of its watched folder that are due, where they really are new. Used
/// by the watch and by `fettle run`; claims keep the two apart.
public final class InputRunner {
    private static final Duration AFTER_ANOTHER = Duration.ofSeconds(1);

    private final RunDesk desk;
    private final Ledger ledger;
    private final OwnOutputTable ownOutput;
    private final Clock clock;
    private final Claims claims = new Claims();

    public InputRunner(RunDesk desk, Ledger ledger, OwnOutputTable ownOutput, Clock clock) {
        this.desk = desk;
        this.ledger = ledger;
        this.ownOutput = ownOutput;
        this.clock = clock;
    }

    /// What came of a file, or of a batch, that was due.
    public sealed interface Came {
        /// @param again whether it is to be handled still: what it lacked may come back
        record Ran(Run run, boolean again) implements Came {}

        /// It was handled before, or is gone.
        record Nothing() implements Came {}

        /// Nothing can be said yet: somebody else is at it.
        record Later(Duration lookAgainAfter) implements Came {}
    }

    /// What an automation lacks now.
    Optional<Lack> away(Automation automation) throws IOException {
        return desk.needs().away(automation);
    }

    Came run(
            Automation automation,
            List<Path> files,
            Newness.Wanted wanted,
            boolean dry,
            Progress progress,
            Cancellation cancellation)
            throws IOException, InterruptedException {
        var name = automation.name().text();
        var mine = files.stream().filter(file -> claims.take(name, file)).toList();
        try {
            if (mine.isEmpty() && files.isEmpty()) {
                return new Came.Nothing();
            }
            // A watch waits for whoever is at one of them: it would not look at that one again.
            if (mine.isEmpty() || wanted == Newness.Wanted.NEW && mine.size() < files.size()) {
                return new Came.Later(AFTER_ANOTHER);
            }
            var watch = automation.definition().watch().orElseThrow();
            if (wanted == Newness.Wanted.NEW
                    && Silence.within(watch.folder(), watch.depth()).isPresent()) {
                return new Came.Later(AFTER_ANOTHER); // whoever watches the folder has told it
            }
            var newness = new Newness(name, watch, ledger, ownOutput, clock);
            if (mine.size() == 1 && newness.isKnown(mine.getFirst(), wanted)) {
                return new Came.Nothing(); // by its looks alone: no need to wait for a place
            }
            var run =
                    desk.runArrived(
                            automation,
                            () -> stillNew(newness, mine, wanted),
                            dry,
                            progress,
                            cancellation);
            if (run.isPresent()) {
                return new Came.Ran(
                        run.get(), comesAgain(run.get(), newness, mine.getFirst(), wanted));
            }
            // A run that was adopted is at it, or was until a moment ago: what came of it decides.
            return mine.stream().anyMatch(file -> desk.isWorkingOn(name, file))
                            || !stillNew(newness, mine, wanted).isEmpty()
                    ? new Came.Later(AFTER_ANOTHER)
                    : new Came.Nothing();
        } finally {
            mine.forEach(file -> claims.give(name, file));
        }
    }

    private static boolean comesAgain(Run run, Newness newness, Path first, Newness.Wanted wanted)
            throws IOException {
        return switch (run.outcome().orElse("")) {
            case "blocked" -> true;
            case "failed", "timed-out" -> !newness.isKnown(first, wanted);
            default -> false;
        };
    }

    private static List<InputBytes> stillNew(
            Newness newness, List<Path> files, Newness.Wanted wanted) throws IOException {
        var inputs = new ArrayList<InputBytes>();
        for (var file : files) {
            newness.of(file, wanted).ifPresent(inputs::add);
        }
        return inputs;
    }
}
