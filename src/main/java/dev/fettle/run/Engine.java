package dev.fettle.run;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Settings;
import dev.fettle.automation.Watch;
import dev.fettle.check.Checks;
import dev.fettle.check.Finding;
import dev.fettle.check.Occasion;
import dev.fettle.check.Verdict;
import dev.fettle.check.usual.Measured;
import dev.fettle.history.Lack;
import dev.fettle.history.Outcome;
import dev.fettle.history.Run;
import dev.fettle.history.Runs;
import dev.fettle.history.Trigger;
import dev.fettle.notation.Wording;
import dev.fettle.platform.Clock;
import dev.fettle.platform.Machine;
import dev.fettle.platform.Shim;
import dev.fettle.platform.ShimState;
import dev.fettle.publish.Keepings;
import dev.fettle.publish.Order;
import dev.fettle.publish.Publisher;
import dev.fettle.publish.Publishing;
import dev.fettle.publish.Staging;
import dev.fettle.secret.Given;
import dev.fettle.secret.Redaction;
import dev.fettle.secret.SecretFiles;
import dev.fettle.secret.Vault;
import dev.fettle.store.StateFolder;
import dev.fettle.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Carries one run from its request to its record. Every step can be taken again: where Fettle dies
/// in the middle, [#carryOut] of the next one finds what was done and goes on from there.
///
/// The caller holds the automation's lock.
final class Engine {
    private static final int TRIES_BEFORE_STILLNESS = 3;

    private final StateFolder state;
    private final Runs runs;
    private final Keepings keepings;
    private final Publisher publisher;
    private final Preparation preparation;
    private final Attempts attempts;
    private final Recording recording;
    private final ProgramEnvironment environment;
    private final Vault vault;
    private final Stillness stillness;
    private final FolderSearch search;
    private final Occasions occasions;
    private final RepositoryTurns turns;
    private final Clock clock;
    private final Supplier<Settings> settings;
    private volatile Witness witness = Witness.NOBODY;

    Engine(
            StateFolder state,
            Runs runs,
            Keepings keepings,
            Publisher publisher,
            Preparation preparation,
            Attempts attempts,
            Recording recording,
            Occasions occasions,
            RepositoryTurns turns,
            ProgramEnvironment environment,
            FolderSearch search,
            Clock clock,
            Supplier<Settings> settings) {
        this.state = state;
        this.runs = runs;
        this.keepings = keepings;
        this.publisher = publisher;
        this.preparation = preparation;
        this.attempts = attempts;
        this.recording = recording;
        this.environment = environment;
        this.vault = new Vault(state);
        this.stillness = new Stillness(clock);
        this.search = search;
        this.occasions = occasions;
        this.turns = turns;
        this.clock = clock;
        this.settings = settings;
    }

    void tell(Witness whom) {
        witness = whom;
    }

    /// Takes up a run that an earlier Fettle left unfinished.
    ///
    /// @param automation the definition that it was started with; empty where there is none any
    ///   more
    Rest adopt(
            Run run, Optional<Automation> automation, Progress progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        if (automation.isEmpty()) {
            return () -> giveUp(run, automation, new Outcome.Lost("its definition is gone"));
        }
        boolean begun = RunFolder.of(state, run.id()).newestAttempt() > 0;
        if (!begun && !run.boot().equals(Machine.bootId())) {
            return () -> giveUp(run, automation, new Outcome.Lost(Run.MACHINE_DIED));
        }
        return carryOut(
                run, automation.get(), inputsOf(run, automation.get()), progress, cancellation);
    }

    /// Records a run that was not carried out.
    private Run giveUp(Run run, Optional<Automation> automation, Outcome outcome)
            throws IOException {
        var over = recording.withoutWork(run, automation, outcome);
        RunFolder.of(state, run.id()).delete();
        automation.ifPresent(known -> witness.ended(over, known));
        return over;
    }

    /// Gives up a request whose lock somebody else may hold, unless it was taken up and begun.
    Optional<Run> giveUpUnlessBegun(Run run) throws IOException {
        if (!runs.giveUpUnlessBegun(run, new Outcome.Cancelled())) {
            return Optional.empty();
        }
        RunFolder.of(state, run.id()).delete();
        return runs.get(run.seq());
    }

    /// Carries to their ends the undoings of runs that are recorded already.
    void finishPublications(String automation) throws IOException {
        for (long seq : publisher.unfinished(automation)) {
            if (runs.get(seq).map(Run::isFinished).orElse(false)) {
                publisher.finish(seq);
            }
        }
    }

    /// The inputs as they were recorded, with what the files are now; where a file's bytes are
    /// others by now, [InputBytes#since] will say so.
    private List<InputBytes> inputsOf(Run run, Automation automation) throws IOException {
        boolean mayBeLinks =
                run.trigger() != Trigger.WATCH
                        || automation.definition().watch().map(Watch::followLinks).orElse(true);
        var inputs = new ArrayList<InputBytes>();
        for (var input : runs.inputs(run)) {
            inputs.add(InputBytes.unread(input, mayBeLinks));
        }
        return inputs;
    }

    /// How the stations ended, before it is recorded.
    ///
    /// @param measured for later runs, where it is a good one
    private record End(
            Outcome outcome,
            int attempts,
            List<Finding> findings,
            Map<String, Measured> measured,
            boolean published) {
        /// Of one that published nothing.
        private End(Outcome outcome, int attempts, List<Finding> findings) {
            this(outcome, attempts, findings, Map.of(), false);
        }
    }

    /// What follows an attempt: the end, or another one with the bytes that are there now.
    private sealed interface Step {
        record Over(Work work, End end) implements Step {}

        record Anew(Work work) implements Step {}
    }

    /// What is left once the program and the publishing of a run are over: its record. Nobody has
    /// to wait for that with the next program of the same automation.
    @FunctionalInterface
    interface Rest {
        Run record() throws IOException;
    }

    Rest carryOut(
            Run run,
            Automation automation,
            List<InputBytes> inputs,
            Progress progress,
            Cancellation cancellation)
            throws IOException, InterruptedException {
        var published = publisher.finish(run.seq());
        if (published.isPresent()) {
            var work = work(run, automation, inputs);
            int attempts = work.folder().newestAttempt();
            var end = new End(new Outcome.Succeeded(), attempts, List.of(), Map.of(), true);
            return () -> record(work, end);
        }
        var begun = run.startedAt().isPresent() ? Optional.of(run) : runs.started(run, clock.now());
        if (begun.isEmpty()) {
            return () -> runs.get(run.seq()).orElseThrow(); // who had asked for it gave it up
        }
        if (run.startedAt().isEmpty()) {
            witness.began(begun.get(), automation);
        }
        var work = work(begun.get(), automation, inputs);
        if (!run.boot().equals(Machine.bootId()) && !survived(work)) {
            int attempts = work.folder().newestAttempt();
            var lost = new End(new Outcome.Lost(Run.MACHINE_DIED), attempts, List.of());
            return () -> record(work, lost);
        }
        return carryOut(work, progress, cancellation);
    }

    /// The same for a run that was asked for here and started at once: nobody else can have begun
    /// it.
    Rest carryOutNew(
            Run run,
            Automation automation,
            List<InputBytes> inputs,
            Progress progress,
            Cancellation cancellation)
            throws IOException, InterruptedException {
        witness.began(run, automation);
        return carryOut(work(run, automation, inputs), progress, cancellation);
    }

    private Work work(Run run, Automation automation, List<InputBytes> inputs) {
        return new Work(run, automation, inputs, RunFolder.of(state, run.id()));
    }

    private Rest carryOut(Work first, Progress progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        var work = first;
        for (int thrownAway = 0; ; thrownAway++) {
            switch (attempt(work, thrownAway > 0, progress, cancellation)) {
                case Step.Over(var last, var end) -> {
                    return () -> record(last, end);
                }
                case Step.Anew(var next) -> {
                    work = reread(next);
                    var end = endOfTrying(work, thrownAway + 1, cancellation);
                    if (end.isPresent()) {
                        int attempts = work.folder().newestAttempt();
                        var last = over(work, end.get(), attempts, List.of());
                        return () -> record(last.work(), last.end());
                    }
                    work = reread(work);
                }
            }
        }
    }

    /// Whether what the program did outlived the machine's death: it had ended, and left nothing in
    /// staging, which may have come back as empty files.
    private static boolean survived(Work work) throws IOException {
        int newest = work.folder().newestAttempt();
        return work.automation().definition().output().isEmpty()
                && newest > 0
                && Shim.look(work.folder().attempt(newest).path()) instanceof ShimState.Ended;
    }

    /// After so many attempts in vain a file has to be still before it is tried once more. What
    /// changes even then does so by its own program, for which no attempt would be the last.
    ///
    /// @return empty where another attempt follows
    private Optional<Outcome> endOfTrying(Work work, int thrownAway, Cancellation cancellation)
            throws IOException, InterruptedException {
        if (work.isLedAway(clock)) {
            return Optional.of(
                    new Outcome.Invalid("a link took its place while the program worked on it"));
        }
        if (thrownAway < TRIES_BEFORE_STILLNESS) {
            return Optional.empty();
        }
        if (thrownAway > TRIES_BEFORE_STILLNESS) {
            return Optional.of(
                    new Outcome.Invalid(
                            "it changed while each of %d attempts worked: does its own program change it?"
                                    .formatted(thrownAway)));
        }
        if (stillness.await(work.paths(), cancellation)) {
            return Optional.empty();
        }
        return Optional.of(
                cancellation.isWanted()
                        ? new Outcome.Cancelled()
                        : new Outcome.Invalid("still being written after an hour"));
    }

    /// What the machine denies before anything was started ends the run: there is nothing to lose,
    /// and its reason is told. Later it is not the end: what was worked out waits.
    private Step attempt(Work work, boolean anew, Progress progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        try {
            return journey(work, anew, progress, cancellation);
        } catch (StoreException e) {
            throw e;
        } catch (IOException e) {
            if (isStarted(work.folder())) {
                throw e;
            }
            return over(
                    work,
                    new Outcome.Blocked("it could not be started: " + Wording.denied(e)),
                    0,
                    List.of());
        }
    }

    private static boolean isStarted(RunFolder folder) throws IOException {
        int newest = folder.newestAttempt();
        return newest > 1 || newest == 1 && folder.attempt(newest).isStarted();
    }

    /// The journey: preparation, attempt, checks, publishing. What is told of it holds no secret.
    private Step journey(Work asked, boolean anew, Progress progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        var work = asked.in(search.now(asked.automation()));
        var path = programPath(work);
        return redacted(
                journey(work, path, anew, progress, cancellation), path.given().redaction());
    }

    private static Step redacted(Step step, Redaction redaction) {
        return step instanceof Step.Over(var work, var end) && !redaction.isEmpty()
                ? new Step.Over(
                        work,
                        new End(
                                end.outcome().redacted(redaction::of),
                                end.attempts(),
                                end.findings().stream()
                                        .map(finding -> finding.redacted(redaction::of))
                                        .toList(),
                                end.measured(),
                                end.published()))
                : step;
    }

    private Step journey(
            Work work, ProgramPath path, boolean anew, Progress progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        return switch (prepared(work, path, anew)) {
            case Preparation.Blocked(var lack, var findings) ->
                    over(work, new Outcome.Blocked(lack), 0, findings);
            case Preparation.Refused(var verdict) -> unlessChanged(work, invalid(work, verdict, 0));
            case Preparation.Prepared ready when work.automation().definition().run().isEmpty() ->
                    healthCheck(ready, progress);
            case Preparation.Prepared ready -> {
                if (anew && ready.staging().isPresent()) {
                    ready.staging().get().clear();
                }
                var ended = worked(ready, anew, progress, cancellation);
                var accepted = ready.accepted();
                yield switch (ended.exit()) {
                    case Exit.Cancelled() ->
                            over(work, new Outcome.Cancelled(), ended.attempts(), accepted);
                    case Exit.Vanished(var why) ->
                            over(work, new Outcome.Lost(why), ended.attempts(), accepted);
                    case Exit.Code(int code) ->
                            unlessChanged(
                                    work,
                                    over(
                                            work,
                                            new Outcome.Failed(code, unreachable(work)),
                                            ended.attempts(),
                                            accepted));
                    case Exit.TookTooLong(var limit) ->
                            unlessChanged(
                                    work,
                                    over(
                                            work,
                                            new Outcome.TimedOut(limit, unreachable(work)),
                                            ended.attempts(),
                                            accepted));
                    case Exit.Clean() -> checked(ready, ended, progress);
                };
            }
        };
    }

    /// What it writes to, nobody else looks at meanwhile.
    private Attempts.Ended worked(
            Preparation.Prepared ready, boolean anew, Progress progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        var work = ready.work();
        Runnable waits = () -> progress.reached(work.run(), new Progress.Stage.Waiting(List.of()));
        try (var _ = turns.write(work.automation(), waits, cancellation)) {
            return attempts.of(ready, anew, progress, cancellation);
        }
    }

    private static Optional<Lack> unreachable(Work work) throws IOException {
        return Needs.unreachable(work.automation());
    }

    private Preparation.Result prepared(Work work, ProgramPath path, boolean anew)
            throws IOException, InterruptedException {
        if (!anew && work.folder().newestAttempt() > 0) {
            return preparation.takenUp(work, path);
        }
        var trouble = path.given().trouble();
        if (trouble.isPresent()) {
            return new Preparation.Blocked(trouble.get());
        }
        SecretFiles.lay(work.folder().secrets(), path.given().asFiles());
        return preparation.of(work, path);
    }

    private Step checked(Preparation.Prepared prepared, Attempts.Ended ended, Progress progress)
            throws IOException, InterruptedException {
        var ready = prepared.in(search.now(prepared.work().automation()));
        var work = ready.work();
        int attempts = ended.attempts();
        if (changed(work).isPresent()) {
            return new Step.Anew(work);
        }
        var trouble = ready.path().given().trouble();
        if (trouble.isPresent() && work.automation().definition().checksStated()) {
            return over(work, new Outcome.Blocked(trouble.get()), attempts, ready.accepted());
        }
        var occasion = occasions.of(work, ended.took());
        if (ready.staging().isEmpty()) {
            return judged(
                    ready,
                    verdict(ready, lyingThere(work.automation()), occasion, progress),
                    attempts);
        }
        var blocked = preparation.outputLack(work.automation());
        if (blocked.isPresent()) {
            return over(work, new Outcome.Blocked(blocked.get()), attempts, ready.accepted());
        }
        var staging = ready.staging().get();
        var fault = staging.refusal();
        if (fault.isPresent()) {
            return invalid(
                    work, new Verdict(joined(ready.accepted(), List.of(fault.get()))), attempts);
        }
        var lying = new Lying(staging.folder(), staging.files());
        var verdict = verdict(ready, lying, occasion, progress);
        if (!verdict.holds() || work.run().dry()) {
            return judged(ready, verdict, attempts);
        }
        if (changed(work).isPresent()) {
            return new Step.Anew(work);
        }
        progress.reached(work.run(), new Progress.Stage.Publishing());
        var findings = joined(ready.accepted(), verdict.findings());
        return switch (publisher.publish(order(work), staging)) {
            case Publishing.Done _ ->
                    new Step.Over(
                            work,
                            new End(
                                    new Outcome.Succeeded(),
                                    attempts,
                                    findings,
                                    verdict.measured(),
                                    true));
            case Publishing.Refused(var finding) ->
                    invalid(work, new Verdict(joined(findings, List.of(finding))), attempts);
            case Publishing.Blocked(var why) ->
                    over(work, new Outcome.Blocked(why), attempts, findings);
        };
    }

    /// An automation with no program *is* its checks.
    private Step healthCheck(Preparation.Prepared ready, Progress progress)
            throws IOException, InterruptedException {
        var work = ready.work();
        var lying = lyingThere(work.automation());
        return judged(ready, verdict(ready, lying, occasions.of(work), progress), 1);
    }

    private Verdict verdict(
            Preparation.Prepared ready, Lying lying, Occasion occasion, Progress progress)
            throws IOException, InterruptedException {
        var automation = ready.work().automation();
        progress.reached(ready.work().run(), new Progress.Stage.Checking());
        var evidence =
                preparation.evidence(
                        ready.work(), ready.path(), lying.folder(), lying.files(), occasion);
        return Checks.verdict(automation.definition().checks(), evidence, clock);
    }

    private Step judged(Preparation.Prepared ready, Verdict verdict, int attempts)
            throws IOException {
        var work = ready.work();
        var all = new Verdict(joined(ready.accepted(), verdict.findings()));
        if (verdict.invalid()) {
            return unlessChanged(work, invalid(work, all, attempts));
        }
        if (verdict.unmade()) {
            var why = verdict.reason().orElse("a check could not be made");
            return over(work, new Outcome.Blocked(why), attempts, all.findings());
        }
        return new Step.Over(
                work,
                new End(
                        new Outcome.Succeeded(),
                        attempts,
                        all.findings(),
                        verdict.measured(),
                        false));
    }

    /// Files that the checks of a run without staging look at.
    private record Lying(Path folder, List<Path> files) {}

    private static Lying lyingThere(Automation automation) throws IOException {
        var output = automation.definition().output();
        if (output.isEmpty() || !Files.isDirectory(output.get().folder())) {
            return new Lying(automation.folder(), List.of());
        }
        try (var files = Files.walk(output.get().folder())) {
            var folder = output.get().folder();
            return new Lying(
                    folder,
                    files.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
                            .sorted()
                            .toList());
        }
    }

    private Order order(Work work) {
        var definition = work.automation().definition();
        var watch = definition.watch();
        var origin =
                definition.perFile() && work.inputs().size() == 1
                        ? Optional.of(work.paths().getFirst())
                        : Optional.<Path>empty();
        return new Order(
                work.run().seq(),
                work.run().id(),
                work.run().automation(),
                definition.output().orElseThrow(),
                origin,
                other ->
                        watch.isPresent()
                                && other.startsWith(watch.get().folder())
                                && Files.isRegularFile(other),
                Checks.allowNothing(definition.checks()));
    }

    private Step.Over over(Work work, Outcome outcome, int attempts, List<Finding> findings) {
        return new Step.Over(work, new End(outcome, attempts, findings));
    }

    private Step.Over invalid(Work work, Verdict verdict, int attempts) {
        return over(
                work,
                new Outcome.Invalid(verdict.reason().orElse("a check failed")),
                attempts,
                verdict.findings());
    }

    /// What went wrong with bytes that are no longer there says nothing: it is tried with the new
    /// ones.
    private Step unlessChanged(Work work, Step.Over over) throws IOException {
        return changed(work).isPresent() ? new Step.Anew(work) : over;
    }

    /// The first input whose bytes are no longer those that the program was given.
    private Optional<Path> changed(Work work) throws IOException {
        for (var input : work.inputs()) {
            switch (input.since(clock)) {
                case InputBytes.Since.Changed _, InputBytes.Since.LedAway() -> {
                    return Optional.of(input.path());
                }
                case InputBytes.Since.Same _, InputBytes.Since.Gone() -> {}
            }
        }
        return Optional.empty();
    }

    private Work reread(Work work) throws IOException {
        var inputs = new ArrayList<InputBytes>();
        for (var input : work.inputs()) {
            inputs.add(
                    switch (input.since(clock)) {
                        case InputBytes.Since.Same(var now) -> now;
                        case InputBytes.Since.Changed(var now) -> now;
                        case InputBytes.Since.Gone(), InputBytes.Since.LedAway() -> input;
                    });
        }
        return work.with(inputs);
    }

    private ProgramPath programPath(Work work) throws IOException {
        var automation = work.automation();
        var given = Given.of(vault, automation.definition().surroundings().secrets());
        var path = environment.path(automation, settings.get().path());
        var secrets = given.variables(work.folder().secrets());
        return new ProgramPath(path, environment.forChecks(automation, path, secrets), given);
    }

    private Run record(Work work, End end) throws IOException {
        new LogFile(work.run().log()).settle();
        var over =
                recording.of(
                        work,
                        end.outcome(),
                        end.attempts(),
                        end.findings(),
                        end.measured(),
                        end.published());
        clearUp(work);
        witness.ended(over, work.automation());
        return over;
    }

    /// After the record: whatever is left behind here, where Fettle dies or what the program left
    /// running still writes there, is swept up later.
    private void clearUp(Work work) {
        var definition = work.automation().definition();
        try {
            if (definition.output().isPresent() && work.folder().newestAttempt() > 0) {
                Staging.open(keepings, work.run().id(), definition.output().get().folder())
                        .discard();
            }
            work.folder().delete();
        } catch (IOException e) {
            return; // the run is over whatever becomes of its folders
        }
    }

    private static List<Finding> joined(List<Finding> first, List<Finding> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
