package dev.fettle.verb;

import dev.fettle.automation.Reading;
import dev.fettle.check.Check;
import dev.fettle.history.Run;
import dev.fettle.notation.UserError;
import dev.fettle.publish.PublishedFile;
import dev.fettle.publish.Undo;
import dev.fettle.upkeep.ProposedCheck;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// `fettle bad RUN`: it passed its checks, and is wrong all the same. The run is undone, is no
/// measure for others any more, and a check is proposed that would have refused it.
public final class BadVerb {
    private final Workshop workshop;

    public BadVerb(Workshop workshop) {
        this.workshop = workshop;
    }

    /// @param undone what was put back; empty where nothing of it lay there
    /// @param notUndone why what it published stays, where it does
    public record Answer(
            String run,
            Optional<UndoVerb.Answer> undone,
            Optional<String> notUndone,
            List<Proposed> proposed) {
        public Answer {
            proposed = List.copyOf(proposed);
        }
    }

    /// @param check as it is written under `check:`
    public record Proposed(String check, String why) {}

    /// The mark comes first and holds, whatever keeps its files from being put back.
    ///
    /// @throws UserError where the run is none that passed
    public Answer answer(String idOrBeginning) throws IOException {
        var run = workshop.runs().find(idOrBeginning);
        if (!run.succeeded() || run.dry()) {
            throw new UserError(
                    "run %s %s: only one that succeeded can have passed and be wrong"
                            .formatted(
                                    run.id(),
                                    run.dry()
                                            ? "was dry, and published nothing"
                                            : run.outcome()
                                                    .map(outcome -> "is " + outcome)
                                                    .orElse("is not over")));
        }
        var published = workshop.publisher().of(run.seq());
        if (!run.bad()) {
            workshop.runs().judge(run, true, workshop.clock().now());
        }
        var proposed =
                ProposedCheck.of(published, lastGood(run), stated(run)).stream()
                        .map(each -> new Proposed(each.check(), each.why()))
                        .toList();
        var undo =
                new Undo(workshop.store(), workshop.state(), workshop.keepings(), workshop.clock());
        if (!undo.isPublished(run.seq())) {
            return new Answer(run.id().text(), Optional.empty(), Optional.empty(), proposed);
        }
        try {
            var question = new UndoVerb.Question(run.id().text(), false, false);
            var undone = new UndoVerb(workshop).answer(question);
            return new Answer(run.id().text(), Optional.of(undone), Optional.empty(), proposed);
        } catch (UserError e) {
            return new Answer(
                    run.id().text(),
                    Optional.empty(),
                    Optional.ofNullable(e.getMessage()),
                    proposed);
        }
    }

    private List<PublishedFile> lastGood(Run run) throws IOException {
        var good = workshop.runs().lastGood(run.automation());
        return good.isPresent() ? workshop.publisher().of(good.get().seq()) : List.of();
    }

    private Set<String> stated(Run run) throws IOException {
        return workshop.home().read().stream()
                .filter(reading -> reading.name().equals(run.automation()))
                .filter(Reading.Readable.class::isInstance)
                .map(Reading.Readable.class::cast)
                .flatMap(reading -> reading.automation().definition().checks().stream())
                .map(Check::name)
                .collect(Collectors.toSet());
    }
}
