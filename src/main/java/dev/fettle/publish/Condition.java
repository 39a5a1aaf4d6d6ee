package dev.fettle.publish;

import dev.fettle.notation.Wording;
import dev.fettle.platform.FileId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/// What has become of a file since it was published.
public sealed interface Condition {
    record AsPublished() implements Condition {}

    record Lost() implements Condition {}

    /// Other bytes than were published.
    ///
    /// @param modified when they were last written, as the file says itself
    record Altered(long size, String sha256, Instant modified) implements Condition {}

    /// No file lies there any more, but something else.
    record Other(FileId.Kind kind) implements Condition {}

    /// It could not be found out.
    record Unreadable(String why) implements Condition {}

    /// Reads the file to its last byte.
    public static Condition of(PublishedFile published) {
        try {
            var there = FileId.of(published.path());
            if (there.isEmpty()) {
                return new Lost();
            }
            var id = there.get();
            return switch (id.kind()) {
                case FILE, LINK -> {
                    var digest = Digest.of(published.path());
                    yield digest.equals(published.sha256())
                            ? new AsPublished()
                            : new Altered(id.size(), digest, instant(id.mtimeNanos()));
                }
                case FOLDER, FIFO, SOCKET, DEVICE -> new Other(id.kind());
            };
        } catch (IOException e) {
            return new Unreadable(Wording.denied(e));
        }
    }

    private static Instant instant(long nanos) {
        return Instant.EPOCH.plus(Duration.ofNanos(nanos));
    }
}
