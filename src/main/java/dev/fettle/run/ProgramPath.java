package dev.fettle.run;

import dev.fettle.secret.Given;
import java.util.Map;

/// Where an automation's programs and checks are looked for, and the variables that both find.
///
/// @param variables for checks, secrets among them
/// @param given the secrets
record ProgramPath(String text, Map<String, String> variables, Given given) {
    ProgramPath {
        variables = Map.copyOf(variables);
    }
}
