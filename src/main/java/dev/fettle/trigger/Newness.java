package dev.fettle.trigger;

import dev.fettle.automation.Watch;
import dev.fettle.history.InputState;
import dev.fettle.history.Ledger;
import dev.fettle.history.LedgerEntry;
import dev.fettle.platform.Clock;
import dev.fettle.platform.FileId;
import dev.fettle.platform.Mounts;
import dev.fettle.publish.OwnOutputTable;
import dev.fettle.run.InputBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Decides whether a file is an input that is still to be handled: its content against the ledger.
/// Size, times and inode decide only whether it has to be read; changed means changed bytes.
final class Newness {
    private final String automation;
    private final Ledger ledger;
    private final OwnOutputTable ownOutput;
    private final Clock clock;
    private final Watch watch;
    private final Inbox inbox;

    Newness(String automation, Watch watch, Ledger ledger, OwnOutputTable ownOutput, Clock clock) {
        this.automation = automation;
        this.ledger = ledger;
        this.ownOutput = ownOutput;
        this.clock = clock;
        this.watch = watch;
        this.inbox = new Inbox(watch);
    }

    /// Which of the states in the ledger count as still to be handled.
    enum Wanted {
        /// New, or lost with the machine.
        NEW(Set.of(InputState.LOST)),
        NEW_AND_SET_ASIDE(Set.of(InputState.LOST, InputState.SET_ASIDE)),
        ALL(Set.of(InputState.LOST, InputState.SET_ASIDE, InputState.WAITING));

        private final Set<InputState> states;

        Wanted(Set<InputState> states) {
            this.states = states;
        }
    }

    /// Whether a look at the file, without its bytes, tells that nothing is to be done.
    boolean isKnown(Path file, Wanted wanted) throws IOException {
        var lying = inbox.input(file);
        if (lying.isEmpty()) {
            return true;
        }
        var known = ledger.find(automation, file);
        return known.isPresent() && isDone(known.get(), lying.get().id(), wanted);
    }

    /// The input's bytes where it is to be handled.
    Optional<InputBytes> of(Path file, Wanted wanted) throws IOException {
        var lying = inbox.input(file); // it may have been exchanged while it waited
        if (lying.isEmpty()) {
            return Optional.empty();
        }
        var known = ledger.find(automation, file);
        if (known.isPresent() && isDone(known.get(), lying.get().id(), wanted)) {
            return Optional.empty();
        }
        var bytes = InputBytes.read(file, clock);
        if (bytes.isEmpty() || bytes.get().throughLink() && !watch.followLinks()) {
            return Optional.empty();
        }
        if (known.isPresent() && known.get().sha256().equals(bytes.get().input().sha256())) {
            if (wanted.states.contains(known.get().state())) {
                return bytes;
            }
            note(bytes.get(), known.get().state(), known.get().reason(), known.get().run());
            return Optional.empty();
        }
        if (ownOutput.holds(automation, file, bytes.get().input().sha256())) {
            note(bytes.get(), InputState.HANDLED, Optional.empty(), Optional.empty());
            return Optional.empty();
        }
        return bytes;
    }

    private boolean isDone(LedgerEntry known, FileId now, Wanted wanted) throws IOException {
        if (wanted.states.contains(known.state())) {
            return false;
        }
        // What waits to be asked for was never read: only its looks are known.
        return known.state() == InputState.WAITING
                ? known.sha256().isEmpty() && known.looksLike(now)
                : known.certainlyUnchanged(now, hasCoarseTimes());
    }

    private boolean hasCoarseTimes() throws IOException {
        return Mounts.hasCoarseTimes(Mounts.of(watch.folder()));
    }

    private void note(
            InputBytes bytes, InputState state, Optional<String> reason, Optional<String> run)
            throws IOException {
        ledger.put(
                automation,
                List.of(
                        LedgerEntry.of(
                                bytes.path(),
                                bytes.id(),
                                bytes.hashedAt(),
                                bytes.input().sha256(),
                                state,
                                reason,
                                run)));
    }
}
