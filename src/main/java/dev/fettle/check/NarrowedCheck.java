package dev.fettle.check;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Any check, made over the files alone that `file:` names. A name that is not there is a fault; a
/// glob that fits nothing passes unless the check itself counts: how many there must be is
/// `count`'s to say.
record NarrowedCheck(Check inner, FilePattern pattern) implements Check {
    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public List<Finding> examine(Evidence evidence) throws IOException, InterruptedException {
        var files = pattern.among(evidence);
        if (files.isEmpty() && pattern.isName() && !inner.allowsNothing()) {
            var missing = new Judgement.Bad("missing", "a file of this name", "no such file");
            return List.of(Finding.of(name(), Optional.of(pattern.text()), missing));
        }
        return inner.examine(narrowed(evidence, files));
    }

    private Evidence narrowed(Evidence evidence, List<Path> files) {
        var occasion = evidence.occasion();
        if (occasion.earlier().isEmpty()) {
            return evidence.narrowedTo(files);
        }
        var earlier = occasion.earlier().get();
        var fewer = earlier.files().stream().filter(result -> pattern.fits(result.name())).toList();
        return evidence.narrowedTo(files)
                .on(occasion.with(new Occasion.Earlier(fewer, earlier.sameInput())));
    }

    @Override
    public List<String> programs() {
        return inner.programs();
    }

    @Override
    public Optional<String> repository() {
        return inner.repository();
    }

    @Override
    public Optional<String> backup() {
        return inner.backup();
    }

    @Override
    public List<String> secrets() {
        return inner.secrets();
    }

    @Override
    public boolean comparesWithEarlier() {
        return inner.comparesWithEarlier();
    }

    @Override
    public Optional<String> mount() {
        return inner.mount();
    }

    @Override
    public Optional<PinnedCheck> pinned() {
        return inner.pinned();
    }

    @Override
    public Cost cost() {
        return inner.cost();
    }

    @Override
    public Duration limit() {
        return inner.limit();
    }

    @Override
    public boolean allowsNothing() {
        return false;
    }
}
