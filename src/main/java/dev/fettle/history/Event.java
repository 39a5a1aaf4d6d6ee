package dev.fettle.history;

import java.time.Instant;
import java.util.Optional;

/// Something that happened and is no run: an input set aside, a folder that is polled.
public record Event(Instant at, Optional<String> automation, String kind, String text) {}
