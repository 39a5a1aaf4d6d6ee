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
    private static final List<String> METADATA = List.of("--archives-only");
    private static final List<String> DATA = List.of("--repository-only");

    /// A backup is let through first. Borg looks for the lock's end after each tenth of its wait:
    /// of ten minutes that would be a minute, even behind one that is dead.
    private static final String LOCK_WAIT = "10"; // s

    private static final int WAITS = 60;

    /// What a slow disk reads in a second.
    private static final long SLOW = 20_000_000;

    private static final long SHORTEST_PART = 60;

    Diagnosis read() throws IOException, InterruptedException {
        var plan = ReadingPlan.of(verify, size(), around.known(), around.now());
        for (var options : calls(plan)) {
            var answer = check(options);
            if (answer.exit() != 0 || answer.tookTooLong()) {
                return BorgWords.of(answer, true, place, LONGEST, around.redaction());
            }
        }
        return new Diagnosis.Sound(plan.words(), Optional.empty(), plan.learned(around.now()));
    }

    /// What is cheap comes first, but where reading all is as cheap: one call does both then.
    private List<List<String>> calls(ReadingPlan plan) throws IOException {
        return switch (plan) {
            case ReadingPlan.Structure _ -> List.of(METADATA);
            case ReadingPlan.All() ->
                    size().orElse(Long.MAX_VALUE) <= ReadingPlan.SMALL
                            ? List.of(List.of())
                            : List.of(METADATA, DATA);
            case ReadingPlan.Part(int _, int of) ->
                    List.of(METADATA, List.of(DATA.getFirst(), "--max-duration", seconds(of)));
        };
    }

    /// Twice the share, so that a pass is done in time.
    private String seconds(int of) throws IOException {
        long share = bytes() / SLOW * 2 / of;
        return Long.toString(Math.max(SHORTEST_PART, share));
    }

    private Answer check(List<String> options) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("check", "--lock-wait", LOCK_WAIT));
        words.addAll(options);
        for (int n = 1; ; n++) {
            var answer = borg.ask(around.folder(), LONGEST, words);
            if (n == WAITS || answer.exit() == 0 || !BorgWords.isLocked(answer)) {
                return answer;
            }
        }
    }

    private Optional<Long> size() throws IOException {
        return place.here().isPresent() ? Optional.of(bytes()) : Optional.empty();
    }

    private long bytes() throws IOException {
        return place.here().isPresent() ? place.here().get().bytes("data", Long.MAX_VALUE) : 0;
    }
}
