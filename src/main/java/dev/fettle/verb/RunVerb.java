package dev.fettle.verb;

import dev.fettle.automation.Automation;
import dev.fettle.automation.RunCommand;
import dev.fettle.history.Run;
import dev.fettle.history.Trigger;
import dev.fettle.notation.UserError;
import dev.fettle.platform.PathBytes;
import dev.fettle.platform.Silence;
import dev.fettle.run.Cancellation;
import dev.fettle.run.InputBytes;
import dev.fettle.run.Progress;
import dev.fettle.run.RunDesk;
import dev.fettle.trigger.ArrivedInputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `fettle run NAME [INPUT…]`: run now.
public final class RunVerb {
    private static final int MOST_TRIES = 5;

    private final Workshop workshop;

    public RunVerb(Workshop workshop) {
        this.workshop = workshop;
    }

    /// @param inputs absolute paths
    /// @param all what waits since the first start too
    /// @param dry stage and check, publish nothing
    /// @param noWait do not wait for a run that works
    /// @param due the slot that is to be made up for, as somebody says it
    public record Question(
            String automation,
            List<Path> inputs,
            boolean all,
            boolean dry,
            boolean noWait,
            Optional<String> due) {
        public Question {
            inputs = List.copyOf(inputs);
        }
    }

    /// @param many whether several runs were asked for: the JSON is then a list
    public record Answer(List<RunView> runs, boolean many) {
        public Answer {
            runs = List.copyOf(runs);
        }
    }

    /// @throws UserError where the question cannot be carried out as it stands
    /// @throws Busy where it would have to wait and may not
    public Answer answer(Question question, Progress progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        var automation = settled(question, cancellation);
        refuseWhatCannotRun(automation, question);
        if (question.noWait()) {
            var on = workshop.desk().busyWith(automation);
            if (on.isPresent()) {
                throw new Busy(on.get());
            }
        }
        if (question.due().isPresent()) {
            var run = madeUp(automation, question.due().get(), progress, cancellation);
            return new Answer(List.of(RunView.of(workshop, run)), false);
        }
        boolean watched = automation.definition().watch().isPresent();
        var runs =
                watched && question.inputs().isEmpty()
                        ? arrived(automation, question, progress, cancellation)
                        : stated(automation, question, progress, cancellation);
        var views = new ArrayList<RunView>();
        for (var run : runs) {
            views.add(RunView.of(workshop, run));
        }
        boolean perFile = !automation.definition().takesBatches();
        return new Answer(
                views,
                (watched && question.inputs().isEmpty())
                        || (perFile && question.inputs().size() > 1));
    }

    /// The run would have to wait, and was not to.
    public static final class Busy extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Busy(String message) {
            super(message);
        }
    }

    /// The automation, once it has its history: its folder may have been renamed.
    private Automation settled(Question question, Cancellation cancellation)
            throws IOException, InterruptedException {
        var name = question.automation();
        var plan =
                Settled.await(workshop, name, () -> question.noWait() || cancellation.isWanted());
        var why = plan.holds(name);
        if (why.isPresent()) {
            throw question.noWait() ? new Busy(why.get()) : new UserError(why.get());
        }
        return workshop.home().automation(name, plan.readings());
    }

    private static void refuseWhatCannotRun(Automation automation, Question question)
            throws IOException {
        var definition = automation.definition();
        if (definition.isDraft()) {
            throw new UserError(
                    "%s is a draft: there is nothing to run; add `run:` to its README"
                            .formatted(automation.name()));
        }
        boolean wants = definition.run().map(RunCommand::wantsInput).orElse(false);
        if (wants && definition.watch().isEmpty() && question.inputs().isEmpty()) {
            throw new UserError(
                    "%s needs an input: fettle run %s FILE"
                            .formatted(automation.name(), automation.name()));
        }
        if (!wants && !question.inputs().isEmpty()) {
            throw new UserError(
                    "%s takes no input: there is no {input} in its `run`"
                            .formatted(automation.name()));
        }
        if (question.due().isPresent() && question.dry()) {
            throw new UserError(
                    "a dry run makes up for no slot; leave out one of --due and --dry-run");
        }
        for (var input : question.inputs()) {
            Silence.refuse(input);
            if (!Files.isRegularFile(input)) {
                throw new UserError(
                        Files.exists(input)
                                ? PathBytes.shown(input) + " is no file"
                                : "there is no file " + PathBytes.shown(input));
            }
            if (!Files.isReadable(input)) {
                throw new UserError(
                        PathBytes.shown(input) + " may not be read; look at its permissions");
            }
        }
    }

    /// What is found may change before it is taken: a row of slots that grows with the next one.
    private Run madeUp(
            Automation automation, String due, Progress progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        var asked = new RunDesk.Asked(automation, Trigger.HAND, List.of(), false);
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            var making = new SlotToMakeUp(workshop, automation).of(due);
            var run = workshop.desk().run(asked, making, progress, cancellation);
            if (run.isPresent()) {
                return run.get();
            }
        }
        throw new UserError("the slots of %s are being decided; try again".formatted(due));
    }

    /// What is new in the watched folder, and what was set aside.
    private List<Run> arrived(
            Automation automation, Question question, Progress progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        return new ArrivedInputs(automation, workshop.inputs())
                .handle(question.all(), question.dry(), progress, cancellation);
    }

    private List<Run> stated(
            Automation automation, Question question, Progress progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        var groups = groups(automation, question.inputs());
        var runs = new ArrayList<Run>();
        for (var group : groups) {
            if (cancellation.isWanted()) {
                break;
            }
            var inputs = new ArrayList<InputBytes>();
            for (var path : group) {
                inputs.add(read(path));
            }
            var asked = new RunDesk.Asked(automation, Trigger.HAND, inputs, question.dry());
            runs.add(workshop.desk().run(asked, progress, cancellation));
        }
        return runs;
    }

    private InputBytes read(Path path) throws IOException {
        Optional<InputBytes> read = InputBytes.read(path, workshop.clock());
        return read.orElseThrow(() -> new UserError("there is no file " + PathBytes.shown(path)));
    }

    /// One run for each file; a batch takes all of them.
    private static List<List<Path>> groups(Automation automation, List<Path> inputs) {
        if (inputs.isEmpty() || automation.definition().takesBatches()) {
            return List.of(inputs);
        }
        return inputs.stream().map(List::of).toList();
    }
}
