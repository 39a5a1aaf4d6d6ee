package dev.fettle.daemon;

import dev.fettle.notation.Json;
import dev.fettle.notation.JsonReader;
import dev.fettle.platform.Hangup;
import dev.fettle.run.Cancellation;
import dev.fettle.verb.RunVerb;
import dev.fettle.verb.WaitVerb;
import dev.fettle.verb.Workshop;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `fettle run`, carried out by the daemon where one is up and by this process otherwise. Its
/// answer is the JSON's form either way.
public final class RunCall {
    private final Workshop workshop;
    private final RunVerb.Question question;
    private final DaemonClient.Listener listener;
    private final Cancellation cancellation = new Cancellation();
    private volatile @Nullable DaemonClient daemon;

    public RunCall(Workshop workshop, RunVerb.Question question, DaemonClient.Listener listener) {
        this.workshop = workshop;
        this.question = question;
        this.listener = listener;
    }

    /// @return the members `runs` and `many` of [RunVerb.Answer]
    /// @throws RunVerb.Busy where it would have to wait and may not
    public @Nullable Object answer() throws IOException, InterruptedException {
        Hangup.endsThisProcess(); // a lost terminal leaves the run to be adopted
        var client = DaemonClient.connect(workshop.state());
        if (client.isEmpty()) {
            return here();
        }
        try (var connection = client.get()) {
            daemon = connection;
            return switch (connection.run(question, listener)) {
                case DaemonClient.Answer.Got(var answer) -> answer;
                case DaemonClient.Answer.Busy(var why) -> throw new RunVerb.Busy(why);
                case DaemonClient.Answer.DaemonGone(var run) -> adopted(run);
            };
        }
    }

    /// Asks for the run to be ended; [#answer] then returns it as `cancelled`.
    public void cancel() throws IOException {
        cancellation.cancel();
        var connection = daemon;
        if (connection != null) {
            connection.cancel();
        }
    }

    private @Nullable Object here() throws IOException, InterruptedException {
        var progress = DaemonClient.telling(listener);
        var answer = new RunVerb(workshop).answer(question, progress, cancellation);
        workshop.lookAtWhatIsRecorded();
        return asJson(answer);
    }

    /// The daemon died while this waited for it: what it was doing is taken up here.
    private @Nullable Object adopted(Optional<String> run)
            throws IOException, InterruptedException {
        if (run.isEmpty()) {
            return here();
        }
        var recorded = new WaitVerb(workshop).answer(run.get(), cancellation);
        workshop.lookAtWhatIsRecorded();
        return asJson(Map.of("runs", List.of(recorded), "many", false));
    }

    private static @Nullable Object asJson(Object answer) {
        return JsonReader.read(Json.line(answer));
    }
}
