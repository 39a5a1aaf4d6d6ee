package dev.fettle.automation;

import dev.fettle.platform.Command;
import dev.fettle.platform.Machine;
import dev.fettle.platform.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The user's own git repository, asked through the real git.
public final class GitRepository {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int LONGEST_ANSWER = 10_000;

    /// What ties git to another repository than the one it is asked about: a hook that calls Fettle
    /// has these (`git rev-parse --local-env-vars`).
    private static final Set<String> TIES =
            Set.of(
                    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
                    "GIT_CONFIG",
                    "GIT_CONFIG_PARAMETERS",
                    "GIT_CONFIG_COUNT",
                    "GIT_OBJECT_DIRECTORY",
                    "GIT_DIR",
                    "GIT_WORK_TREE",
                    "GIT_IMPLICIT_WORK_TREE",
                    "GIT_GRAFT_FILE",
                    "GIT_INDEX_FILE",
                    "GIT_NO_REPLACE_OBJECTS",
                    "GIT_REPLACE_REF_BASE",
                    "GIT_PREFIX",
                    "GIT_SHALLOW_FILE",
                    "GIT_COMMON_DIR");

    private GitRepository() {}

    /// The root of the repository in which a folder lies.
    ///
    /// Looked for and not asked: git says of a repository of another user's that it is none.
    public static Optional<Path> around(Path folder) {
        for (var each = folder.toAbsolutePath(); each != null; each = each.getParent()) {
            if (Files.exists(each.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /// Makes a folder a repository, as `git init` there would.
    ///
    /// @return why that could not be; empty where it is one now
    static Optional<String> begin(Path folder, String path)
            throws IOException, InterruptedException {
        var git = Programs.find("git", path);
        if (git.isEmpty()) {
            return Optional.of("git is not installed");
        }
        var command = new ArrayList<byte[]>();
        for (var word :
                List.of(git.get().toString(), "-c", "safe.directory=*", "init", "--quiet")) {
            command.add(word.getBytes(StandardCharsets.UTF_8));
        }
        var answer = Command.runIn(environment(), command, folder, LIMIT, LONGEST_ANSWER);
        if (answer.exit() == 0) {
            return Optional.empty();
        }
        return Optional.of(
                "git init: "
                        + answer.error()
                                .strip()
                                .lines()
                                .findFirst()
                                .orElse("exit code " + answer.exit()));
    }

    private static List<byte[]> environment() throws IOException {
        var environment = new ArrayList<byte[]>();
        for (byte[] entry : Machine.environment()) {
            var text = new String(entry, StandardCharsets.ISO_8859_1);
            int equals = text.indexOf('=');
            if (equals > 0 && !TIES.contains(text.substring(0, equals))) {
                environment.add(entry);
            }
        }
        environment.add("GIT_TERMINAL_PROMPT=0".getBytes(StandardCharsets.US_ASCII));
        return environment;
    }
}
