package dev.fettle.secret;

import dev.fettle.notation.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The secrets that a run is given.
///
/// @param missing those that it asks for and that are not set
/// @param unreadable why none of them can be known
public record Given(
        List<Secret> asVariables,
        List<Secret> asFiles,
        Redaction redaction,
        List<SecretName> missing,
        Optional<String> unreadable) {

    public Given {
        asVariables = List.copyOf(asVariables);
        asFiles = List.copyOf(asFiles);
        missing = List.copyOf(missing);
    }

    public static Given of(Vault vault, List<WantedSecret> wanted) throws IOException {
        if (wanted.isEmpty()) {
            return of(Map.of(), wanted); // the file is not even looked at
        }
        try {
            return of(vault.secrets(), wanted);
        } catch (UserError e) {
            return new Given(
                    List.of(),
                    List.of(),
                    Redaction.NONE,
                    List.of(),
                    Optional.of(String.valueOf(e.getMessage())));
        }
    }

    /// In a home that keeps no secrets yet.
    public static Given nothingOf(List<WantedSecret> wanted) {
        return of(Map.of(), wanted);
    }

    private static Given of(Map<SecretName, Secret> known, List<WantedSecret> wanted) {
        var asVariables = new ArrayList<Secret>();
        var asFiles = new ArrayList<Secret>();
        var missing = new ArrayList<SecretName>();
        for (var each : wanted) {
            var secret = known.get(each.name());
            if (secret == null) {
                missing.add(each.name());
            } else {
                (each.asFile() ? asFiles : asVariables).add(secret);
            }
        }
        var all = new ArrayList<>(asVariables);
        all.addAll(asFiles);
        return new Given(asVariables, asFiles, Redaction.of(all), missing, Optional.empty());
    }

    /// Why it cannot have all that it asks for, with what would mend that.
    public Optional<String> trouble() {
        if (missing.isEmpty()) {
            return unreadable;
        }
        return Optional.of(missing.stream().map(Given::notSet).collect(Collectors.joining("; ")));
    }

    private static String notSet(SecretName name) {
        return "the secret %s is not set: `%s`".formatted(name, howToSet(name));
    }

    public static String howToSet(SecretName name) {
        return "fettle secret set " + name;
    }

    public boolean isEmpty() {
        return asVariables.isEmpty() && asFiles.isEmpty();
    }

    /// @param files the folder in which [SecretFiles] lie
    public Map<String, String> variables(Path files) {
        var variables = new TreeMap<String, String>();
        asVariables.forEach(s -> variables.put(s.name().text(), s.value()));
        asFiles.forEach(s -> {
            var name = s.name().text();
            variables.put(name, files.resolve(name).toString());
        });
        return variables;
    }
}
