package dev.fettle.verb;

import dev.fettle.check.Finding;
import java.util.Optional;

/// What one check found, as the contract of the JSON shows it; what the parts mean: [Finding].
public record CheckView(
        String name,
        Optional<String> code,
        Optional<String> file,
        Optional<Boolean> passed,
        Optional<String> warning,
        Optional<String> expected,
        Optional<String> found,
        Optional<String> detail) {

    static CheckView of(Finding finding) {
        return new CheckView(
                finding.name(),
                finding.code(),
                finding.file(),
                finding.passed(),
                finding.warning(),
                finding.expected(),
                finding.found(),
                finding.detail());
    }
}
