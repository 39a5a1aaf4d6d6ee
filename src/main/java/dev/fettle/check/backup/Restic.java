package dev.fettle.check.backup;

import dev.fettle.platform.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Asks restic. Always without a lock, since one that is left behind stops the next backup, and
/// without its cache, which hides damage: what a look finds is what lies in the repository.
final class Restic implements Holder {
    private static final Duration LIST = Duration.ofMinutes(10);
    private static final Duration LONG = Duration.ofHours(2);

    private final Repository repository;
    private final Tool tool;
    private final Around around;

    Restic(Repository repository, Password password, Around around) {
        this.repository = repository;
        this.around = around;
        this.tool =
                new Tool(
                        "restic",
                        around.environmentFor("RESTIC_", stated(repository, password, around)));
    }

    private static Map<String, String> stated(
            Repository repository, Password password, Around around) {
        var stated = new HashMap<String, String>();
        stated.put("RESTIC_REPOSITORY", repository.address()); // an address may hold a password
        switch (password) {
            case Password.Secret(var variable) ->
                    stated.put(
                            around.isSecretFile(variable)
                                    ? "RESTIC_PASSWORD_FILE"
                                    : "RESTIC_PASSWORD",
                            around.environment().getOrDefault(variable, ""));
            case Password.File(var path) ->
                    stated.put("RESTIC_PASSWORD_FILE", around.place(path).toString());
            case Password.Printed printed -> stated.put("RESTIC_PASSWORD_COMMAND", printed.line());
            case Password.Unstated() ->
                    around.environment()
                            .forEach((name, value) -> {
                                if (name.startsWith("RESTIC_PASSWORD")) {
                                    stated.put(name, value);
                                }
                            });
        }
        return stated;
    }

    /// What it printed, where all is well.
    ///
    /// @throws Ended with what its words mean, where it is not
    String answer(Duration limit, String... arguments)
            throws IOException, InterruptedException, Ended {
        var answer = ask(limit, arguments);
        endIf(isBad(answer), answer, limit);
        return answer.output();
    }

    Answer ask(Duration limit, String... arguments) throws IOException, InterruptedException {
        return tool.ask(around.folder(), limit, words(arguments));
    }

    private static List<String> words(String... arguments) {
        var words = new ArrayList<>(List.of(arguments));
        words.addAll(List.of("--no-lock", "--no-cache"));
        return words;
    }

    private static boolean isBad(Answer answer) {
        return answer.exit() != 0 || answer.tookTooLong();
    }

    private void endIf(boolean bad, Answer answer, Duration limit) throws Ended {
        if (bad) {
            throw new Ended(ResticWords.of(answer, repository, limit, around.redaction()));
        }
    }

    /// What may not be read it leaves out of its list, and ends with 0.
    @Override
    public List<Snapshot> snapshots(List<Path> sources, Scratch scratch)
            throws IOException, InterruptedException, Ended {
        var answer = ask(LIST, "snapshots", "--json");
        endIf(isBad(answer) || ResticWords.isForbidden(answer), answer, LIST);
        return ResticListing.snapshots(answer.output());
    }

    @Override
    public Listing listing(Snapshot snapshot, Scratch scratch)
            throws IOException, InterruptedException, Ended {
        var file = scratch.folder().resolve(snapshot.id() + ".json");
        var words = words("ls", "--json", snapshot.id());
        var answer = tool.askInto(file, around.folder(), LONG, words);
        endIf(isBad(answer), answer, LONG);
        return new ResticListing(file);
    }

    @Override
    public Path restored(Path target, Entry entry) {
        return target.resolve(entry.path().substring(1));
    }

    @Override
    public void restore(Snapshot snapshot, Path target, List<Entry> files)
            throws IOException, InterruptedException, Ended {
        var words = new ArrayList<String>();
        words.addAll(List.of("restore", "--quiet", snapshot.id(), "--target", target.toString()));
        for (var file : files) {
            words.add("--include");
            words.add(literally(file.path()));
        }
        answer(LONG, words.toArray(String[]::new));
    }

    /// An `--include` is a pattern.
    private static String literally(String path) {
        return path.replaceAll("[\\\\*?\\[\\]]", "\\\\$0");
    }
}
