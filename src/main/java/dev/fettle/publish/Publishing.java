package dev.fettle.publish;

import dev.fettle.check.Finding;
import java.util.List;

/// What became of the wish to publish. What the machine denies is an exception.
public sealed interface Publishing {
    /// All of it lies there, durably.
    record Done(List<PublishedFile> files) implements Publishing {
        public Done {
            files = List.copyOf(files);
        }
    }

    /// The output is not one that can be published; nothing was touched. The run is `invalid`.
    record Refused(Finding finding) implements Publishing {}

    /// The destination is not there or cannot be written to; nothing was touched.
    record Blocked(String reason) implements Publishing {}
}
