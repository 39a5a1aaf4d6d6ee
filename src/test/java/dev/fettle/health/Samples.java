package dev.fettle.health;

import dev.fettle.history.Run;
import dev.fettle.history.RunId;
import dev.fettle.history.Trigger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

final class Samples {
    private Samples() {}

    static Run run() {
        return new Run(
                1,
                RunId.random(),
                "job",
                Trigger.HAND,
                Optional.empty(),
                false,
                "boot",
                Instant.EPOCH,
                Optional.of(Instant.EPOCH),
                Optional.empty(),
                1,
                Optional.of("failed"),
                Optional.of("exit code 7"),
                OptionalInt.of(7),
                Path.of("/log"),
                false);
    }
}
