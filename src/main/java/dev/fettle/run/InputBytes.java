package dev.fettle.run;

import dev.fettle.history.Input;
import dev.fettle.platform.Clock;
import dev.fettle.platform.FileId;
import dev.fettle.platform.Hash;
import dev.fettle.platform.Mounts;
import dev.fettle.platform.Silence;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// An input as it was read: its bytes' hash and by what it is recognised without reading it again.
///
/// @param hashedAt when the reading began
/// @param throughLink whether the path itself was a link then
public record InputBytes(Input input, FileId id, Instant hashedAt, boolean throughLink) {
    /// Within this time of a change, size and times do not tell whether there was another.
    private static final long RACY_NANOS = 50_000_000;

    private static final long COARSE_NANOS = 2_000_000_000;

    /// Reads the file at `path` (links are followed); empty where there is none.
    ///
    /// @throws IOException where its mount does not answer, too
    public static Optional<InputBytes> read(Path path, Clock clock) throws IOException {
        Silence.refuse(path);
        boolean throughLink = isLink(path);
        var id = FileId.following(path);
        if (id.isEmpty() || id.get().kind() != FileId.Kind.FILE) {
            return Optional.empty();
        }
        var at = clock.now();
        var hash = Hash.sha256(path);
        var input = new Input(path, hash.size(), hash.hex());
        return Optional.of(new InputBytes(input, id.get(), at, throughLink));
    }

    /// An input that an earlier Fettle read: whether its bytes are still the same is found out by
    /// reading them.
    static InputBytes unread(Input input, boolean mayBeLink) {
        var unknown = new FileId(0, 0, -1, 0, 0, 0, 0, 0, 0);
        return new InputBytes(input, unknown, Instant.EPOCH, mayBeLink);
    }

    public Path path() {
        return input.path();
    }

    /// What has become of the bytes since.
    public Since since(Clock clock) throws IOException {
        Silence.refuse(path());
        if (!throughLink && isLink(path())) {
            return new Since.LedAway();
        }
        var now = FileId.following(path());
        if (now.isEmpty() || now.get().kind() != FileId.Kind.FILE) {
            return new Since.Gone();
        }
        if (now.get().unchanged(id) && isCertain()) {
            return new Since.Same(this);
        }
        var again = read(path(), clock);
        if (again.isEmpty()) {
            return new Since.Gone();
        }
        return again.get().input().sha256().equals(input.sha256())
                ? new Since.Same(again.get())
                : new Since.Changed(again.get());
    }

    private static boolean isLink(Path path) throws IOException {
        return FileId.of(path).map(id -> id.kind() == FileId.Kind.LINK).orElse(false);
    }

    /// Whether the same looks mean the same bytes.
    private boolean isCertain() throws IOException {
        long hashed = hashedAt.getEpochSecond() * 1_000_000_000L + hashedAt.getNano();
        long age = hashed - id.ctimeNanos();
        return age >= RACY_NANOS
                && (age > COARSE_NANOS || !Mounts.hasCoarseTimes(Mounts.of(path())));
    }

    /// What became of an input's bytes.
    public sealed interface Since {
        record Same(InputBytes now) implements Since {}

        record Changed(InputBytes now) implements Since {}

        /// It is not there any more: moved away, perhaps by the program itself.
        record Gone() implements Since {}

        /// A link took the file's place: what it leads to is somebody else's, and nobody knows
        /// which of the two the program read.
        record LedAway() implements Since {}
    }
}
