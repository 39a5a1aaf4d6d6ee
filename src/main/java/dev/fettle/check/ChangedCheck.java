package dev.fettle.check;

import dev.fettle.notation.Shape;
import dev.fettle.notation.Wording;
import dev.fettle.platform.Hash;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `changed`: the result is another than the last good one; yesterday's file again, with exit code
/// 0, is none. It counts only where the run was not given the same input as then.
record ChangedCheck() implements Check {
    @Override
    public String name() {
        return "changed";
    }

    @Override
    public boolean comparesWithEarlier() {
        return true;
    }

    @Override
    public List<Finding> examine(Evidence evidence) throws IOException, InterruptedException {
        var earlier = evidence.occasion().earlier();
        if (earlier.isEmpty()) {
            return passed("nothing earlier to compare with");
        }
        if (earlier.get().sameInput()) {
            return passed("its input is that of the last good run");
        }
        var now = new ArrayList<String>();
        for (var file : evidence.files()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            now.add(Hash.sha256(file).hex());
        }
        var before = earlier.get().files().stream().map(Occasion.Result::sha256).sorted().toList();
        if (!now.stream().sorted().toList().equals(before)) {
            return passed("it is another than the last good result");
        }
        var same =
                new Judgement.Bad(
                        "unchanged",
                        "another result than the last good one",
                        "the same bytes in " + Wording.count(now.size(), "file"));
        return List.of(Finding.of(name(), Optional.empty(), same));
    }

    private List<Finding> passed(String why) {
        return List.of(Finding.passed(name(), Optional.empty(), why));
    }

    /// As users write it.
    record Kind() implements CheckKind {
        @Override
        public String name() {
            return "changed";
        }

        @Override
        public String says() {
            return "the result is another than the last good one, unless the input was the same";
        }

        @Override
        public Shape options() {
            return Shape.keys();
        }

        @Override
        public Check parse(Options options) {
            return new ChangedCheck();
        }
    }
}
