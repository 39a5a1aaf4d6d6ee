package dev.fettle.why;

import dev.fettle.automation.Automation;
import dev.fettle.check.derive.GoodResult;
import dev.fettle.history.Input;
import dev.fettle.history.Run;
import dev.fettle.history.Runs;
import dev.fettle.notation.Size;
import dev.fettle.platform.FolderTree;
import dev.fettle.publish.Whereabouts;
import dev.fettle.publish.Whereabouts.Located;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The good results of an automation that are still there, laid out in a scratch folder that goes
/// when this is closed: what is published, what is kept as a version, and what the samples should
/// give. Those of a run that is marked as wrong, or was taken back, are none.
public final class GoodResults implements AutoCloseable {
    private static final int MOST_RUNS = 1000;
    private static final String SCRATCH = "learning-";

    private final Automation automation;
    private final Runs runs;
    private final Whereabouts whereabouts;
    private final Limits limits;
    private final Path scratch;
    private final List<GoodResult> found = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private long bytes;

    /// @param results the newest so many are looked at
    /// @param bytes beyond which no older one is
    record Limits(int results, long bytes) {
        static final Limits USUAL = new Limits(50, 1_000_000_000);
    }

    /// @param state the folder in which the scratch folder is made
    public static GoodResults of(
            Automation automation, Runs runs, Whereabouts whereabouts, Path state)
            throws IOException {
        return of(automation, runs, whereabouts, state, Limits.USUAL);
    }

    static GoodResults of(
            Automation automation, Runs runs, Whereabouts whereabouts, Path state, Limits limits)
            throws IOException {
        removeLeft(state);
        var scratch = Files.createTempDirectory(state, SCRATCH);
        var results = new GoodResults(automation, runs, whereabouts, limits, scratch);
        try {
            results.gather();
            return results;
        } catch (IOException | RuntimeException e) {
            results.close();
            throw e;
        }
    }

    private GoodResults(
            Automation automation,
            Runs runs,
            Whereabouts whereabouts,
            Limits limits,
            Path scratch) {
        this.automation = automation;
        this.runs = runs;
        this.whereabouts = whereabouts;
        this.limits = limits;
        this.scratch = scratch;
    }

    /// What a learning that was killed left behind.
    private static void removeLeft(Path state) throws IOException {
        try (var left = Files.newDirectoryStream(state, SCRATCH + "*")) {
            for (var folder : left) {
                FolderTree.delete(folder);
            }
        }
    }

    /// The oldest first.
    public List<GoodResult> all() {
        return List.copyOf(found);
    }

    /// What was left out, and why.
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    private void gather() throws IOException {
        for (var run : runs.newest(automation.name().text(), MOST_RUNS)) {
            if (!run.isGood()) {
                continue;
            }
            if (found.size() >= limits.results() || bytes > limits.bytes()) {
                remarks.add(
                        found.size() >= limits.results()
                                ? "only the newest %d good results were looked at"
                                        .formatted(limits.results())
                                : "older results were left out: these have %s"
                                        .formatted(new Size(bytes)));
                break;
            }
            var files = whereabouts.of(run.seq());
            if (files.isPresent()) {
                found.addFirst(result(run, files.get()));
            }
        }
        found.addAll(0, samples());
    }

    private GoodResult result(Run run, List<Located> files) throws IOException {
        var folder = scratch.resolve(run.id().text());
        for (var file : files) {
            var target = folder.resolve(file.name());
            Files.createDirectories(target.resolveSibling(""));
            lay(file, target);
            bytes += Files.size(target);
        }
        var inputs = runs.inputs(run);
        var names = files.stream().map(Located::name).toList();
        return new GoodResult(folder, names, chain(inputs), hashes(inputs));
    }

    /// A version is Fettle's own and gets a second name, which takes no time; what is published
    /// belongs to the user, whose file is not touched.
    private static void lay(Located file, Path target) throws IOException {
        if (file.isVersion()) {
            try {
                Files.createLink(target, file.at());
                return;
            } catch (IOException | UnsupportedOperationException e) {
                Files.deleteIfExists(target); // another file system, or one without links
            }
        }
        Files.copy(file.at(), target, LinkOption.NOFOLLOW_LINKS);
    }

    /// Of a run per file, what came of the same file before.
    private String chain(List<Input> inputs) {
        return automation.definition().perFile() && inputs.size() == 1
                ? inputs.getFirst().path().toString()
                : "";
    }

    private static String hashes(List<Input> inputs) {
        return inputs.stream().map(Input::sha256).sorted().collect(Collectors.joining(" "));
    }

    private List<GoodResult> samples() throws IOException {
        var cases = automation.folder().resolve("samples");
        var samples = new ArrayList<GoodResult>();
        if (!Files.isDirectory(cases)) {
            return samples;
        }
        try (var folders = Files.list(cases)) {
            for (var folder : folders.sorted().map(f -> f.resolve("output")).toList()) {
                var files = files(folder);
                if (!files.isEmpty()) {
                    samples.add(new GoodResult(folder, files, folder.toString(), ""));
                }
            }
        }
        return samples;
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.walk(folder)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .map(folder::relativize)
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void close() throws IOException {
        FolderTree.delete(scratch);
    }
}
