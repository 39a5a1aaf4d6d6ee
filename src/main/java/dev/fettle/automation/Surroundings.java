package dev.fettle.automation;

import dev.fettle.secret.WantedSecret;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a program finds around it beyond what every run is given.
///
/// @param path replaces PATH where stated
/// @param umask octal digits
public record Surroundings(
        Map<String, String> variables,
        Optional<String> path,
        String umask,
        List<WantedSecret> secrets) {
    public Surroundings {
        variables = Map.copyOf(variables);
        secrets = List.copyOf(secrets);
    }
}
