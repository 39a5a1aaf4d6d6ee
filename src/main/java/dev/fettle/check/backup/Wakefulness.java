package dev.fettle.check.backup;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/// For how long the machine was awake since a moment: what it sleeps through makes nothing stale.
@FunctionalInterface
public interface Wakefulness {
    Duration since(Instant moment) throws IOException;
}
