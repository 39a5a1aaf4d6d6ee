package dev.fettle.check.backup;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What the user expects of a repository's snapshots.
///
/// @param host whose; empty for this machine's
/// @param tags one of which a snapshot must have; empty for any
/// @param fresh how old the newest may be
/// @param least how many there must be, at least
public record Expectation(
        List<Source> sources,
        Optional<String> host,
        List<String> tags,
        Duration fresh,
        OptionalLong least,
        OptionalLong most) {
    public Expectation {
        sources = List.copyOf(sources);
        tags = List.copyOf(tags);
    }
}
