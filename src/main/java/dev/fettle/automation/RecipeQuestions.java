package dev.fettle.automation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The questions of a recipe, one comment line each in the front matter of its README: `# ask KEY:
/// QUESTION (CHOICES) [DEFAULT]`.
final class RecipeQuestions {
    private static final Pattern LINE =
            Pattern.compile(
                    "^#\\s*ask\\s+(?<key>[a-z][a-z0-9_-]*):\\s*(?<text>.*?)"
                            + "(?:\\s*\\((?<choices>number|paths?|mount of [a-z][a-z0-9_-]*|[\\w.-]+(?:,\\s*[\\w.-]+)+)\\))?"
                            + "(?:\\s*\\[(?<standard>[^\\]]*)])?\\s*$");

    /// Keys of a definition whose value is a path.
    private static final Pattern PATH =
            Pattern.compile("\\b(?:watch|folder|output|move)\\s*:\\s*\"\\{\\{([a-z][a-z0-9_-]*)}}");

    /// What would end the double quotes in which a free text stands, or be read as an escape there.
    private static final String REFUSED = "\"\\";

    private static final String MOUNT_OF = "mount of ";

    private RecipeQuestions() {}

    static List<Prompt> of(String readme) {
        var front = front(readme);
        var paths = PATH.matcher(String.join("\n", front)).results().map(r -> r.group(1)).toList();
        var questions = new ArrayList<Prompt>();
        for (var line : front) {
            var found = LINE.matcher(line);
            if (found.matches()) {
                var key = found.group("key");
                questions.add(
                        new Prompt(
                                key,
                                found.group("text"),
                                kind(
                                        Optional.ofNullable(found.group("choices")),
                                        paths.contains(key)),
                                Optional.ofNullable(found.group("standard")),
                                true));
            }
        }
        return questions;
    }

    /// The README without its questions.
    static String without(String readme) {
        var front = front(readme);
        int length = front.stream().mapToInt(line -> line.length() + 1).sum();
        var kept = new StringBuilder();
        for (var line : front) {
            if (!LINE.matcher(line).matches()) {
                kept.append(line).append('\n');
            }
        }
        return kept + readme.substring(Math.min(length, readme.length()));
    }

    /// The lines from the first `---` up to the second, which is not among them.
    private static List<String> front(String readme) {
        var front = FrontMatter.of(readme.lines().toList());
        return front.hasEnd() ? front.lines().subList(0, front.end()) : List.of();
    }

    private static Prompt.Kind kind(Optional<String> choices, boolean isPath) {
        return switch (choices.orElse("")) {
            case "" -> isPath ? new Prompt.Kind.Folder(REFUSED) : new Prompt.Kind.Text(REFUSED);
            case "number" -> new Prompt.Kind.Digits();
            case "path" -> new Prompt.Kind.Place(REFUSED);
            case "paths" -> new Prompt.Kind.Places(REFUSED);
            case String mount when mount.startsWith(MOUNT_OF) ->
                    new Prompt.Kind.MountOf(mount.substring(MOUNT_OF.length()), REFUSED);
            case String words -> new Prompt.Kind.Words(Arrays.asList(words.split(",\\s*")));
        };
    }
}
