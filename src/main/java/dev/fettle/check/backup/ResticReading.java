package dev.fettle.check.backup;

import dev.fettle.platform.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.BitSet;
import java.util.Optional;

/// Reads a repository's bytes: first its structure, which finds a lost pack at once where reading
/// would try again for a minute, then as much of the data as is planned.
///
/// All of a large repository is read part by part: a look that is broken off and made again reads
/// no part twice.
///
/// @param place whose data are read
/// @param done the parts that were read, of such a one
record ResticReading(Restic restic, Repository place, Verify verify, Around around, BitSet done) {
    /// For so long what is lost or may not be read is tried again and again while that has long
    /// been told; only a structure that takes longer than this is looked at a second time.
    private static final Duration FIRST_TRY = Duration.ofSeconds(40);

    private static final Duration LONGEST = Duration.ofHours(6);

    Diagnosis read() throws IOException, InterruptedException {
        var structure = check(FIRST_TRY);
        if (structure.tookTooLong()
                && of(structure, FIRST_TRY) instanceof Diagnosis.Unmade(var code, _, _)
                && code.equals(ResticWords.TOO_SLOW)) {
            structure = check(LONGEST);
        }
        if (failed(structure)) {
            return of(structure, LONGEST);
        }
        var size = size();
        var plan = ReadingPlan.of(verify, size, around.known(), around.now());
        boolean isLarge = size.orElse(0L) > ReadingPlan.SMALL;
        int parts = plan instanceof ReadingPlan.All && isLarge ? ReadingPlan.USUAL_PARTS : 1;
        for (int n = 1; n <= parts && !(plan instanceof ReadingPlan.Structure); n++) {
            if (!done.get(n)) {
                var step = parts == 1 ? plan : new ReadingPlan.Part(n, parts);
                var data = check(LONGEST, option(step));
                if (failed(data)) {
                    return of(data, LONGEST);
                }
                done.set(n);
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
        return place.here().isPresent()
                ? Optional.of(place.here().get().bytes("data", ReadingPlan.SMALL))
                : Optional.empty();
    }
}
