package dev.fettle.check.backup;

import dev.fettle.platform.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Asks borg. What only reads makes no lock, since a backup waits a second for one and gives up;
/// `check` waits ten minutes for its own. Cache and security notes of its own: those of the user
/// would be changed by a look, and hide that an older copy was put back.
final class Borg {
    private static final Duration SHORT = Duration.ofMinutes(2);

    private final Repository repository;
    private final Tool tool;
    private final Around around;

    Borg(Repository repository, Password password, Around around, Scratch notes) {
        this.repository = repository;
        this.around = around;
        this.tool =
                new Tool(
                        "borg",
                        around.environmentFor(
                                "BORG_", stated(repository, password, around, notes)));
    }

    private static Map<String, String> stated(
            Repository repository, Password password, Around around, Scratch notes) {
        var own = around.environment();
        var stated = new HashMap<String, String>();
        own.forEach((name, value) -> {
            if (name.equals("BORG_RSH") || name.equals("BORG_REMOTE_PATH")) {
                stated.put(name, value);
            }
        });
        stated.put("BORG_REPO", repository.address());
        stated.put("BORG_BASE_DIR", notes.folder().toString());
        stated.put("BORG_KEYS_DIR", keys(own));
        stated.put("BORG_RELOCATED_REPO_ACCESS_IS_OK", "yes");
        stated.put("BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK", "yes");
        switch (password) {
            case Password.Secret(var variable) ->
                    stated.put(
                            around.isSecretFile(variable) ? "BORG_PASSCOMMAND" : "BORG_PASSPHRASE",
                            around.isSecretFile(variable)
                                    ? printed(own.getOrDefault(variable, ""))
                                    : own.getOrDefault(variable, ""));
            case Password.File(var path) ->
                    stated.put("BORG_PASSCOMMAND", printed(around.place(path).toString()));
            case Password.Printed printed -> stated.put("BORG_PASSCOMMAND", printed.line());
            case Password.Unstated() ->
                    own.forEach((name, value) -> {
                        if (name.startsWith("BORG_PASS")) {
                            stated.put(name, value);
                        }
                    });
        }
        return stated;
    }

    private static String printed(String file) {
        return new Password.Printed(List.of("cat", file)).line();
    }

    private static String keys(Map<String, String> own) {
        var base = own.getOrDefault("BORG_BASE_DIR", own.getOrDefault("HOME", "/"));
        var config = own.getOrDefault("BORG_CONFIG_DIR", base + "/.config/borg");
        return own.getOrDefault("BORG_KEYS_DIR", config + "/keys");
    }

    Answer ask(Path folder, Duration limit, List<String> arguments)
            throws IOException, InterruptedException {
        return tool.ask(folder, limit, arguments);
    }

    /// The repository and its archives, as `borg list --json` prints them.
    String list(String... options) throws IOException, InterruptedException, Ended {
        var words = new ArrayList<>(List.of("list", "--bypass-lock", "--json"));
        words.addAll(List.of(options));
        var answer = ask(around.folder(), SHORT, words);
        endIf(answer.exit() != 0, answer, SHORT);
        return answer.output();
    }

    /// What is in an archive, one line for each.
    void list(String archive, Path into, Duration limit)
            throws IOException, InterruptedException, Ended {
        var words = List.of("list", "--bypass-lock", "--json-lines", "::" + archive);
        var answer = tool.askInto(into, around.folder(), limit, words);
        endIf(answer.exit() != 0, answer, limit);
    }

    void endIf(boolean bad, Answer answer, Duration limit) throws Ended {
        if (bad || answer.tookTooLong()) {
            throw new Ended(BorgWords.of(answer, false, repository, limit, around.redaction()));
        }
    }
}
