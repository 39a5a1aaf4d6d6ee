package dev.fettle.trigger;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Watch;
import dev.fettle.platform.Clock;
import dev.fettle.platform.FileId;
import java.io.IOException;
import java.time.Duration;

/// How long a file has to be still before it is due.
final class Patience {
    /// For what came without a word that it is whole.
    static final Duration STILL = Duration.ofSeconds(2);

    /// Browsers put an empty file under the final name before they fill it.
    private static final Duration EMPTY = Duration.ofSeconds(10);

    private final Automation automation;
    private final Watch watch;
    private final Clock clock;

    Patience(Automation automation, Clock clock) {
        this.automation = automation;
        this.watch = automation.definition().watch().orElseThrow();
        this.clock = clock;
    }

    /// With a file that was closed after writing, or renamed in. What a program without an output
    /// folder did cannot be thrown away: it is not started on what may be a part.
    Duration afterItsWriter(FileId looks) {
        boolean careful =
                automation.definition().output().isEmpty() && watch.per() == Watch.Per.FILE;
        return longer(watch.settle().orElse(careful ? STILL : Duration.ZERO), looks);
    }

    /// With a file that was merely found to lie there.
    Duration unannounced(FileId looks) {
        // Not even `settle: 0s` starts on what nobody has looked at twice.
        var settle = watch.settle().orElse(STILL);
        return longer(settle.isZero() ? Duration.ofMillis(1) : settle, looks);
    }

    /// Whether the file's own times tell that it has been still for so long.
    boolean isOver(FileId looks, Duration still) {
        return nowNanos() - Math.max(looks.mtimeNanos(), looks.ctimeNanos()) > still.toNanos();
    }

    /// Whether a name that was just made belongs to a file that nobody will close, as the writer of
    /// a new one does: a link, or one that was there before under another name. Where that other
    /// name is gone already, its removal was a change after the last byte.
    boolean cameWhole(Inbox.Lying file) throws IOException {
        var looks = file.id();
        if (looks.links() > 1 || looks.ctimeNanos() > looks.mtimeNanos() || isLink(file)) {
            return true;
        }
        var born = FileId.birthNanos(file.path());
        return born.isPresent() && nowNanos() - born.getAsLong() > STILL.toNanos();
    }

    private static boolean isLink(Inbox.Lying file) throws IOException {
        return FileId.of(file.path()).filter(id -> id.kind() == FileId.Kind.LINK).isPresent();
    }

    private static Duration longer(Duration settle, FileId looks) {
        return looks.size() == 0 && settle.compareTo(EMPTY) < 0 ? EMPTY : settle;
    }

    private long nowNanos() {
        var now = clock.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }
}
