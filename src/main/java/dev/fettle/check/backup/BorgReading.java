package dev.fettle.check.backup;

import dev.fettle.platform.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a repository's bytes: `--archives-only` opens all metadata and finds no rotten byte in the
/// data, `--repository-only` holds every byte against its sum and needs no key. A part is one by
/// time: borg keeps in the repository how far it came, and goes on from there.
record BorgReading(Borg borg, Repository place, Verify verify, Around around) {
    private static final Duration LONGEST = Duration.ofHours(6);
    private static final String LOCK_WAIT = "600"; // s: a backup is let through first

    /// What a slow disk reads in a second.
    private static final long SLOW = 20_000_000;

    private static final long SHORTEST_PART = 60;

    Diagnosis read() throws IOException, InterruptedException {
        var structure = check("--archives-only");
        if (failed(structure)) {
            return of(structure);
        }
        var plan = ReadingPlan.of(verify, size(), around.known(), around.now());
        if (!(plan instanceof ReadingPlan.Structure)) {
            var data =
                    plan instanceof ReadingPlan.Part(int _, int of)
                            ? check("--repository-only", "--max-duration", seconds(of))
                            : check("--repository-only");
            if (failed(data)) {
                return of(data);
            }
        }
        return new Diagnosis.Sound(plan.words(), Optional.empty(), plan.learned(around.now()));
    }

    /// Twice the share, so that a pass is done in time.
    private String seconds(int of) throws IOException {
        long share = bytes() / SLOW * 2 / of;
        return Long.toString(Math.max(SHORTEST_PART, share));
    }

    private Answer check(String... options) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("check", "--lock-wait", LOCK_WAIT));
        words.addAll(List.of(options));
        return borg.ask(around.folder(), LONGEST, words);
    }

    private static boolean failed(Answer answer) {
        return answer.exit() != 0 || answer.tookTooLong();
    }

    private Diagnosis of(Answer answer) {
        return BorgWords.of(answer, true, place, LONGEST, around.redaction());
    }

    private Optional<Long> size() throws IOException {
        return place.folder().isPresent() ? Optional.of(bytes()) : Optional.empty();
    }

    private long bytes() throws IOException {
        return place.folder().isPresent()
                ? new LocalFolder(place, place.folder().get()).bytes("data", Long.MAX_VALUE)
                : 0;
    }
}
