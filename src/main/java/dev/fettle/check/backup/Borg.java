package dev.fettle.check.backup;

import dev.fettle.platform.Answer;
import dev.fettle.platform.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Asks borg. What only reads asks past the locks, since a backup waits a second for one and gives
/// up; `check` waits ten minutes for its own. Cache and security notes of its own: those of the
/// user would be changed by a look, and hide that an older copy was put back.
final class Borg implements Holder {
    static final Duration SHORT = Duration.ofMinutes(2);

    private static final Duration LONG = Duration.ofHours(2);
    private static final int OUTPUT_LIMIT = 64 << 20;

    /// Borg does not say which folders an archive is of: so many of the newest are looked into.
    private static final int LOOKED_INTO = 10;

    private final Repository repository;
    private final List<byte[]> environment;
    private final Around around;

    Borg(Repository repository, Password password, Around around, Scratch notes) {
        this.repository = repository;
        this.around = around;
        this.environment =
                around.environmentFor("BORG_", stated(repository, password, around, notes));
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
        var words = new ArrayList<byte[]>();
        words.add(Around.bytes("borg"));
        arguments.forEach(argument -> words.add(Around.bytes(argument)));
        return Command.runIn(environment, words, folder, limit, OUTPUT_LIMIT);
    }

    String answer(Duration limit, String... arguments)
            throws IOException, InterruptedException, Ended {
        var answer = ask(around.folder(), limit, List.of(arguments));
        endIf(answer.exit() != 0 || answer.tookTooLong(), answer, limit);
        return answer.output();
    }

    private void endIf(boolean bad, Answer answer, Duration limit) throws Ended {
        if (bad) {
            throw new Ended(BorgWords.of(answer, false, repository, limit, around.redaction()));
        }
    }

    /// All archives, and of the newest what is in them, until each source was found.
    @Override
    public List<Snapshot> snapshots(List<Path> sources, Scratch scratch)
            throws IOException, InterruptedException, Ended {
        var all =
                BorgListing.archives(
                        answer(SHORT, "list", "--bypass-lock", "--json", "--format", "{hostname}"));
        var found = new ArrayList<Snapshot>();
        var missing = new ArrayList<>(sources);
        for (var archive : all) {
            if (missing.isEmpty() || found.size() >= LOOKED_INTO) {
                found.add(archive);
            } else {
                var held = ((BorgListing) listing(archive, scratch)).held(sources);
                missing.removeAll(held);
                found.add(archive.of(held));
            }
        }
        return found;
    }

    @Override
    public Listing listing(Snapshot snapshot, Scratch scratch)
            throws IOException, InterruptedException, Ended {
        var file = scratch.folder().resolve(snapshot.id() + ".json");
        if (!Files.exists(file)) {
            var words = new ArrayList<byte[]>();
            words.add(Around.bytes("/bin/sh"));
            words.add(Around.bytes("-c"));
            words.add(Around.bytes("exec borg list --bypass-lock --json-lines \"::$1\" > \"$0\""));
            words.add(Around.bytes(file));
            words.add(Around.bytes(snapshot.name()));
            var answer = Command.runIn(environment, words, around.folder(), LONG, OUTPUT_LIMIT);
            endIf(answer.exit() != 0 || answer.tookTooLong(), answer, LONG);
        }
        return new BorgListing(file);
    }

    @Override
    public Path restored(Path target, Entry entry) {
        return target.resolve(entry.path());
    }

    /// 1 is a warning, of an owner that could not be given back, say: what came back is compared.
    @Override
    public void restore(Snapshot snapshot, Path target, List<Entry> files)
            throws IOException, InterruptedException, Ended {
        var words = new ArrayList<String>();
        words.addAll(List.of("extract", "--bypass-lock", "::" + snapshot.name(), "--"));
        files.forEach(file -> words.add("pf:" + file.path()));
        var answer = ask(target, LONG, words);
        endIf(answer.exit() > 1 || answer.tookTooLong(), answer, LONG);
    }
}
