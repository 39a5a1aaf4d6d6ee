package dev.fettle.automation;

import java.io.IOException;
import java.util.Optional;

/// What became of automations whose folders were renamed, for whoever still writes the old name.
@FunctionalInterface
public interface FormerNames {
    FormerNames UNKNOWN = _ -> Optional.empty();

    Optional<String> nowCalled(String old) throws IOException;
}
