package dev.fettle.daemon;

import dev.fettle.platform.Apart;
import dev.fettle.verb.RunView;
import dev.fettle.verb.RunsVerb;
import dev.fettle.verb.StatusVerb;
import dev.fettle.verb.StatusView;
import dev.fettle.verb.Workshop;
import dev.fettle.web.WebPage;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the page asks, answered by the verbs.
record Answers(Workshop workshop) implements WebPage.Pages {
    @Override
    public StatusView status() throws IOException {
        // It looks at watched folders, and the page's threads are shared by all who ask.
        return Apart.answer(() -> new StatusVerb(workshop).answer(Optional.empty()));
    }

    @Override
    public List<RunView> runs(int limit) throws IOException {
        return RunsVerb.answer(workshop, Optional.empty(), limit);
    }

    @Override
    public List<RunView> runsOf(String automation, int limit) throws IOException {
        return RunsVerb.answer(workshop, Optional.of(automation), limit);
    }

    @Override
    public Optional<RunView> run(String id) throws IOException {
        var run = workshop.runs().maybe(id);
        return run.isPresent() ? Optional.of(RunView.of(workshop, run.get())) : Optional.empty();
    }

    @Override
    public Instant now() {
        return workshop.clock().now();
    }
}
