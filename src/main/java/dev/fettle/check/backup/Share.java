package dev.fettle.check.backup;

import dev.fettle.platform.PathBytes;
import java.nio.file.Path;

/// The files whose bytes are read now: a file is always in the same part, wherever it stands in a
/// list.
final class Share {
    private Share() {}

    static boolean isIn(ReadingPlan plan, Path below) {
        return switch (plan) {
            case ReadingPlan.Structure _ -> false;
            case ReadingPlan.All() -> true;
            case ReadingPlan.Part(int n, int of) ->
                    Long.remainderUnsigned(hash(below), of) == n - 1;
        };
    }

    /// Of the bytes of a path (FNV-1a, its bits mixed): the same on every machine.
    static long hash(Path path) {
        long hash = 0xcbf29ce484222325L;
        for (byte each : PathBytes.of(path)) {
            hash = (hash ^ each & 0xff) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        return hash ^ hash >>> 33;
    }
}
