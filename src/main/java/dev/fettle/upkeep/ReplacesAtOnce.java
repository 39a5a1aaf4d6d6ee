package dev.fettle.upkeep;

import dev.fettle.platform.Silence;
import dev.fettle.publish.Publisher;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// An output on a file system that cannot put one file in another's place. What is not there now,
/// or may not be written to, is for the doctor to say.
final class ReplacesAtOnce implements LintRule {
    private final Publisher publisher;

    ReplacesAtOnce(Publisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public List<Finding> findings(Subject subject) throws IOException {
        var output = subject.definition().output();
        if (output.isEmpty()
                || Silence.at(output.get().folder()).isPresent()
                || publisher.blockedReason(output.get()).isPresent()) {
            return List.of();
        }
        Optional<String> caution;
        try {
            caution = publisher.caution(output.get());
        } catch (IOException e) {
            return List.of();
        }
        return caution
                .map(why -> subject.inReadme("replace", subject.lineOf("output"), why))
                .stream()
                .toList();
    }
}
