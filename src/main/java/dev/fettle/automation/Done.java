package dev.fettle.automation;

import java.nio.file.Path;

/// What becomes of an input once its run has succeeded and what it made is published.
public sealed interface Done {
    record Keep() implements Done {}

    record Move(Path folder) implements Done {}

    record Trash() implements Done {}
}
