package dev.fettle.check.backup;

import dev.fettle.notation.Wording;
import dev.fettle.platform.PathBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Where a copy is not what its source is: faults of the copy, and what the source changed since,
/// which is none before it had time to be copied.
final class Gaps {
    private final Path source;
    private final String copy;
    private final Deadline deadline;
    private Optional<String> damage = Optional.empty();
    private Optional<String> folder = Optional.empty();
    private Optional<String> stale = Optional.empty();
    private long oldest = Long.MAX_VALUE;
    private long damages;
    private long folders;
    private long stales;
    private long recent;

    /// Whether what was changed at a moment must have been copied by now.
    interface Deadline {
        boolean isOver(Instant changed) throws IOException;
    }

    /// @param copy as it is shown
    Gaps(Path source, String copy, Deadline deadline) {
        this.source = source;
        this.copy = copy;
        this.deadline = deadline;
    }

    /// @param found what is wrong with it
    void damaged(Path below, String found) {
        damages++;
        if (damage.isEmpty()) {
            damage = Optional.of(shown(below) + " " + found);
        }
    }

    void folderMissing(Path below) {
        folders++;
        if (folder.isEmpty()) {
            folder = Optional.of("the folder " + shown(below) + " is not in it");
        }
    }

    /// @param since when the source was changed, in nanoseconds
    void changed(Path below, long since) throws IOException {
        var moment = moment(since);
        if (!deadline.isOver(moment)) {
            recent++;
            return;
        }
        stales++;
        if (since < oldest) {
            oldest = since;
            stale =
                    Optional.of(
                            "%s was changed %s and was not copied since"
                                    .formatted(shown(below), Wording.moment(moment)));
        }
    }

    static Instant moment(long nanos) {
        long second = TimeUnit.SECONDS.toNanos(1);
        return Instant.ofEpochSecond(Math.floorDiv(nanos, second), Math.floorMod(nanos, second));
    }

    private static String shown(Path below) {
        return Wording.visible(PathBytes.shown(below));
    }

    boolean isDamaged() {
        return damages > 0;
    }

    String copy() {
        return copy;
    }

    /// The first that is told.
    Optional<Diagnosis> fault() {
        var expected = "%s, with all of %s".formatted(copy, PathBytes.shown(source));
        return damage.map(found -> faulty(Fault.DAMAGED, expected, found, damages, "file"))
                .or(() -> stale.map(found -> stale(expected, found)))
                .or(() ->
                        folder.map(found ->
                                faulty(Fault.FOLDER_MISSING, expected, found, folders, "folder")));
    }

    private Diagnosis stale(String expected, String found) {
        return faulty(Fault.STALE, expected, found, stales, "change");
    }

    private static Diagnosis faulty(
            Fault fault, String expected, String found, long count, String noun) {
        var more =
                count > 1 ? "; the same of %s more".formatted(Wording.count(count - 1, noun)) : "";
        return new Diagnosis.Faulty(fault, expected, found + more);
    }

    /// What is no fault yet.
    String words() {
        return recent == 0
                ? ""
                : "; %s in the source since".formatted(Wording.count(recent, "change"));
    }
}
