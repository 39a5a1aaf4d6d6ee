package dev.fettle.upkeep;

import dev.fettle.automation.FrontMatter;
import dev.fettle.automation.Prose;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A README says what its automation does, and answers the three questions of 3 a.m.
final class Documented implements LintRule {
    /// What people write to say that they have not written yet.
    private static final Pattern NOTHING_SAID =
            Pattern.compile(
                    "^[\\W_]*((todo|tbd|tba|fixme|xxx|to do|to be done)\\b.*|\\W*)$",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);

    @Override
    public List<Finding> findings(Subject subject) {
        var findings = new ArrayList<Finding>();
        var prose = subject.prose();
        if (prose.title().isBlank()) {
            findings.add(
                    subject.inReadme(
                            "title",
                            1,
                            "it has no title; right would be a line \"# Title\" below the front matter"));
        }
        if (saysNothing(prose.introduction())) {
            findings.add(
                    subject.inReadme(
                            "introduction",
                            lineBelowFrontMatter(subject),
                            "it does not say what it does and how to run it by hand; that belongs below the title"));
        }
        var headings = subject.headings();
        ask(subject, "depends", headings.depends(), findings);
        ask(subject, "breaks", headings.breaks(), findings);
        ask(subject, "mend", headings.mend(), findings);
        return findings;
    }

    private static void ask(Subject subject, String rule, String heading, List<Finding> findings) {
        var section = subject.prose().section(heading);
        if (section.isEmpty()) {
            findings.add(
                    subject.inReadme(
                            rule,
                            subject.lastLine(),
                            "the heading \"## %s\" is missing".formatted(heading)));
        } else if (saysNothing(section.get().text())) {
            findings.add(
                    subject.inReadme(
                            rule,
                            section.get().line(),
                            "nothing stands under \"%s\"".formatted(heading)));
        }
    }

    static boolean saysNothing(String text) {
        return Prose.said(text)
                .lines()
                .allMatch(line -> NOTHING_SAID.matcher(line.strip()).matches());
    }

    private static int lineBelowFrontMatter(Subject subject) {
        var lines = subject.automation().readme().lines().toList();
        return Math.min(subject.lastLine(), FrontMatter.of(lines).end() + 2);
    }
}
