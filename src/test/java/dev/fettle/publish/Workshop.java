package dev.fettle.publish;

import dev.fettle.automation.Output;
import dev.fettle.history.RunId;
import dev.fettle.platform.Clock;
import dev.fettle.platform.PathBytes;
import dev.fettle.store.StateFolder;
import dev.fettle.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// A store, a destination and runs that publish to it, as the engine would have them.
public final class Workshop implements AutoCloseable {
    /// The automation's.
    public final String name;

    public final Path site;
    public final StateFolder state;
    public final Store store;
    public final Keepings keepings;

    private final Clock clock;

    public Workshop(Path root) throws IOException {
        this(root.resolve("state"), Files.createDirectories(root.resolve("site")), Clock.system());
    }

    public Workshop(Path stateRoot, Path site, Clock clock) throws IOException {
        this(Store.open(new StateFolder(stateRoot).database()), stateRoot, site, clock, "page");
    }

    private Workshop(Store store, Path stateRoot, Path site, Clock clock, String name) {
        this.site = site;
        this.name = name;
        this.state = new StateFolder(stateRoot);
        this.store = store;
        this.clock = clock;
        this.keepings = new Keepings(store, state, clock);
    }

    /// The same home, where another automation publishes elsewhere.
    public Workshop at(Path otherSite, String otherName) throws IOException {
        Files.createDirectories(otherSite);
        return new Workshop(store, state.root(), otherSite, clock, otherName);
    }

    /// Publishes as to a file system that can do no more than that.
    public void pretend(boolean links, boolean replaces) throws IOException {
        keepings.of(site);
        store.write(sql ->
                sql.update(
                        "UPDATE destination SET links = ?, replaces = ? WHERE path = ?",
                        links,
                        replaces,
                        site));
    }

    /// A run of an automation, requested and not yet recorded.
    public record Run(long seq, RunId id, String automation) {}

    public Run run() throws IOException {
        return run(name);
    }

    public Run run(String automation) throws IOException {
        var id = RunId.random();
        long seq =
                store.write(sql -> {
                    sql.update(
                            """
                            INSERT INTO run (id, automation, trigger, dry, boot, requested_at, log)
                            VALUES (?, ?, 'hand', 0, 'boot', 0, ?)\
                            """,
                            id.text(),
                            automation,
                            Path.of("/dev/null"));
                    return sql.number("SELECT last_insert_rowid()");
                });
        return new Run(seq, id, automation);
    }

    public Staging staging(Run run, Map<String, String> files) throws IOException {
        var staging = Staging.open(keepings, run.id(), site);
        for (var file : files.entrySet()) {
            var path = staging.folder().resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return staging;
    }

    public Output output() {
        return new Output(site, false, Optional.empty(), Output.VersionLimits.DEFAULT);
    }

    public Output mirror() {
        return new Output(site, true, Optional.empty(), Output.VersionLimits.DEFAULT);
    }

    public Output output(Output.Collide collide) {
        return new Output(site, false, Optional.of(collide), Output.VersionLimits.DEFAULT);
    }

    public Order order(Run run) {
        return order(run, output());
    }

    public Order order(Run run, Output output) {
        return new Order(
                run.seq(), run.id(), run.automation(), output, Optional.empty(), _ -> false, false);
    }

    public Order order(Run run, Output output, Path origin, Predicate<Path> stillLies) {
        return new Order(
                run.seq(),
                run.id(),
                run.automation(),
                output,
                Optional.of(origin),
                stillLies,
                false);
    }

    public Publisher publisher() {
        return publisher(Steps.FREE);
    }

    public Publisher publisher(Steps steps) {
        return new Publisher(store, state, keepings, clock, steps);
    }

    public Undo undo() {
        return undo(Steps.FREE);
    }

    public Undo undo(Steps steps) {
        return new Undo(store, state, keepings, clock, steps);
    }

    public VersionRetention retention() {
        return new VersionRetention(store, state, keepings, clock);
    }

    /// Publishes and records a run that makes these files.
    public Run published(Map<String, String> files) throws IOException {
        return published(name, files);
    }

    public Run published(String automation, Map<String, String> files) throws IOException {
        return published(automation, output(), files);
    }

    public Run published(String automation, Output output, Map<String, String> files)
            throws IOException {
        var run = run(automation);
        var staging = staging(run, files);
        var publishing = publisher().publish(order(run, output), staging);
        if (!(publishing instanceof Publishing.Done)) {
            throw new AssertionError("not published: " + publishing);
        }
        record(run);
        staging.discard();
        return run;
    }

    /// What the engine does last.
    public void record(Run run) throws IOException {
        store.write(sql -> {
            PublicationTable.markRecorded(sql, run.seq());
            return sql.update("UPDATE run SET outcome = 'succeeded' WHERE seq = ?", run.seq());
        });
    }

    /// All that lies in the destination, strangers included: links as `-> target`, folders as `/`.
    public Map<String, String> content() throws IOException {
        return content(site);
    }

    public static Map<String, String> content(Path folder) throws IOException {
        var content = new TreeMap<String, String>();
        if (!Files.isDirectory(folder)) {
            return content;
        }
        try (var all = Files.walk(folder)) {
            for (var path : (Iterable<Path>) all::iterator) {
                if (path.equals(folder)) {
                    continue;
                }
                var name = PathBytes.shown(folder.relativize(path));
                if (Files.isSymbolicLink(path)) {
                    content.put(name, "-> " + Files.readSymbolicLink(path));
                } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    content.put(name, "/");
                } else {
                    content.put(name, Files.readString(path));
                }
            }
        }
        return content;
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
