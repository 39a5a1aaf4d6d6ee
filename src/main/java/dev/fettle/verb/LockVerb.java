package dev.fettle.verb;

import dev.fettle.notation.UserError;
import dev.fettle.run.Pinning;
import java.io.IOException;
import java.util.List;

/// `fettle lock NAME`: the disks that are mounted today, and the repositories that its checks find
/// today, are the right ones. What else was held against the past (a repository's newest snapshot,
/// how much was in it, what is usual) is let go; the next good look takes what it finds.
public final class LockVerb {
    private final Workshop workshop;

    public LockVerb(Workshop workshop) {
        this.workshop = workshop;
    }

    /// @param further whether they are right beside those that were
    public record Question(String name, boolean further) {}

    public record Answer(String automation, boolean further, List<Taken> taken) {
        public Answer {
            taken = List.copyOf(taken);
        }
    }

    /// @param what `mount /mnt/backup`, `restic /mnt/backup/repository`
    /// @param now which one is there
    public record Taken(String what, String now) {}

    /// @throws UserError where it is no automation, or what is there cannot be looked at
    public Answer answer(Question question) throws IOException, InterruptedException {
        var automation = workshop.home().automation(question.name());
        var pinning =
                new Pinning(
                        workshop.state(), workshop.store(), workshop.clock(), workshop.settings());
        return new Answer(
                automation.name().text(),
                question.further(),
                pinning.take(automation, question.further()).stream()
                        .map(each -> new Taken(each.what(), each.now()))
                        .toList());
    }
}
