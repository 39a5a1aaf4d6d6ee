package dev.fettle.check.backup;

import dev.fettle.platform.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// Reads a repository's bytes: first its structure, which finds a lost pack at once where reading
/// would try again for a minute, then as much of the data as is planned.
///
/// @param place whose data are read
record ResticReading(Restic restic, Repository place, Verify verify, Around around) {
    /// For so long a lost tree is tried again and again while its loss has long been told; only a
    /// structure that takes longer than this is looked at a second time.
    private static final Duration FIRST_TRY = Duration.ofSeconds(40);

    private static final Duration LONGEST = Duration.ofHours(6);

    Diagnosis read() throws IOException, InterruptedException {
        var structure = check(FIRST_TRY);
        if (structure.tookTooLong() && of(structure, FIRST_TRY) instanceof Diagnosis.Unmade) {
            structure = check(LONGEST);
        }
        if (failed(structure)) {
            return of(structure, LONGEST);
        }
        var plan = ReadingPlan.of(verify, size(), around.known(), around.now());
        if (!(plan instanceof ReadingPlan.Structure)) {
            var data = check(LONGEST, option(plan));
            if (failed(data)) {
                return of(data, LONGEST);
            }
        }
        return new Diagnosis.Sound(plan.words(), Optional.empty(), plan.learned(around.now()));
    }

    private static String option(ReadingPlan plan) {
        return plan instanceof ReadingPlan.Part(int n, int of)
                ? "--read-data-subset=%d/%d".formatted(n, of)
                : "--read-data";
    }

    private Answer check(Duration limit, String... options)
            throws IOException, InterruptedException {
        var words = new String[options.length + 2];
        words[0] = "check";
        words[1] = "--quiet";
        System.arraycopy(options, 0, words, 2, options.length);
        return restic.ask(limit, words);
    }

    private static boolean failed(Answer answer) {
        return answer.exit() != 0 || answer.tookTooLong();
    }

    private Diagnosis of(Answer answer, Duration limit) {
        return ResticWords.of(answer, place, limit, around.redaction());
    }

    private Optional<Long> size() throws IOException {
        return place.folder().isPresent()
                ? Optional.of(
                        new LocalFolder(place, place.folder().get())
                                .bytes("data", ReadingPlan.SMALL))
                : Optional.empty();
    }
}
