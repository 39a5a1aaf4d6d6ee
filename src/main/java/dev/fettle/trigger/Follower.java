package dev.fettle.trigger;

import dev.fettle.automation.Automation;
import dev.fettle.automation.RunCommand;
import dev.fettle.history.Chains;
import dev.fettle.history.Lacks;
import dev.fettle.history.Pauses;
import dev.fettle.history.Run;
import dev.fettle.history.Runs;
import dev.fettle.history.Trigger;
import dev.fettle.platform.Apart;
import dev.fettle.platform.Bell;
import dev.fettle.platform.Clock;
import dev.fettle.platform.Rounds;
import dev.fettle.publish.PublishedFile;
import dev.fettle.publish.Publisher;
import dev.fettle.run.Cancellation;
import dev.fettle.run.InputBytes;
import dev.fettle.run.Progress;
import dev.fettle.run.RunDesk;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// Starts one automation when another has succeeded, with what that published as its inputs.
///
/// What is to be followed is durable before and after: a success is a row of the history, and the
/// run that follows it is asked for in the transaction that says so.
final class Follower implements AutoCloseable {
    private static final int LARGEST_BATCH = 500;

    /// For what other processes recorded, and for the end of a pause.
    private static final Duration LOOK_ANYWAY = Duration.ofMinutes(1);

    private static final Duration WHILE_AWAY = Duration.ofSeconds(3);

    private final Automation automation;
    private final String name;
    private final RunDesk desk;
    private final Chains chains;
    private final Runs runs;
    private final Lacks lacks;
    private final Pauses pauses;
    private final Publisher publisher;
    private final NeedWatch needs;
    private final Clock clock;
    private final Bell wanted = new Bell();
    private final AtomicBoolean inHand = new AtomicBoolean();

    /// Whether what the last run lacked is not back, or the next one would lack.
    private volatile boolean away;

    private final Consumer<Throwable> trouble;
    private final Rounds rounds;

    Follower(
            Automation automation,
            RunDesk desk,
            Chains chains,
            Runs runs,
            Lacks lacks,
            Pauses pauses,
            Publisher publisher,
            NeedWatch needs,
            Clock clock,
            Consumer<Throwable> trouble) {
        this.automation = automation;
        this.name = automation.name().text();
        this.desk = desk;
        this.chains = chains;
        this.runs = runs;
        this.lacks = lacks;
        this.pauses = pauses;
        this.publisher = publisher;
        this.needs = needs;
        this.clock = clock;
        this.trouble = trouble;
        this.rounds =
                new Rounds(Thread.ofVirtual().name("after-" + name), clock, trouble, this::round);
    }

    Automation automation() {
        return automation;
    }

    void start() {
        wake();
        rounds.start();
    }

    void wake() {
        wanted.ring();
    }

    @Override
    public void close() {
        rounds.close();
    }

    private void round() throws IOException, InterruptedException {
        var wait = away ? WHILE_AWAY : LOOK_ANYWAY;
        var _ = wanted.rest(wait);
        away = false;
        if (pauses.current(name, clock.now()).isEmpty()) {
            Apart.make(automation.definition().places(), this::followAll);
        }
    }

    /// One after the other: the next waits until the one before is over, and is started by the
    /// wake-up that follows.
    private void followAll() throws IOException {
        var due = chains.due(name);
        long behind = due.horizon();
        for (var success : due.successes()) {
            if (!isFollowed(success)) {
                behind = Math.min(behind, success.seq() - 1);
                break;
            }
        }
        chains.advance(name, behind);
    }

    private boolean isFollowed(Run success) throws IOException {
        int part = 0;
        for (var files : parts(success)) {
            if (!isFollowed(new Chains.Link(name, success.seq(), part++), files)) {
                return false;
            }
        }
        return true;
    }

    /// Whether that is over; where it has not begun it begins here.
    private boolean isFollowed(Chains.Link link, List<PublishedFile> files) throws IOException {
        if (inHand.get()) {
            return false;
        }
        var before = chains.followed(link);
        if (before.isPresent() && !isToComeAgain(before.get())) {
            return before.get().run().isEmpty()
                    || runs.get(before.get().run().getAsLong())
                            .map(Run::isFinished)
                            .orElse(true); // where it works, whoever holds it carries it through
        }
        if (before.isPresent()
                ? desk.needs().away(automation).isPresent()
                : needs.makesWait(automation)) {
            away = true;
            return false;
        }
        var inputs = stillThere(files);
        if (inputs.isEmpty() && wantsInput()) {
            chains.nothingToStart(link);
            return true;
        }
        start(link, inputs);
        return false;
    }

    /// What was lost, once only: what is lost twice in a row may be what kills the machine. What a
    /// mount or a host kept from running, when that is back.
    private boolean isToComeAgain(Chains.Followed before) throws IOException {
        var run =
                before.run().isPresent()
                        ? runs.get(before.run().getAsLong()).filter(Run::isFinished)
                        : Optional.<Run>empty();
        return run.isPresent()
                && (before.times() == 1 && run.get().isLostWithTheMachine()
                        || lacks.mayComeAgain(run.get(), before.times()));
    }

    /// In a thread of its own: an exchanged definition ends this follower and not its run.
    private void start(Chains.Link link, List<InputBytes> inputs) {
        var asked = new RunDesk.Asked(automation, Trigger.AFTER, inputs, false);
        inHand.set(true);
        Rounds.Round run =
                () -> {
                    if (desk.run(asked, link, Progress.SILENT, new Cancellation()).isEmpty()) {
                        clock.sleep(WHILE_AWAY); // until somebody follows under the new name
                    }
                };
        Thread.ofVirtual()
                .name("after-" + name)
                .start(() -> {
                    try {
                        Apart.make(automation.definition().places(), run);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (IOException | RuntimeException | LinkageError | InternalError e) {
                        trouble.accept(e);
                    } finally {
                        inHand.set(false);
                        wake();
                    }
                });
    }

    /// What a run published, in batches; one that published nothing makes one empty part.
    private List<List<PublishedFile>> parts(Run success) throws IOException {
        var files = publisher.of(success.seq());
        var parts = new ArrayList<List<PublishedFile>>();
        int from = 0;
        do {
            int to = Math.min(files.size(), from + LARGEST_BATCH);
            parts.add(files.subList(from, to));
            from = to;
        } while (from < files.size());
        return parts;
    }

    /// What was taken back or replaced meanwhile is no input any more: what replaced it will be.
    private List<InputBytes> stillThere(List<PublishedFile> files) throws IOException {
        var inputs = new ArrayList<InputBytes>();
        for (var file : files) {
            InputBytes.read(file.path(), clock)
                    .filter(input -> input.input().sha256().equals(file.sha256()))
                    .ifPresent(inputs::add);
        }
        return wantsInput() ? inputs : List.of();
    }

    private boolean wantsInput() {
        return automation.definition().run().map(RunCommand::wantsInput).orElse(false);
    }
}
