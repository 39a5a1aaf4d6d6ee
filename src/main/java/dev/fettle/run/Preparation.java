package dev.fettle.run;

import dev.fettle.automation.Automation;
import dev.fettle.check.Checks;
import dev.fettle.check.Evidence;
import dev.fettle.check.Finding;
import dev.fettle.check.Knowledge;
import dev.fettle.check.Occasion;
import dev.fettle.check.Verdict;
import dev.fettle.history.Facts;
import dev.fettle.history.Lack;
import dev.fettle.notation.Wording;
import dev.fettle.platform.Clock;
import dev.fettle.platform.Silence;
import dev.fettle.publish.Keepings;
import dev.fettle.publish.Publisher;
import dev.fettle.publish.Staging;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The first station: everything that can be known before the program starts. What is missing is
/// said now, so that no finished run is thrown away for it.
final class Preparation {
    private final Publisher publisher;
    private final Keepings keepings;
    private final Needs needs;
    private final Facts facts;
    private final Clock clock;

    Preparation(Publisher publisher, Keepings keepings, Needs needs, Facts facts, Clock clock) {
        this.publisher = publisher;
        this.keepings = keepings;
        this.needs = needs;
        this.facts = facts;
        this.clock = clock;
    }

    /// What came of it.
    sealed interface Result {}

    /// @param accepted what `accept` found
    record Prepared(Work work, ProgramPath path, Optional<Staging> staging, List<Finding> accepted)
            implements Result {
        Prepared {
            accepted = List.copyOf(accepted);
        }

        Prepared in(Automation moved) {
            return new Prepared(work.in(moved), path, staging, accepted);
        }
    }

    /// @param findings of checks that know better than to begin
    record Blocked(Lack lack, List<Finding> findings) implements Result {
        Blocked {
            findings = List.copyOf(findings);
        }

        Blocked(Lack lack) {
            this(lack, List.of());
        }

        Blocked(String why) {
            this(new Lack(why, Optional.empty()));
        }
    }

    /// An input was refused.
    record Refused(Verdict verdict) implements Result {}

    /// A run whose program was started by an earlier Fettle: nothing is asked that could end it
    /// before its program has ended. Its input may be gone, by the program itself, or its
    /// destination.
    Prepared takenUp(Work work, ProgramPath path) throws IOException {
        return new Prepared(work, path, staging(work), List.of());
    }

    Result of(Work work, ProgramPath path) throws IOException, InterruptedException {
        var definition = work.automation().definition();
        var lack = needs.lack(work.automation(), path.variables());
        if (lack.isPresent()) {
            return new Blocked(lack.get());
        }
        var missing =
                Checks.missingPrograms(
                        Stream.concat(definition.accept().stream(), definition.checks().stream())
                                .toList(),
                        path.text());
        if (!missing.isEmpty()) {
            return new Blocked(
                    "its checks need " + String.join(", ", missing) + ", which is not installed");
        }
        for (var input : work.paths()) {
            var silence = Silence.at(input);
            if (silence.isPresent()) {
                return new Blocked(Needs.lack(silence.get()));
            }
        }
        var before = before(work, path);
        if (!before.holds()) {
            var why = before.reason().orElse("a repository is not the one that it was");
            return new Blocked(new Lack(why, Optional.empty()), before.findings());
        }
        var closed = outputLack(work.automation());
        if (closed.isPresent()) {
            return new Blocked(closed.get());
        }
        var accepted = accept(work, path);
        if (accepted.invalid()) {
            return new Refused(accepted);
        }
        if (accepted.unmade()) {
            return new Blocked(accepted.reason().orElse("an input could not be checked"));
        }
        return new Prepared(
                work.learning(needs.firstSeen(work.automation())),
                path,
                staging(work),
                accepted.findings());
    }

    /// Whether repositories that its checks know from earlier runs are there: nothing is to be
    /// written to another one, or into the empty folder where one was. A health check finds that
    /// itself.
    private Verdict before(Work work, ProgramPath path) throws IOException, InterruptedException {
        var definition = work.automation().definition();
        if (definition.run().isEmpty() || !Checks.arePinned(definition.checks())) {
            return new Verdict(List.of());
        }
        var evidence =
                evidence(
                        work,
                        path,
                        work.automation().folder(),
                        List.of(),
                        new Occasion(clock, Optional.empty(), Optional.empty()));
        return Checks.before(definition.checks(), evidence, clock);
    }

    /// Why nothing could be published now.
    Optional<Lack> outputLack(Automation automation) throws IOException {
        var output = automation.definition().output();
        if (output.isEmpty()) {
            return Optional.empty();
        }
        var silence = Silence.at(output.get().folder());
        return silence.isPresent()
                ? silence.map(Needs::lack)
                : publisher.blockedReason(output.get()).map(why -> new Lack(why, Optional.empty()));
    }

    private Optional<Staging> staging(Work work) throws IOException {
        var output = work.automation().definition().output();
        if (output.isEmpty() || work.automation().definition().run().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Staging.open(keepings, work.run().id(), output.get().folder()));
    }

    private Verdict accept(Work work, ProgramPath path) throws IOException, InterruptedException {
        var checks = work.automation().definition().accept();
        if (checks.isEmpty() || work.inputs().isEmpty()) {
            return new Verdict(List.of());
        }
        var findings = new ArrayList<Finding>();
        for (var input : work.paths()) {
            var evidence =
                    evidence(
                            work,
                            path,
                            folderOf(input),
                            List.of(input),
                            new Occasion(clock, Optional.empty(), Optional.empty()));
            var verdict = Checks.verdict(checks, evidence, clock);
            findings.addAll(verdict.findings());
            if (!verdict.holds()) {
                break;
            }
        }
        return new Verdict(findings);
    }

    private static Path folderOf(Path input) {
        var parent = input.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalStateException(
                    "an input is a file in a folder: " + Wording.visible(input.toString()));
        }
        return parent;
    }

    /// Nobody asks where nothing is stated: many a run at once has no checks.
    private Knowledge known(Work work) throws IOException {
        var definition = work.automation().definition();
        return definition.checks().isEmpty() && definition.accept().isEmpty()
                ? Knowledge.NONE
                : facts.of(work.run().automation());
    }

    /// What checks see of these files.
    Evidence evidence(Work work, ProgramPath path, Path folder, List<Path> files, Occasion occasion)
            throws IOException {
        return new Evidence(
                folder,
                files,
                path.variables(),
                work.automation().folder(),
                path.text(),
                path.given().redaction()::of,
                occasion,
                work.folder().scratch(),
                known(work));
    }
}
