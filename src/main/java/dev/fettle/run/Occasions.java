package dev.fettle.run;

import dev.fettle.check.Checks;
import dev.fettle.check.Course;
import dev.fettle.check.Occasion;
import dev.fettle.check.backup.Turns;
import dev.fettle.check.backup.Wakefulness;
import dev.fettle.history.Habits;
import dev.fettle.history.Input;
import dev.fettle.history.Run;
import dev.fettle.history.Runs;
import dev.fettle.history.Trigger;
import dev.fettle.platform.Clock;
import dev.fettle.publish.Publisher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Gathers what the checks of a run may know beside its files.
final class Occasions {
    private final Runs runs;
    private final Publisher publisher;
    private final Habits habits;
    private final Clock clock;
    private final Wakefulness awake;
    private final Turns turns;

    Occasions(
            Runs runs,
            Publisher publisher,
            Habits habits,
            Clock clock,
            Wakefulness awake,
            Turns turns) {
        this.runs = runs;
        this.publisher = publisher;
        this.habits = habits;
        this.clock = clock;
        this.awake = awake;
        this.turns = turns;
    }

    Occasion of(Work work) throws IOException {
        var log = Optional.of(work.run().log()).filter(Files::isRegularFile);
        boolean compared = Checks.compareWithEarlier(work.automation().definition().checks());
        boolean hasProgram = work.automation().definition().run().isPresent();
        return new Occasion(clock, log, compared ? earlier(work) : Optional.empty())
                .at(
                        new Occasion.Hours(
                                hasProgram ? work.run().startedAt() : Optional.empty(), awake))
                .taking(turns);
    }

    /// The same for a run whose program has ended: it may be held against what is usual.
    Occasion of(Work work, Optional<Duration> took) throws IOException {
        var run = work.run();
        boolean habitual = run.trigger() != Trigger.WATCH && run.trigger() != Trigger.HAND;
        var sizes = work.inputs().stream().mapToLong(each -> each.input().size());
        return of(work).with(
                        new Course(
                                run.due().or(run::startedAt).filter(_ -> habitual),
                                took,
                                work.inputs().isEmpty()
                                        ? OptionalLong.empty()
                                        : OptionalLong.of(sizes.sum()),
                                work.automation().definition().output().isPresent(),
                                (subject, fresh) -> habits.norm(run.automation(), subject, fresh)));
    }

    private Optional<Occasion.Earlier> earlier(Work work) throws IOException {
        var definition = work.automation().definition();
        var last = lastGood(work, definition.perFile());
        if (last.isEmpty() || definition.output().isEmpty()) {
            return Optional.empty();
        }
        var folder = definition.output().get().folder();
        var files =
                publisher.of(last.get().seq()).stream()
                        .map(f ->
                                new Occasion.Result(
                                        relative(folder, f.path()), f.size(), f.sha256()))
                        .toList();
        return files.isEmpty()
                ? Optional.empty()
                : Optional.of(new Occasion.Earlier(files, isSame(work, last.get())));
    }

    /// Of a run per file, the last of the same file: what came of another is no measure for it.
    private Optional<Run> lastGood(Work work, boolean perFile) throws IOException {
        var automation = work.run().automation();
        return perFile && work.inputs().size() == 1
                ? runs.lastGood(automation, work.paths().getFirst())
                : runs.lastGood(automation);
    }

    private boolean isSame(Work work, Run last) throws IOException {
        return !work.inputs().isEmpty()
                && hashes(runs.inputs(last))
                        .equals(hashes(work.inputs().stream().map(InputBytes::input).toList()));
    }

    private static List<String> hashes(List<Input> inputs) {
        return inputs.stream().map(Input::sha256).sorted().toList();
    }

    private static Path relative(Path folder, Path file) {
        return file.startsWith(folder) ? folder.relativize(file) : file;
    }
}
