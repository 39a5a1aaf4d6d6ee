package dev.fettle.verb;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// `fettle recover`: carries to its end what was interrupted.
public final class RecoverVerb {
    private final Workshop workshop;

    public RecoverVerb(Workshop workshop) {
        this.workshop = workshop;
    }

    /// @param attended automations whose unfinished runs another Fettle has in hand
    public record Answer(List<RunView> finished, List<String> attended) {}

    public Answer answer() throws IOException, InterruptedException {
        workshop.keepings().endTrials();
        var finished = new ArrayList<RunView>();
        var attended = new ArrayList<String>();
        var _ = workshop.settle();
        var names = new LinkedHashSet<>(workshop.desk().unfinished());
        workshop.home().automations().forEach(reading -> names.add(reading.name()));
        for (var name : names) {
            boolean pending = !workshop.runs().unfinished(name).isEmpty();
            for (var run : workshop.desk().recover(name)) {
                finished.add(RunView.of(workshop, run));
            }
            if (pending && !workshop.runs().unfinished(name).isEmpty()) {
                attended.add(name);
            }
        }
        var _ = workshop.settle();
        workshop.lookAtWhatIsRecorded();
        return new Answer(finished, attended);
    }
}
