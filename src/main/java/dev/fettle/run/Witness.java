package dev.fettle.run;

import dev.fettle.automation.Automation;
import dev.fettle.history.Run;

/// Hears of each run that begins and ends in this process. Called from the run's own thread; must
/// not block, and nothing that it does becomes the run's business.
public interface Witness {
    Witness NOBODY =
            new Witness() {
                @Override
                public void began(Run run, Automation automation) {}

                @Override
                public void ended(Run run, Automation automation) {}
            };

    /// Once, however many Fettles carry it through.
    void began(Run run, Automation automation);

    /// It is recorded.
    void ended(Run run, Automation automation);
}
