package dev.fettle.alert;

import java.util.Optional;

/// How a channel does: how the last try went.
///
/// @param refuses whether it was told that nothing gets through as it is stated
public record ChannelState(String name, boolean ok, Optional<String> lastError, boolean refuses) {}
