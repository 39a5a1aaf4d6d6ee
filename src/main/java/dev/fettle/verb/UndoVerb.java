package dev.fettle.verb;

import dev.fettle.history.Run;
import dev.fettle.notation.UserError;
import dev.fettle.platform.PathBytes;
import dev.fettle.publish.Undo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `fettle undo RUN`: puts back what a run replaced and takes away what it added. Asked again, it
/// publishes the run again, which is then no longer marked as wrong.
public final class UndoVerb {
    private final Workshop workshop;

    public UndoVerb(Workshop workshop) {
        this.workshop = workshop;
    }

    /// @param backTo undo the later runs that built on this one too
    /// @param force put aside what was changed by hand as well
    public record Question(String run, boolean backTo, boolean force) {}

    /// What was done.
    ///
    /// @param redone whether the run had been undone and its output is there again
    /// @param stay inputs that could not be put back, since something else lies there now
    public record Answer(
            List<String> runs,
            boolean redone,
            List<String> putBack,
            List<String> removed,
            List<String> stay) {}

    /// @throws UserError where it would destroy something, and nothing was changed
    public Answer answer(Question question) throws IOException {
        var run = workshop.runs().find(question.run());
        if (!run.isFinished()) {
            throw new UserError(
                    "run "
                            + run.id()
                            + " is not finished; let it end, or end it, before you undo it");
        }
        var undo =
                new Undo(workshop.store(), workshop.state(), workshop.keepings(), workshop.clock());
        var came =
                question.backTo()
                        ? undo.backTo(run.seq(), question.force())
                        : undo.undo(run.seq(), question.force());
        return switch (came) {
            case Undo.Answer.Undone undone -> answer(List.of(undone));
            case Undo.Answer.UndoneBackTo(var all) -> answer(all);
            case Undo.Answer.Redone(var _, var published) -> {
                if (run.bad()) {
                    workshop.runs().judge(run, false, workshop.clock().now());
                }
                yield new Answer(
                        List.of(run.id().text()), true, names(published), List.of(), List.of());
            }
            case Undo.Answer.LaterRuns(var later) ->
                    throw new UserError(
                            "later runs put other files in their place: %s; undo those first, or all of them with `fettle undo %s --back-to`"
                                    .formatted(String.join(", ", later), run.id()));
            case Undo.Answer.ChangedByHand(var files) ->
                    throw new UserError(
                            "changed by hand since, so nothing was touched: %s; `--force` puts it aside"
                                    .formatted(shown(files)));
            case Undo.Answer.VersionGone(var files) ->
                    throw new UserError("what was replaced is not kept any more: " + shown(files));
            case Undo.Answer.NothingPublished() ->
                    throw new UserError("run " + run.id() + " published nothing");
        };
    }

    private Answer answer(List<Undo.Answer.Undone> undone) throws IOException {
        var runs = new ArrayList<String>();
        var putBack = new ArrayList<Path>();
        var removed = new ArrayList<Path>();
        var stay = new ArrayList<Path>();
        for (var each : undone) {
            runs.add(workshop.runs().get(each.run()).map(Run::id).orElseThrow().text());
            putBack.addAll(each.putBack());
            removed.addAll(each.removed());
            stay.addAll(workshop.desk().disposal().takeBack(each.run()));
        }
        return new Answer(runs, false, names(putBack), names(removed), names(stay));
    }

    private static String shown(List<Path> files) {
        return String.join(", ", names(files));
    }

    private static List<String> names(List<Path> files) {
        return files.stream().map(PathBytes::shown).toList();
    }
}
