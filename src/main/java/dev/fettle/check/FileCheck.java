package dev.fettle.check;

import dev.fettle.notation.Wording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A check that judges each file by itself, up to the first proved fault. Over no files it passes:
/// how many there must be is `count`'s to say.
interface FileCheck extends Check {
    /// How many files that passed with a warning, or could not be judged, are named one by one.
    int MOST_NAMED = 20;

    Judgement judge(Path file, Evidence evidence) throws IOException, InterruptedException;

    @Override
    default List<Finding> examine(Evidence evidence) throws InterruptedException {
        var told = new ArrayList<Finding>();
        int untold = 0;
        for (var file : evidence.files()) {
            var finding =
                    Finding.of(name(), Optional.of(evidence.shown(file)), sure(file, evidence));
            if (finding.failed()) {
                told.add(finding);
                return told;
            }
            if (!finding.isPlain() && told.size() < MOST_NAMED) {
                told.add(finding);
            } else if (!finding.isPlain()) {
                untold++;
            }
        }
        if (untold > 0) {
            var last = told.removeLast();
            var more = ", and " + Wording.count(untold, "file") + " more like this";
            told.add(last.withDetail(last.detail().orElse("") + more));
        }
        int good = evidence.files().size() - told.size() - untold;
        if (good > 0 || evidence.files().isEmpty()) {
            told.addFirst(passed(evidence, good));
        }
        return told;
    }

    private Finding passed(Evidence evidence, int files) {
        return files == 1 && evidence.files().size() == 1
                ? Finding.of(
                        name(),
                        Optional.of(evidence.shown(evidence.files().getFirst())),
                        Judgement.GOOD)
                : Finding.passed(name(), Optional.empty(), Wording.count(files, "file") + " good");
    }

    private Judgement sure(Path file, Evidence evidence) throws InterruptedException {
        try {
            return judge(file, evidence);
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return new Judgement.Unmade("unreadable", "cannot be read: " + Reasons.of(e));
        }
    }
}
