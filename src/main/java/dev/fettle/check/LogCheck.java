package dev.fettle.check;

import dev.fettle.notation.Key;
import dev.fettle.notation.Shape;
import dev.fettle.notation.Wording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// `log: {must: 'snapshot [0-9a-f]+ saved', must-not: [Warning, 'skipped']}`: what the program said
/// holds what it must, and nothing that it must not. It is looked at as it is kept: with secrets
/// taken out.
record LogCheck(List<Pattern> must, List<Pattern> mustNot) implements PlaceCheck {
    /// More is never kept of a log.
    private static final long MOST = 20 << 20;

    @Override
    public String name() {
        return "log";
    }

    @Override
    public String place() {
        return "the log";
    }

    @Override
    public Judgement judge(Evidence evidence) throws IOException, InterruptedException {
        var log = evidence.occasion().log();
        if (log.isEmpty()) {
            return new Judgement.Unmade("no-log", "the run has no log");
        }
        return judge(log.get());
    }

    private Judgement judge(Path log) throws IOException, InterruptedException {
        if (Files.size(log) > MOST) {
            return new Judgement.Unmade(
                    "too-large",
                    "the log is too large to be searched: more than " + Wording.size(MOST));
        }
        var text = new StringBuilder(new String(Files.readAllBytes(log), StandardCharsets.UTF_8));
        try {
            return TextCheck.search(text, must, "must", mustNot, "must-not");
        } catch (SearchText.Interrupted e) {
            throw new InterruptedException();
        } catch (StackOverflowError e) {
            return new Judgement.Unmade(
                    "too-deep", "an expression needs too much room for this log");
        }
    }

    /// As users write it.
    record Kind() implements CheckKind {
        private static final Shape PATTERNS = Shape.oneOrMore(Shape.text("regular expression"));

        @Override
        public String name() {
            return "log";
        }

        @Override
        public String says() {
            return "what the program said holds what it must, and nothing that it must not";
        }

        @Override
        public boolean standsAlone() {
            return false;
        }

        @Override
        public Shape options() {
            return Shape.keys(
                    Key.of("must", PATTERNS, "expressions that must be found in the log"),
                    Key.of("must-not", PATTERNS, "expressions that must not be found in it"));
        }

        @Override
        public Check parse(Options options) {
            var check = new LogCheck(options.patterns("must"), options.patterns("must-not"));
            if (options.at("must").isEmpty() && options.at("must-not").isEmpty()) {
                options.problem(
                        "log without must and must-not checks nothing", "state one of them");
            }
            return check;
        }
    }
}
