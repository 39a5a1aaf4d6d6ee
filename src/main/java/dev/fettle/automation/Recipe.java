package dev.fettle.automation;

import dev.fettle.notation.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A folder to copy, with questions in its README and `{{KEY}}` where the answers go. What it says
/// and may hold is written down for people in `recipes/README.md`.
public record Recipe(String name, Path folder, String summary, List<Prompt> questions) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z][a-z0-9_-]*)}}");

    public Recipe {
        questions = List.copyOf(questions);
    }

    /// Makes an automation of it, wholly or not at all.
    ///
    /// @param answers one for each question, settled and without objection
    /// @throws UserError where the name is no good one or taken, or the recipe itself is wrong
    public Automation make(Home home, String name, Map<String, String> answers) throws IOException {
        try (var made = NewFolder.in(home, name)) {
            Files.walkFileTree(folder, new Copy(made.path(), answers));
            return made.settle();
        }
    }

    private final class Copy extends SimpleFileVisitor<Path> {
        private final Path target;
        private final Map<String, String> answers;

        Copy(Path target, Map<String, String> answers) {
            this.target = target;
            this.answers = answers;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path from, BasicFileAttributes attributes)
                throws IOException {
            if (from.endsWith(".git")) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            if (!from.equals(folder)) {
                Files.createDirectory(place(from));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path from, BasicFileAttributes attributes)
                throws IOException {
            var to = place(from);
            if (attributes.isSymbolicLink()) {
                Files.copy(from, to, LinkOption.NOFOLLOW_LINKS);
                return FileVisitResult.CONTINUE;
            }
            Files.write(to, filled(from, Files.readAllBytes(from)));
            if (Files.isExecutable(from)) {
                NewFolder.makeExecutable(to);
            }
            return FileVisitResult.CONTINUE;
        }

        private Path place(Path from) {
            return target.resolve(folder.relativize(from));
        }

        /// Bytes for letters, so that what is not UTF-8 stays as it is.
        private byte[] filled(Path from, byte[] content) {
            for (byte each : content) {
                if (each == 0) {
                    return content;
                }
            }
            var text = new String(content, StandardCharsets.ISO_8859_1);
            var filled =
                    folder.relativize(from).equals(Path.of(Readme.FILE))
                            ? readme(RecipeQuestions.without(text), from)
                            : filled(text, from, Surrounding.of(from, text));
            return filled.getBytes(StandardCharsets.ISO_8859_1);
        }

        /// A line of the front matter that a question without an answer leaves empty goes with it.
        private String readme(String text, Path from) {
            var lines = FrontMatter.of(text.lines().toList());
            var front = new StringBuilder();
            for (var line : lines.lines().subList(0, lines.end())) {
                if (!isLeftOut(line)) {
                    front.append(filled(line, from, Surrounding.FRONT_MATTER)).append('\n');
                }
            }
            int length =
                    lines.lines().subList(0, lines.end()).stream()
                            .mapToInt(line -> line.length() + 1)
                            .sum();
            return front + filled(text.substring(length), from, Surrounding.PROSE);
        }

        private boolean isLeftOut(String line) {
            return PLACEHOLDER
                    .matcher(line)
                    .results()
                    .flatMap(found -> question(found.group(1)).stream())
                    .anyMatch(each -> each.mayBeEmpty() && answerTo(each).isEmpty());
        }

        private String filled(String text, Path from, Surrounding surrounding) {
            return PLACEHOLDER
                    .matcher(text)
                    .replaceAll(
                            found -> Matcher.quoteReplacement(answer(found, surrounding, from)));
        }

        private String answer(MatchResult found, Surrounding surrounding, Path from) {
            var question = question(found.group(1));
            if (question.isEmpty()) {
                return found.group();
            }
            if (surrounding == Surrounding.PROGRAM && question.get().isFree()) {
                throw new UserError(
                        "the recipe %s is wrong: %s stands in the program %s, where only a number or one of stated words may"
                                .formatted(name, found.group(), folder.relativize(from)));
            }
            var answer = answerTo(question.get());
            return latin(
                    surrounding == Surrounding.FRONT_MATTER
                            ? question.get().inFrontMatter(answer)
                            : answer);
        }

        private Optional<Prompt> question(String key) {
            return questions.stream().filter(q -> q.key().equals(key)).findFirst();
        }

        private String answerTo(Prompt question) {
            var answer = answers.get(question.key());
            if (answer == null) {
                throw new IllegalStateException("no answer to " + question.key());
            }
            return answer;
        }

        private static String latin(String text) {
            return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        }
    }

    /// In what a placeholder stands.
    private enum Surrounding {
        FRONT_MATTER,
        PROSE,
        PROGRAM;

        private static Surrounding of(Path file, String text) {
            return Files.isExecutable(file) || text.startsWith("#!") ? PROGRAM : PROSE;
        }
    }
}
