package dev.fettle.run;

import dev.fettle.history.Run;
import java.util.List;

/// What whoever asked for a run wants to hear while it goes on. Called from the run's own thread;
/// must not block for long.
public interface Progress {
    Progress SILENT = (_, _) -> {};

    void reached(Run run, Stage stage);

    /// Where a run stands.
    sealed interface Stage {
        /// Others hold its place: their ids.
        record Waiting(List<String> on) implements Stage {}

        record Working(int attempt) implements Stage {}

        record Checking() implements Stage {}

        record Publishing() implements Stage {}
    }
}
