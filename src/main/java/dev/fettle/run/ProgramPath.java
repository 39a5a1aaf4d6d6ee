package dev.fettle.run;

import java.util.Map;

/// Where an automation's programs and checks are looked for, and the variables that both find.
record ProgramPath(String text, Map<String, String> variables) {
    ProgramPath {
        variables = Map.copyOf(variables);
    }
}
