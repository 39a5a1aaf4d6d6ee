package dev.fettle.automation;

import dev.fettle.notation.Problem;
import dev.fettle.notation.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A home with one automation, `job`, whose README a test writes and Fettle reads.
final class DefinitionFolder {
    private final Path user;
    private final Path root;

    /// @param temp where the user's home folder, `user`, and the home, `user/home`, are made
    DefinitionFolder(Path temp) throws IOException {
        user = temp.toRealPath().resolve("user");
        root = user.resolve("home");
        Files.createDirectories(folder());
        Files.createFile(root.resolve(Home.MARK));
    }

    Path folder() {
        return root.resolve("job");
    }

    Path user() {
        return user;
    }

    Home home() {
        return Home.find(Optional.of(root), Map.of("HOME", user().toString()), root);
    }

    /// @param front what stands between the two lines `---`, the first at line 2
    Reading reading(String front) throws IOException {
        return readingOf("---\n" + front + "---\n# Job\n");
    }

    Reading readingOf(String readme) throws IOException {
        return readingOf(readme.getBytes(StandardCharsets.UTF_8));
    }

    Reading readingOf(byte[] readme) throws IOException {
        Files.write(folder().resolve(Readme.FILE), readme);
        return home().read().getFirst();
    }

    Definition definition(String front) throws IOException {
        return switch (reading(front)) {
            case Reading.Readable(var automation) -> automation.definition();
            case Reading other -> throw new AssertionError(errors(other));
        };
    }

    /// Everything that the user is told, as they see it; empty where the definition is good.
    String errors(String front) throws IOException {
        return errors(reading(front));
    }

    static String errors(Reading reading) {
        return switch (reading) {
            case Reading.Readable _ -> "";
            case Reading.Broken(_, var problems) -> texts(problems);
            case Reading.Other(_, var why) -> why;
        };
    }

    private static String texts(List<Problem> problems) {
        return problems.stream().map(Problem::text).collect(Collectors.joining("\n"));
    }

    /// The same of `fettle.yaml`.
    String settingsErrors(byte[] settings) throws IOException {
        Files.write(root.resolve(Home.MARK), settings);
        try {
            home().settings();
            return "";
        } catch (UserError e) {
            return texts(e.problems());
        }
    }

    String settingsErrors(String settings) throws IOException {
        return settingsErrors(settings.getBytes(StandardCharsets.UTF_8));
    }
}
