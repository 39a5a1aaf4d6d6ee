package dev.fettle.upkeep;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Home;
import dev.fettle.secret.Given;
import dev.fettle.secret.Vault;
import dev.fettle.store.StateFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Secrets that a definition asks for and nobody has set: its runs would be blocked.
final class SecretsSet implements LintRule {
    private final Home home;

    SecretsSet(Home home) {
        this.home = home;
    }

    @Override
    public List<Finding> findings(Subject subject) throws IOException {
        var line = subject.lineOf("secrets");
        return given(subject.automation()).trouble().stream()
                .map(trouble -> subject.inReadme("secret", line, trouble))
                .toList();
    }

    List<Symptom> symptoms(Automation automation) throws IOException {
        if (automation.definition().surroundings().secrets().isEmpty()) {
            return List.of();
        }
        var given = given(automation);
        var symptoms = new ArrayList<Symptom>();
        given.unreadable()
                .ifPresent(why -> symptoms.add(Symptom.missing("secret", why, "mend that first")));
        for (var name : given.missing()) {
            symptoms.add(
                    Symptom.missing(
                            "secret", name + " is not set", "`" + Given.howToSet(name) + "`"));
        }
        return symptoms.isEmpty()
                ? List.of(Symptom.good("secret", "its secrets are set"))
                : symptoms;
    }

    private Given given(Automation automation) throws IOException {
        var wanted = automation.definition().surroundings().secrets();
        var state = home.knownState();
        return state.isEmpty()
                ? Given.nothingOf(wanted)
                : Given.of(new Vault(new StateFolder(state.get())), wanted);
    }
}
